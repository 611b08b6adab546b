import { listRequests, noticeAllRestored, restoredSays, viewRequest } from "../../requests/index.ts";
import { countOpenWithdrawals } from "../../withdrawals/index.ts";
import type { CommandContext } from "../context.ts";
import { parseRequest } from "../parse-words.ts";
import { renderPlanFindings, renderPlanTree } from "../render/plan-tree.ts";
import { renderRequest, renderRequestList } from "../render/status.ts";
import { wrap } from "../render/terminal.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth status [request]`: where requests stand, and what they wait for. */
export async function status(context: CommandContext, id: string | undefined, options: { json?: boolean }): Promise<number> {
  const { screen } = context;
  const { paint } = screen;
  if (id === undefined) {
    const { requests, restored, withdrawals } = await withInstallation(context, async (inst) => {
      // Looked at now: whoever asks after a restore must not be told of yesterday.
      const { unknown: _, ...noticed } = await noticeAllRestored(inst);
      return { requests: await listRequests(inst), withdrawals: await countOpenWithdrawals(inst.storage.db), ...noticed };
    });
    if (options.json) screen.json({ requests, restored, withdrawals });
    else
      screen.lines([
        ...restored.flatMap((one) => wrap(`${paint.mark("broken")} ${restoredSays(one)}`, 79)),
        ...(withdrawals === 0 ? [] : wrap(`${paint.mark("look")} ${withdrawalsSay(withdrawals)}`, 79)),
        ...renderRequestList(requests, paint),
      ]);
    return restored.length > 0 ? 1 : 0;
  }
  const request = parseRequest(id);
  const view = await withInstallation(context, (inst) => viewRequest(inst, request));
  const tree = view.plan === undefined ? [] : ["", ...renderPlanTree(view.plan, paint), ...renderPlanFindings(view.plan, paint)];
  if (options.json) screen.json(view);
  else screen.lines([...renderRequest(view, paint), ...tree]);
  return 0;
}

const withdrawalsSay = (count: number): string =>
  `${count === 1 ? "1 text is" : `${count} texts are`} not off yet, though the approval was taken back: \`troth withdrawals\` tells why`;
