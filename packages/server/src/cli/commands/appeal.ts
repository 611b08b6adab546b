import { appealRequest, decideAppeal } from "../../requests/index.ts";
import { showRefusal } from "../answer.ts";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { parseReason, parseRequest } from "../parse-words.ts";
import { receiptLines } from "../receipt-lines.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth appeal take <request> --words ...`: takes down an appeal that came by letter or call. */
export async function takeAppeal(context: CommandContext, id: string, options: { words?: string }): Promise<number> {
  const input = { request: parseRequest(id), text: options.words ?? "", cameBy: "staff" } as const;
  const { screen } = context;
  return withInstallation(context, async (inst) => {
    const answer = await appealRequest(inst, input);
    if (answer.kind === "refused") return showRefusal(screen, answer);
    const { clock } = answer.value;
    const due = clock === undefined ? "no law says by when" : `by ${clock.dueAt}, ${clock.article}`;
    screen.lines([`${screen.paint.mark("waits")} ${answer.value.id} is appealed; to be decided ${due}`]);
    return 0;
  });
}

/** `troth appeal decide <request> granted|refused --because ...`: decides it, where nobody else has to. */
export async function decideAppealOf(
  context: CommandContext,
  { id, outcome }: { readonly id: string; readonly outcome: string },
  options: { because?: string },
): Promise<number> {
  if (outcome !== "granted" && outcome !== "refused")
    throw new UseError("an appeal is granted or refused", { advice: "write one of the two" });
  const input = { request: parseRequest(id), outcome, because: parseReason(options.because ?? "") } as const;
  const { screen } = context;
  return withInstallation(context, async (inst) => {
    const answer = await decideAppeal(inst, input);
    if (answer.kind === "refused") return showRefusal(screen, answer);
    const receipt = await receiptLines(inst, input.request, context.cwd);
    const now = outcome === "granted" ? "it is received anew: troth resume goes on with it" : "it stays denied";
    screen.lines([`${screen.paint.mark("done")} the appeal of ${answer.value.id} is ${outcome}; ${now}`, ...receipt]);
    return 0;
  });
}
