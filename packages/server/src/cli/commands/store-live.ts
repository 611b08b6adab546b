import { setStoreLive } from "../../requests/index.ts";
import type { CommandContext } from "../context.ts";
import { requireRole, requireStore } from "../parse-names.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth store live <name>`: takes a store out of shadow, which is written into the ledger. */
export async function storeLive(context: CommandContext, store: string, options: { as?: string }): Promise<number> {
  const by = options.as ?? "officer";
  const program = requireProgram(context);
  requireStore(program, store);
  requireRole(program, by);
  await withInstallation(context, (inst) => setStoreLive(inst, { store, by }));
  context.screen.lines([
    `${context.screen.paint.mark("done")} ${store} is live: what is approved is done there; recorded for ${by}`,
  ]);
  return 0;
}
