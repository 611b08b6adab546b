import { takeRequest, viewRequest } from "../../requests/index.ts";
import type { CommandContext } from "../context.ts";
import { identityKinds, parseSubject } from "../parse-subject.ts";
import { parseRight } from "../parse-words.ts";
import { renderPlanFindings, renderPlanTree } from "../render/plan-tree.ts";
import { renderRequest } from "../render/status.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth request <right> --subject ...`: records a request as taken by staff, unverified, and plans it. */
export async function request(context: CommandContext, word: string, options: { subject?: readonly string[] }): Promise<number> {
  const right = parseRight(word);
  const { screen } = context;
  const subject = parseSubject(options.subject ?? [], identityKinds(requireProgram(context)));
  const view = await withInstallation(context, async (inst) => {
    const taken = await takeRequest(inst, { right, subject, takenBy: "staff" });
    return viewRequest(inst, taken.request);
  });
  const tree =
    view.plan === undefined
      ? []
      : ["", ...renderPlanTree(view.plan, screen.paint), ...renderPlanFindings(view.plan, screen.paint)];
  screen.lines([
    `${screen.paint.mark("done")} taken as ${view.id}; nothing is touched yet`,
    "",
    ...renderRequest(view, screen.paint),
    ...tree,
  ]);
  return 0;
}
