import type { CommandContext } from "../context.ts";
import { counted } from "../render/figures.ts";
import { printable } from "../render/terminal.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth ledger fsck`: computes the whole ledger anew and compares. */
export async function ledgerFsck(context: CommandContext, options: { json?: boolean }): Promise<number> {
  const { screen } = context;
  const { entries, problems, forgotten } = await withInstallation(context, (inst) => inst.ledger.fsck());
  if (options.json) screen.json({ sound: problems.length === 0, entries, forgotten, problems });
  else if (problems.length > 0)
    screen.errors(problems.map((problem) => `${screen.errorPaint.mark("broken")} ${printable(problem)}`));
  else {
    const lost = forgotten === 0 ? "" : `; ${counted(forgotten, "payload")} cannot be read any more, as forgetting means`;
    screen.lines([`${screen.paint.mark("done")} the ledger is sound: ${counted(entries, "entry", "entries")}${lost}`]);
  }
  return problems.length === 0 ? 0 : 1;
}
