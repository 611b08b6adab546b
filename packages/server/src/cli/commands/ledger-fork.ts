import { systemSurroundings } from "../../foundation/index.ts";
import { originOf } from "../../installation/index.ts";
import { openKeys } from "../../keys/index.ts";
import { forkLedger } from "../../ledger/index.ts";
import { homePaths, openStorage } from "../../storage/index.ts";
import type { CommandContext } from "../context.ts";
import { parseReason } from "../parse-words.ts";
import { requireProgram } from "../require-program.ts";
import { databaseUrlOf } from "../with-database.ts";

/**
 * `troth ledger fork --because ...`: goes on with a new log after an older database was restored.
 * Opens its parts by itself, since an installation does not open on a ledger that was rolled back.
 */
export async function ledgerFork(context: CommandContext, options: { because?: string }): Promise<number> {
  const because = parseReason(options.because ?? "");
  const { screen, home, env } = context;
  const paths = homePaths(home);
  const origin = originOf(requireProgram(context));
  const surroundings = systemSurroundings();
  const storage = await openStorage({ home, surroundings, ...databaseUrlOf(env) });
  try {
    const keys = await openKeys({ folder: paths.keys, masterKeyFile: env.TROTH_MASTER_KEY_FILE, surroundings });
    const ledger = await forkLedger({ storage, keys, surroundings, checkpointFile: paths.checkpoint, origin, because });
    screen.lines([
      `${screen.paint.mark("done")} a new log goes on from here; its first entry says why`,
      "  receipts of the old log stay valid under its own key; publish the new one:",
      `  ${ledger.vkey}`,
    ]);
  } finally {
    await storage.close();
  }
  return 0;
}
