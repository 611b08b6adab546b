import { askFee, settleFee } from "../../requests/index.ts";
import { showRefusal } from "../answer.ts";
import type { CommandContext } from "../context.ts";
import { parseReason, parseRequest } from "../parse-words.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth fee ask <request> --ground ... --amount ...`: tells the person what it would cost, where their law lets a company. */
export async function ask(
  context: CommandContext,
  id: string,
  options: { ground?: string; amount?: string; because?: string },
): Promise<number> {
  const { ground = "", amount = "" } = options;
  const input = { request: parseRequest(id), ground, amount, because: parseReason(options.because ?? "") };
  const { screen } = context;
  return withInstallation(context, async (inst) => {
    const answer = await askFee(inst, input);
    if (answer.kind === "refused") return showRefusal(screen, answer);
    screen.lines([`${screen.paint.mark("waits")} ${answer.value.id} waits until they accept ${answer.value.fee?.amount ?? ""}`]);
    return 0;
  });
}

/** `troth fee waive <request>`: does it for nothing after all. */
export async function waive(context: CommandContext, id: string): Promise<number> {
  const request = parseRequest(id);
  const { screen } = context;
  return withInstallation(context, async (inst) => {
    const answer = await settleFee(inst, { request, how: "waived" });
    if (answer.kind === "refused") return showRefusal(screen, answer);
    screen.lines([`${screen.paint.mark("done")} ${answer.value.id} costs nothing now`]);
    return 0;
  });
}
