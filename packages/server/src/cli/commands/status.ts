import { listRequests, viewRequest } from "../../requests/index.ts";
import type { CommandContext } from "../context.ts";
import { parseRequest } from "../parse-words.ts";
import { renderPlanFindings, renderPlanTree } from "../render/plan-tree.ts";
import { renderRequest, renderRequestList } from "../render/status.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth status [request]`: where requests stand, and what they wait for. */
export async function status(context: CommandContext, id: string | undefined, options: { json?: boolean }): Promise<number> {
  const { screen } = context;
  const { paint } = screen;
  if (id === undefined) {
    const requests = await withInstallation(context, listRequests);
    if (options.json) screen.json({ requests });
    else screen.lines(renderRequestList(requests, paint));
    return 0;
  }
  const request = parseRequest(id);
  const view = await withInstallation(context, (inst) => viewRequest(inst, request));
  const tree = view.plan === undefined ? [] : ["", ...renderPlanTree(view.plan, paint), ...renderPlanFindings(view.plan, paint)];
  if (options.json) screen.json(view);
  else screen.lines([...renderRequest(view, paint), ...tree]);
  return 0;
}
