import { resolve } from "node:path";
import { writeKeyFile } from "../../ledger/index.ts";
import type { CommandContext } from "../context.ts";
import { refuseExisting } from "../files.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth ledger key`: the log's public key, to be published apart from receipts. */
export async function ledgerKey(context: CommandContext, options: { out?: string }): Promise<number> {
  const file = options.out === undefined ? undefined : resolve(context.cwd, options.out);
  if (file !== undefined) await refuseExisting(file);
  const vkey = await withInstallation(context, async (inst) => inst.ledger.vkey);
  if (file === undefined) {
    context.screen.lines([vkey]);
    return 0;
  }
  await writeKeyFile(file, vkey);
  context.screen.lines([`${context.screen.paint.mark("done")} the log's public key is in ${options.out}`]);
  return 0;
}
