import { resolve } from "node:path";
import { restore as readBackup } from "../../storage/index.ts";
import type { CommandContext } from "../context.ts";
import { requireFile } from "../files.ts";
import { databaseUrlOf } from "../with-database.ts";

/** `troth restore <file>`: puts a backup where there is no database yet. */
export async function restore(context: CommandContext, name: string): Promise<number> {
  const { screen } = context;
  const file = resolve(context.cwd, name);
  await requireFile(file, "the backup");
  await readBackup(file, { home: context.home, ...databaseUrlOf(context.env) });
  screen.lines([
    `${screen.paint.mark("done")} restored from ${name}; whoever was forgotten since stays forgotten`,
    "  if later checkpoints were published, Troth will not start on it before you explain it:",
    '  troth ledger fork --because "..."',
  ]);
  return 0;
}
