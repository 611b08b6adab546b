import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { systemSurroundings } from "../../foundation/index.ts";
import { homePaths, openStorage, backup as writeBackup } from "../../storage/index.ts";
import type { CommandContext } from "../context.ts";
import { refuseExisting } from "../files.ts";
import { size } from "../render/figures.ts";
import { databaseUrlOf } from "../with-database.ts";

/** `troth backup <file>`: Troth's own database as of one moment. The key store is not in it. */
export async function backup(context: CommandContext, name: string): Promise<number> {
  const { screen, home } = context;
  const file = resolve(context.cwd, name);
  await refuseExisting(file);
  const surroundings = systemSurroundings();
  const storage = await openStorage({ home, surroundings, ...databaseUrlOf(context.env) });
  try {
    await writeBackup(storage, file, surroundings);
  } finally {
    await storage.close();
  }
  const { keys } = homePaths(home);
  screen.lines([
    `${screen.paint.mark("done")} ${name}  ${screen.paint.dim(size((await stat(file)).size))}`,
    "  the key store is not in it, and needs a copy of its own, kept apart:",
    `  ${keys}`,
  ]);
  return 0;
}
