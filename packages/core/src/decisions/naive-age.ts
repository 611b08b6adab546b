// What laws ask for of somebody who is too young to agree alone.
import type { Choice, PersonState } from "../facts/index.ts";
import { ageOn, dayOf, type MinorRule, minorRuleOf } from "../jurisdictions/index.ts";
import type { Law, Program } from "../program/index.ts";
import type { Case } from "./naive-case.ts";

/** A law's rule, under which whoever it is about is too young. */
export interface RuleOfAge extends MinorRule {
  readonly law: Law;
  /** They are old enough to agree themselves. */
  readonly own: boolean;
}

/** Of whom the rules are asked, and of what. */
export interface AskedOfAge {
  readonly program: Pick<Program, "minors" | "subjects" | "zone">;
  /** Those that protect them. */
  readonly laws: readonly Law[];
  readonly states: readonly Pick<PersonState, "born" | "minor">[];
  /** As what they are asked about. */
  readonly as: readonly string[];
  /** In milliseconds since 1970, UTC. */
  readonly now: number;
  /** It is a sale or sharing, in California's words. */
  readonly isSale: boolean;
}

/** The rules that hold for whoever it is about, in the order of the laws; `asks`: under this law it rests on consent. */
export function rulesOfAge(at: AskedOfAge, asks: (law: Law) => boolean): readonly RuleOfAge[] {
  const { program, states, as, now, isSale } = at;
  const today = dayOf(new Date(now).toISOString(), program.zone);
  const ages = states.flatMap(({ born }) => (born === undefined ? [] : [ageOn(born, today)]));
  const called = states.some((state) => state.minor) || as.some((id) => program.subjects[id]?.minor === true);
  return at.laws.flatMap((law): readonly RuleOfAge[] => {
    const rule = minorRuleOf(program, law);
    if (rule === undefined || (rule.needs === "sale" && !isSale) || (rule.consentOnly && !asks(law))) return [];
    const young = ages.some((age) => age < rule.under) || (called && ages.length === 0);
    const own = rule.needs === "sale" && ages.length > 0 && ages.every((age) => age >= rule.self);
    return young ? [{ ...rule, law, own }] : [];
  });
}

/** The same of a question. */
export const agedIn = (at: Case): AskedOfAge => ({
  ...{ program: at.program, laws: at.laws, states: at.states, as: at.people.chosen, now: at.known.now, isSale: isSale(at) },
});

/** Whether these yeses are those of somebody too young to give them, and no parent's. @source GDPR Art. 8(1); 16 CFR 312.5(a) */
export const isTooYoungFor = (at: Case, yeses: readonly Choice[]): boolean =>
  rulesOfAge(agedIn(at), () => true).some(
    ({ needs, own }) => needs === "refuse" || yeses.some(({ by }) => by !== "parent" && !(own && by === "person")),
  );

/** Whether it is a sale or sharing, in California's words. @source Cal. Civ. Code 1798.140(ad), (ah) */
const isSale = ({ purpose, recipient }: Case): boolean =>
  purpose.kind === "sale" ||
  purpose.kind === "rental" ||
  purpose.kind === "cross-context-advertising" ||
  recipient?.sale === true ||
  recipient?.rental === true ||
  recipient?.sharing === true;
