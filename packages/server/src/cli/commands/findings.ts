import { decideFinding, isFindingDecision, lookForFindings, openFindings } from "../../findings/index.ts";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { wrap } from "../render/terminal.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth findings`: looks now, and lists what the officer has to decide. 1 where something is open, or was not looked into. */
export async function findings(context: CommandContext, options: { json?: boolean }): Promise<number> {
  const { screen } = context;
  const { paint } = screen;
  const { open, unreachable } = await withInstallation(context, async (inst) => {
    const looked = await lookForFindings(inst);
    return { open: await openFindings(inst), unreachable: looked.unreachable };
  });
  const away = Object.entries(unreachable);
  if (options.json) screen.json({ findings: open, unreachable });
  else
    screen.lines([
      ...open.flatMap(({ id, says, touches }) => [
        ...wrap(`${paint.mark("look")} ${paint.bold(id)} ${says}`, 79),
        ...touches.map(({ part, id: of, place }) =>
          paint.dim(
            `    ${part}${of === undefined ? "" : `: ${of}`}${place === undefined ? "" : `, ${place.file}:${place.line}`}`,
          ),
        ),
      ]),
      ...away.flatMap(([store, because]) => wrap(`${paint.mark("broken")} store ${store} was not looked into: ${because}`, 79)),
      ...(open.length + away.length === 0 ? ["nothing waits for the officer"] : []),
    ]);
  return open.length + away.length === 0 ? 0 : 1;
}

/** `troth finding <id> changed|nothing-to-do`: decides one, on record. */
export async function decide(context: CommandContext, id: string, decision: string): Promise<number> {
  if (!isFindingDecision(decision))
    throw new UseError("a finding is decided by a word", { advice: "write `changed` or `nothing-to-do`" });
  const { screen } = context;
  const decided = await withInstallation(context, (inst) => decideFinding(inst, { id, decision }));
  if (decided === undefined)
    throw new UseError("there is no such finding that is open", { advice: "`troth findings` lists them" });
  screen.lines([`${screen.paint.mark("done")} ${decided.id} is decided: ${decision}`]);
  return 0;
}
