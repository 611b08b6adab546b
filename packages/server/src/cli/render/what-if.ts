import type { ProgramsCompared } from "../../decisions/index.ts";
import { counted } from "./figures.ts";
import { type Paint, printable } from "./terminal.ts";

const MOST_SHOWN = 40;

/** The answers that turn: those that close first, then those that open. */
export function renderWhatIf(compared: ProgramsCompared, paint: Paint): string[] {
  const { flips, sampled, there, asked, otherReason, unknown, recorded } = compared;
  const whom = there === 0 ? "somebody of whom nothing is known" : `${counted(sampled, "person", "people")} of ${there}`;
  const closes = flips.filter(({ to }) => !to.allowed);
  const opens = flips.filter(({ to }) => to.allowed);
  return [
    `${counted(asked, "question")} about ${whom}`,
    ...(recorded === undefined ? [] : [saidOf(recorded)]),
    ...group("no longer allowed", closes, paint),
    ...group("newly allowed", opens, paint),
    "",
    ...(unknown === 0
      ? []
      : [
          `${paint.mark("look")} ${counted(unknown, "question")} with a name that neither program has: nothing was tried with ${unknown === 1 ? "it" : "them"}`,
        ]),
    flips.length === 0
      ? `${paint.mark("done")} no answer turns${otherReason === 0 ? "" : `; ${counted(otherReason, "answer")} for another reason`}`
      : `${paint.mark("look")} ${counted(turned(closes), "answer")} would be no, ${counted(turned(opens), "answer")} would be yes`,
  ];
}

function saidOf({ shapes, times, since, more, unknown }: NonNullable<ProgramsCompared["recorded"]>): string {
  return [
    `${shapes} ${shapes === 1 ? "kind" : "kinds"} of question, asked ${counted(times, "time")} since ${since.slice(0, 10)}`,
    ...(more === 0 ? [] : [`${more} more ${more === 1 ? "question was of a kind" : "questions were of kinds"} that had no room`]),
    ...(unknown === 0 ? [] : [`${unknown} with names that the program had not`]),
  ].join("; ");
}

const turned = (flips: ProgramsCompared["flips"]): number => flips.reduce((sum, { count }) => sum + count, 0);

function group(title: string, flips: ProgramsCompared["flips"], paint: Paint): string[] {
  if (flips.length === 0) return [];
  const more = flips.length - MOST_SHOWN;
  return [
    "",
    paint.bold(title),
    ...flips.slice(0, MOST_SHOWN).flatMap(({ purpose, data, recipient, from, to, count, times }) => {
      const what = `${purpose} with ${data.join(", ")}${recipient === undefined ? "" : ` to ${recipient}`}`;
      const because = to.allowed ? `was no: ${from.because}` : to.because;
      return [
        `  ${paint.mark(to.allowed ? "look" : "broken")} ${printable(what)}  ${paint.dim(counted(count, "answer") + (times === undefined ? "" : `, asked ${counted(times, "time")}`))}`,
        `    ${printable(because)}`,
      ];
    }),
    ...(more > 0 ? [paint.dim(`  and ${more} more kinds`)] : []),
  ];
}
