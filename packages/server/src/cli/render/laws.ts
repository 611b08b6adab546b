import type { LawChange, SaidRule, Touched } from "@troth/core/jurisdictions";
import { lawBook } from "@troth/core/laws";
import { counted } from "./figures.ts";
import { hang, type Paint } from "./terminal.ts";

/** Every rule that holds on a day, law by law. */
export function renderLaws(rules: readonly SaidRule[], day: string, paint: Paint): string[] {
  const unread = rules.filter(({ verified }) => !verified).length;
  return [
    ...lawsOf(rules).flatMap(([id, own]) => [paint.bold(nameOf(id)), ...own.flatMap((rule) => ruleLines(rule, paint)), ""]),
    `${counted(rules.length, "rule")} on ${day}${unread === 0 ? "" : `, ${unread} of which nobody has read in its text`}`,
  ];
}

const lawsOf = (rules: readonly SaidRule[]): readonly (readonly [string, readonly SaidRule[]])[] =>
  [...new Set(rules.map(({ law }) => law))].map((law) => [law, rules.filter((rule) => rule.law === law)] as const);

const nameOf = (id: string): string => lawBook.find((law) => law.id === id)?.name.en ?? id;

const articleOf = ({ article, verified }: SaidRule, paint: Paint): string =>
  paint.dim(verified ? article : `${article}, not verified`);

const ruleLines = (rule: SaidRule, paint: Paint): string[] =>
  hang(`  ${paint.mark(rule.verified ? "done" : "unknown")} `, rule.says, articleOf(rule, paint));

/** What began and ended, day by day, with what of the program each touches. */
export function renderChanges(
  changes: readonly LawChange[],
  { since, until }: { readonly since: string; readonly until: string },
  paint: Paint,
): string[] {
  if (changes.length === 0) return [`${paint.mark("done")} nothing in the program's laws has changed from ${since} to ${until}`];
  const days = [...new Set(changes.map(({ day }) => day))];
  return [
    ...days.flatMap((day) => [
      paint.bold(day),
      ...changes.filter((change) => change.day === day).flatMap((change) => changeLines(change, paint)),
      "",
    ]),
    `${paint.mark("look")} ${counted(changes.length, "change")} after ${since}: look at what they touch`,
  ];
}

function changeLines({ change, rule, touches }: LawChange, paint: Paint): string[] {
  const says = `${rule.law}: ${change === "begins" ? "" : "no longer: "}${rule.says}`;
  return [
    ...hang(`  ${paint.mark(change === "begins" ? "look" : "waits")} `, says, articleOf(rule, paint)),
    ...(touches.length === 0 ? [] : hang("      ", `touches ${touches.map(touchedWords).join("; ")}`).map(paint.dim)),
  ];
}

function touchedWords({ part, id, place }: Touched): string {
  const at = place === undefined || place.line === 0 ? "" : ` at ${place.file}:${place.line}`;
  return id === undefined ? `the notice's ${part}` : `${id}${at}`;
}
