// What the laws of a program say on a day, what has changed since another, and what of the program a change touches.
import { isInForce, type LawData, type LegalRule, RULE_LISTS, type RuleList, sayRule } from "../laws/index.ts";
import type { Law, Program, SourcePlace } from "../program/index.ts";
import { lawOf } from "./legal-rule.ts";

/** A rule of a law, in words. */
export interface SaidRule {
  readonly law: Law;
  readonly list: RuleList;
  readonly says: string;
  readonly article: string;
  readonly since: string;
  readonly until?: string;
  readonly verified: boolean;
  readonly evidence: string;
}

/** A rule that begins to hold, or no longer does, on a day. */
export interface LawChange {
  readonly day: string;
  readonly change: "begins" | "ends";
  readonly rule: SaidRule;
  /** What of the notice it is about, and the lines of the program behind that. */
  readonly touches: readonly Touched[];
}

/** A part of the notice, and a line of the program that it comes from. */
export interface Touched {
  readonly part: "who is protected" | "rights" | "purposes" | "minors" | "requests" | "data";
  readonly id?: string;
  readonly place?: SourcePlace;
}

const all = (laws: readonly Law[]): readonly SaidRule[] =>
  laws.flatMap((law) => RULE_LISTS.flatMap((list) => lawOf(law)[list].map((rule) => said(law, list, rule))));

function said(law: Law, list: RuleList, rule: LawData[RuleList][number]): SaidRule {
  const { article, since, until, verified, evidence }: LegalRule = rule;
  return { law, list, says: sayRule(list, rule), article, since, ...(until === undefined ? {} : { until }), verified, evidence };
}

/** Every rule of some laws that is in force on a day. */
export const lawsOn = (at: { readonly laws: readonly Law[]; readonly day: string }): readonly SaidRule[] =>
  all(at.laws).filter((rule) => isInForce(rule, at.day));

/** What began or ended after a day, until another and including it; the first change first. */
export function lawChanges(
  program: Pick<Program, "laws" | "purposes" | "minors">,
  at: { readonly since: string; readonly until: string },
): readonly LawChange[] {
  const within = (day: string): boolean => at.since < day && day <= at.until;
  return all(program.laws)
    .flatMap((rule): readonly LawChange[] => {
      const touches = touchedBy(program, rule);
      const ended = rule.until === undefined ? undefined : dayAfter(rule.until);
      return [
        ...(within(rule.since) ? [{ day: rule.since, change: "begins", rule, touches } as const] : []),
        ...(ended !== undefined && within(ended) ? [{ day: ended, change: "ends", rule, touches } as const] : []),
      ];
    })
    .sort((one, other) => (one.day < other.day ? -1 : Number(one.day > other.day)));
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

const PARTS: Readonly<Record<RuleList, Touched["part"]>> = {
  scope: "who is protected",
  rights: "rights",
  clocks: "rights",
  exclusions: "rights",
  bases: "purposes",
  uses: "purposes",
  trackers: "purposes",
  ages: "minors",
  requesters: "requests",
  verification: "requests",
  grounds: "requests",
  conflicts: "requests",
  frequency: "requests",
  withheld: "requests",
  coverage: "requests",
  letters: "requests",
};

/** What of the notice a rule is about, and the lines of the program behind that. */
export function touchedBy(
  { purposes }: Pick<Program, "purposes" | "minors">,
  { list, law }: Pick<SaidRule, "list" | "law">,
): readonly Touched[] {
  const part = PARTS[list];
  if (part !== "purposes") return [{ part }];
  const under = Object.values(purposes).filter((purpose) => !purpose.notUnder.includes(law));
  return under.map(({ id, place }) => ({ part, id, place }));
}
