import { EXCUSES, excusePlace, isExcuse, listResidue, type ResidueList, recordRemoved } from "../../residue/index.ts";
import { showRefusal } from "../answer.ts";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { requireRole } from "../parse-names.ts";
import { parseRequest } from "../parse-words.ts";
import { day } from "../render/figures.ts";
import { renderRequest } from "../render/status.ts";
import type { Paint } from "../render/terminal.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth residue list`: what the sweeps found. */
export async function residueList(context: CommandContext, options: { json?: boolean }): Promise<number> {
  const { screen } = context;
  const list = await withInstallation(context, listResidue);
  if (options.json) screen.json(list);
  else screen.lines(linesOf(list, screen.paint));
  return list.found.length > 0 ? 1 : 0;
}

function linesOf(list: ResidueList, paint: Paint): string[] {
  return [
    ...(list.found.length === 0 ? [`${paint.mark("done")} nothing waits to be settled`] : []),
    ...list.found.map((one) => `${paint.mark("look")} ${one.request}  ${one.place}  ${one.rows} rows, found ${day(one.at)}`),
    ...list.excused.map(
      (one) =>
        `  excused: ${one.store}/${one.dataset}.${one.column}, ${one.reason}${one.until === null ? "" : ` until ${one.until}`}, by ${one.by}`,
    ),
    ...list.sweeps.map((one) =>
      one.ended_at === null
        ? `${paint.mark("broken")} sweep of ${day(one.started_at)} is open: ${one.because ?? "under way"}`
        : `  sweep of ${day(one.started_at)}: ended`,
    ),
  ];
}

/** `troth residue excuse <place>`: an officer says why a place may hold such values. */
export async function residueExcuse(
  context: CommandContext,
  place: string,
  options: { because?: string; as?: string; until?: string },
): Promise<number> {
  const { because = "", as: by = "", until } = options;
  if (!isExcuse(because)) throw new UseError("unknown reason", { advice: `one of: ${EXCUSES.join(", ")}` });
  if (until !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(until))
    throw new UseError("that is no day", { advice: "write it as 2026-12-31" });
  requireRole(requireProgram(context), by);
  const answer = await withInstallation(context, (inst) => excusePlace(inst, { place, reason: because, until, by }));
  if (answer.kind === "refused") return showRefusal(context.screen, answer);
  const requests = answer.value.requests.join(", ");
  context.screen.lines([`${context.screen.paint.mark("done")} ${answer.value.place} is excused; settled for ${requests}`]);
  return 0;
}

/** `troth residue removed <request> <place>`: staff removed it; the place is searched once more. */
export async function residueRemoved(
  context: CommandContext,
  at: { readonly id: string; readonly place: string },
  options: { as?: string },
): Promise<number> {
  const request = parseRequest(at.id);
  const by = options.as ?? "";
  requireRole(requireProgram(context), by);
  const answer = await withInstallation(context, (inst) => recordRemoved(inst, { request, place: at.place, by }));
  if (answer.kind === "refused") return showRefusal(context.screen, answer);
  context.screen.lines([
    `${context.screen.paint.mark("done")} recorded: it is gone`,
    "",
    ...renderRequest(answer.value, context.screen.paint),
  ]);
  return 0;
}
