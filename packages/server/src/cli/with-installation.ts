import { type Installation, openInstallation } from "../installation/index.ts";
import type { CommandContext } from "./context.ts";
import { databaseUrlOf } from "./with-database.ts";

/** Opens the installation that a command line means, and closes it again whatever happens. */
export async function withInstallation<T>(context: CommandContext, work: (inst: Installation) => Promise<T>): Promise<T> {
  const { home, env, programFile } = context;
  const inst = await openInstallation({ home, env, programFile, ...databaseUrlOf(env) });
  try {
    return await work(inst);
  } finally {
    await inst.close();
  }
}
