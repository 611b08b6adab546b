import { extendRequest } from "../../requests/index.ts";
import { showRefusal } from "../answer.ts";
import type { CommandContext } from "../context.ts";
import { parseReason, parseRequest } from "../parse-words.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth extend <request> --because ...`: tells the person that it takes longer, where the law lets a company. */
export async function extend(context: CommandContext, id: string, options: { because?: string }): Promise<number> {
  const input = { request: parseRequest(id), because: parseReason(options.because ?? "") };
  const { screen } = context;
  return withInstallation(context, async (inst) => {
    const answer = await extendRequest(inst, input);
    if (answer.kind === "refused") return showRefusal(screen, answer);
    const { clock } = answer.value;
    screen.lines([
      `${screen.paint.mark("done")} ${answer.value.id} is due ${clock?.dueAt ?? ""} now, by ${clock?.extension?.article ?? ""}`,
    ]);
    return 0;
  });
}
