import { takeRequest, viewRequest } from "../../requests/index.ts";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { parseRight } from "../parse-words.ts";
import { type AskedOptions, readAsked } from "../read-asked.ts";
import { readPeople } from "../read-people.ts";
import { renderPlanFindings, renderPlanTree } from "../render/plan-tree.ts";
import { renderRequest } from "../render/status.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth request <right> --subject ...`, or `--people` for a batch: records a request as taken by staff, unverified, and plans it. */
export async function request(
  context: CommandContext,
  word: string,
  options: AskedOptions & { subject?: readonly string[]; people?: string },
): Promise<number> {
  const right = parseRight(word);
  const { screen } = context;
  const people = await readPeople(context, right, options);
  const asked = readAsked(requireProgram(context), options, Date.now());
  if ((people.others?.length ?? 0) > 0 && (options.requester ?? "person") !== "person")
    throw new UseError("nobody asks for a list of people", { advice: "take one request for each" });
  const view = await withInstallation(context, async (inst) => {
    const taken = await takeRequest(inst, { right, ...people, ...asked.read(inst, right) });
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
