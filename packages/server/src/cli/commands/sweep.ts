import { type SweepAnswer, sweepStores } from "../../residue/index.ts";
import type { CommandContext } from "../context.ts";
import { counted, figure } from "../render/figures.ts";
import type { Paint } from "../render/terminal.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth sweep`: tier 3, now. */
export async function sweep(context: CommandContext, options: { json?: boolean }): Promise<number> {
  const { screen } = context;
  const answer = await withInstallation(context, (inst) => sweepStores(inst, { evenIfEarly: true }));
  if (options.json) screen.json(answer);
  else screen.lines(linesOf(answer, screen.paint));
  return answer.kind === "open" || (answer.kind === "ended" && answer.reopened.length + answer.unknown.length > 0) ? 1 : 0;
}

function linesOf(answer: SweepAnswer, paint: Paint): string[] {
  switch (answer.kind) {
    case "nothing":
      return [`${paint.mark("done")} nobody was erased since the last sweep`];
    case "open":
      return [
        `${paint.mark("broken")} the sweep for ${counted(answer.people, "person", "people")} is open; \`troth sweep\` goes on`,
        ...answer.because.map((why) => `  ${why}`),
      ];
    case "ended":
      return [
        `${paint.mark("done")} searched for ${counted(answer.people, "person", "people")}`,
        ...answer.stores.map(
          (one) => `  ${one.store}: ${figure(one.rows)} rows of ${counted(one.datasets, "dataset", "datasets")} read`,
        ),
        ...answer.stores.flatMap((one) => one.notRead.map((name) => `  ${one.store}: ${name} was not read`)),
        ...answer.reopened.map((one) => `${paint.mark("look")} ${one.request} is open again: ${one.places.join(", ")}`),
        ...(answer.excused > 0 ? [`  ${counted(answer.excused, "place", "places")} excused before`] : []),
        ...(answer.borne > 0 ? [`  ${counted(answer.borne, "place", "places")} with values that others bear too`] : []),
        ...answer.unknown.map((request) => `${paint.mark("unknown")} ${request}: what to look for cannot be opened any more`),
      ];
  }
}
