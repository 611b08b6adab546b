import { recordTold } from "../../requests/index.ts";
import { showRefusal } from "../answer.ts";
import type { CommandContext } from "../context.ts";
import { requireRecipient } from "../parse-names.ts";
import { parseRequest } from "../parse-words.ts";
import { receiptLines } from "../receipt-lines.ts";
import { renderRequest } from "../render/status.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth told <request> <recipient>`: records that a recipient was told of an erasure, by hand. */
export async function told(context: CommandContext, id: string, recipient: string): Promise<number> {
  const request = parseRequest(id);
  const { screen } = context;
  requireRecipient(requireProgram(context), recipient);
  return withInstallation(context, async (inst) => {
    const answer = await recordTold(inst, { request, recipient });
    if (answer.kind === "refused") return showRefusal(screen, answer);
    screen.lines([
      `${screen.paint.mark("done")} recorded: ${recipient} was told`,
      "",
      ...renderRequest(answer.value, screen.paint),
      ...(await receiptLines(inst, request, context.cwd)),
    ]);
    return 0;
  });
}
