import { denyRequest } from "../../requests/index.ts";
import { showRefusal } from "../answer.ts";
import type { CommandContext } from "../context.ts";
import { parseReason, parseRequest } from "../parse-words.ts";
import { receiptLines } from "../receipt-lines.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth deny <request> --ground ... --because ...`: closes a request that is not to be met, on a ground of its laws. */
export async function deny(context: CommandContext, id: string, options: { because?: string; ground?: string }): Promise<number> {
  const input = { request: parseRequest(id), because: parseReason(options.because ?? ""), ground: options.ground };
  const { screen } = context;
  return withInstallation(context, async (inst) => {
    const answer = await denyRequest(inst, input);
    if (answer.kind === "refused") return showRefusal(screen, answer);
    const receipt = await receiptLines(inst, input.request, context.cwd);
    screen.lines([`${screen.paint.mark("done")} ${answer.value.id} is denied; nothing was touched`, ...receipt]);
    return 0;
  });
}
