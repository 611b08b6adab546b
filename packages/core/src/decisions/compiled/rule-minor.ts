// Whether the person is a minor under a law of theirs, and whether who must agree, agrees.
import { type MinorRule, minorRuleOf, useArticle } from "../../jurisdictions/index.ts";
import type { Law, PurposeRule } from "../../program/index.ts";
import { type Asked, allStand, flagsOfBoth, hasLapsed, isSaidTo } from "./asked.ts";
import { basisUnder, isConsent } from "./bases.ts";
import { isAllCovered } from "./lacks.ts";
import type { ProgramTables } from "./program-tables.ts";
import { BORN, BY_PARENT, BY_PERSON, flagsOf, GIVEN, hasSection, MINOR, startOf, word, YOUNG } from "./record.ts";
import type { Check, Ground, No, RuleOf } from "./ruling.ts";
import type { Shape } from "./shape.ts";
import { NO_CHILD } from "./young.ts";
import { YEAR } from "./zone-days.ts";

interface AgeRule extends MinorRule {
  readonly law: Law;
}

export const minor: RuleOf = (ground) => {
  const { tables, shape, purpose, people } = ground;
  if (purpose.group === "law" || purpose.group === "protect") return undefined;
  const byForm = shape.data.some(({ used }) => used === "consent");
  const rules = rulesOfAge(ground, (law) => byForm || isConsent({ basis: basisUnder(purpose, law) }));
  if (rules.length === 0) return undefined;
  const called = people.chosen.some((one) => one.minor);
  return {
    wakes: called ? 0 : MINOR | (rules.some(({ under }) => under > NO_CHILD) ? 1 << BORN : YOUNG),
    saysNo: sharedCheck(tables.shared, { rules, called, ends: purpose.lasts !== undefined }),
    no: (index, own) => noOf(rules[index], own === 1),
  };
};

/** The rules about age of these laws, as far as they are about such a question; `asks`: under this law it rests on consent. */
function rulesOfAge({ tables, shape, laws }: Ground, asks: (law: Law) => boolean): readonly AgeRule[] {
  return laws.flatMap((law): AgeRule[] => {
    const rule = minorRuleOf(tables.program, law);
    if (rule === undefined || (rule.needs === "sale" && !isSold(shape))) return [];
    return !rule.consentOnly || asks(law) ? [{ ...rule, law }] : [];
  });
}

/** Who may agree for somebody, by the bits of a choice; `ANYBODY`: they are not too young; `NOBODY`: nothing is done. */
function whoAgrees(rule: AgeRule, youngest: number, young: boolean): number {
  if (!(young || youngest < rule.under)) return ANYBODY;
  if (rule.needs === "refuse") return NOBODY;
  return rule.needs === "sale" && !young && youngest >= rule.self ? BY_PERSON | BY_PARENT : BY_PARENT;
}

const ANYBODY = -1;
const NOBODY = 0;

/** Whether the yes to a recipient is that of a child alone. @source GDPR Art. 8(1); 16 CFR 312.5(a) */
export function childAgreesTo(ground: Ground): Check["saysNo"] | undefined {
  const { shared } = ground.tables;
  const rules = rulesOfAge(ground, () => true);
  const called = ground.people.chosen.some((one) => one.minor);
  if (rules.length === 0) return undefined;
  const key = JSON.stringify({ to: "recipient", rules, called });
  const check: Check["saysNo"] = (asked) => {
    const youngest = youngestOf(asked);
    const young = youngest === NO_AGE && (called || (flagsOfBoth(asked) & MINOR) !== 0);
    for (const rule of rules) {
      const who = whoAgrees(rule, youngest, young);
      if (who !== ANYBODY && (who === NOBODY || !isSaidTo(asked, who))) return true;
    }
    return false;
  };
  const made = shared.get(key) ?? check;
  shared.set(key, made);
  return made;
}

/** Whether a person is too young for a purpose that another rests on, and no parent has agreed to it; `choice`: theirs of that one. */
export function isTooYoungFor(ground: Ground, way: PurposeRule): ((asked: Asked, choice: number) => boolean) | undefined {
  const shape = { ...ground.shape, kind: way.kind, recipient: undefined };
  const rules = rulesOfAge({ ...ground, shape }, (law) => isConsent({ basis: basisUnder(way, law) }));
  const called = ground.people.chosen.some((one) => one.minor);
  const ends = way.lasts !== undefined;
  if (rules.length === 0) return undefined;
  return (asked, choice) => {
    const { words, person } = asked;
    const youngest = ageOf(asked, person);
    const young = youngest === NO_AGE && (called || (flagsOf(words, person) & MINOR) !== 0);
    const parents = GIVEN | BY_PARENT;
    const agreed = choice !== 0 && (word(words, choice) & parents) === parents && !(ends && hasLapsed(asked, choice));
    for (const rule of rules) {
      const who = whoAgrees(rule, youngest, young);
      if (who !== ANYBODY && (who === NOBODY || !agreed)) return true;
    }
    return false;
  };
}

/** What a check rests on. */
interface MinorGround {
  readonly rules: readonly AgeRule[];
  /** The program calls this kind of people minors. */
  readonly called: boolean;
  /** A consent to the purpose ends. */
  readonly ends: boolean;
}

/** Plans whose laws have the same ages share a check. */
function sharedCheck(shared: ProgramTables["shared"], ground: MinorGround): Check["saysNo"] {
  const key = JSON.stringify(ground);
  const made = shared.get(key) ?? checkOf(ground);
  shared.set(key, made);
  return made;
}

function checkOf({ rules, called, ends }: MinorGround): Check["saysNo"] {
  return (asked) => {
    const youngest = youngestOf(asked);
    const young = youngest === NO_AGE && (called || (flagsOfBoth(asked) & MINOR) !== 0);
    for (let index = 0; index < rules.length; index++) {
      const rule = rules[index];
      const who = rule === undefined ? ANYBODY : whoAgrees(rule, youngest, young);
      if (who === ANYBODY) continue;
      asked.a = index;
      asked.b = (who & BY_PERSON) === 0 ? 0 : 1;
      if (who === NOBODY) return true;
      if (!(allStand(asked, who, ends) && isAllCovered(asked))) return true;
    }
    return false;
  };
}

function noOf(rule: AgeRule | undefined, own: boolean): No {
  if (rule === undefined) return { names: [] };
  const { law, needs, under } = rule;
  const source = { law, article: useArticle(law, needs === "sale" ? "child-sale" : "child") };
  if (needs === "refuse") return { names: [String(under), "nothing is done with their data"], source };
  return { names: [String(under), own ? "has not agreed to it" : "no parent has agreed to it"], source };
}

/** Above every age. No infinity: a number that is no integer may cost an object. */
const NO_AGE = 0x3fffffff;

/** The lower of the ages that are known; `NO_AGE` where none is. */
function youngestOf(asked: Asked): number {
  return Math.min(ageOf(asked, asked.person), ageOf(asked, asked.browser));
}

function ageOf({ words, today }: Asked, of: number): number {
  if (!hasSection(words, of, BORN)) return NO_AGE;
  return ((today.number - word(words, startOf(words, of, BORN))) / YEAR) | 0;
}

/** @source Cal. Civ. Code 1798.140(ad), (ah) */
const isSold = ({ kind, recipient }: Shape): boolean =>
  kind === "sale" ||
  kind === "rental" ||
  kind === "cross-context-advertising" ||
  (recipient !== undefined && (recipient.sale || recipient.rental || recipient.sharing));
