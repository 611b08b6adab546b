import { runRequest, sayNotTheirs } from "../../requests/index.ts";
import { showRefusal } from "../answer.ts";
import type { CommandContext } from "../context.ts";
import { requireRole } from "../parse-names.ts";
import { parseRequest } from "../parse-words.ts";
import { receiptLines } from "../receipt-lines.ts";
import { renderRequest } from "../render/status.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth not-theirs <request> <place>`: says on record that rows found by an identifier are another person's, and goes on from there. */
export async function notTheirs(
  context: CommandContext,
  at: { readonly id: string; readonly place: string },
  options: { as?: string },
): Promise<number> {
  const request = parseRequest(at.id);
  const { as = "" } = options;
  requireRole(requireProgram(context), as);
  const { screen } = context;
  return withInstallation(context, async (inst) => {
    const answer = await sayNotTheirs(inst, { request, place: at.place, as });
    if (answer.kind === "refused") return showRefusal(screen, answer);
    const view = await runRequest(inst, request);
    screen.lines([
      `${screen.paint.mark("done")} recorded: what was found in ${at.place} is another person's, and stays`,
      "",
      ...renderRequest(view, screen.paint),
      ...(await receiptLines(inst, request, context.cwd)),
    ]);
    return 0;
  });
}
