import { letStay } from "../../requests/index.ts";
import { showRefusal } from "../answer.ts";
import type { CommandContext } from "../context.ts";
import { requireRole } from "../parse-names.ts";
import { parseRequest } from "../parse-words.ts";
import { receiptLines } from "../receipt-lines.ts";
import { renderRequest } from "../render/status.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth let-stay <request>`: lets rows that were found late stay, on record. */
export async function stay(context: CommandContext, id: string, { as = "" }: { as?: string }): Promise<number> {
  const request = parseRequest(id);
  const { screen } = context;
  requireRole(requireProgram(context), as);
  return withInstallation(context, async (inst) => {
    const answer = await letStay(inst, { request, as });
    if (answer.kind === "refused") return showRefusal(screen, answer);
    screen.lines([
      `${screen.paint.mark("done")} recorded: the rows that were found late stay`,
      "",
      ...renderRequest(answer.value, screen.paint),
      ...(await receiptLines(inst, request, context.cwd)),
    ]);
    return 0;
  });
}
