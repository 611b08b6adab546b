// Whether the person is a minor under a law of theirs, and whether who must agree, agrees.
import { type MinorRule, minorRuleOf, useArticle } from "../../jurisdictions/index.ts";
import type { Law } from "../../program/index.ts";
import { type Asked, allStand, flagsOfBoth } from "./asked.ts";
import { basisUnder, isConsent } from "./bases.ts";
import { isAllCovered } from "./lacks.ts";
import type { ProgramTables } from "./program-tables.ts";
import { BORN, BY_PARENT, BY_PERSON, hasSection, MINOR, startOf, word } from "./record.ts";
import type { Check, No, RuleOf } from "./ruling.ts";
import type { Shape } from "./shape.ts";

interface AgeRule extends MinorRule {
  readonly law: Law;
}

/** The difference of two days as numbers (20261128), in years. */
const YEAR = 10_000;

export const minor: RuleOf = ({ tables, shape, purpose, laws, people }) => {
  if (purpose.group === "law" || purpose.group === "protect") return undefined;
  const byForm = shape.data.some(({ used }) => used === "consent");
  const rules = laws.flatMap((law): AgeRule[] => {
    const rule = minorRuleOf(tables.program, law);
    if (rule === undefined || (rule.needs === "sale" && !isSold(shape))) return [];
    const asks = !rule.consentOnly || byForm || isConsent({ basis: basisUnder(purpose, law) });
    return asks ? [{ ...rule, law }] : [];
  });
  if (rules.length === 0) return undefined;
  const called = people.chosen.some((one) => one.minor);
  return {
    wakes: called ? 0 : MINOR | (1 << BORN),
    saysNo: sharedCheck(tables.shared, { rules, called, ends: purpose.lasts !== undefined }),
    no: (index, own) => noOf(rules[index], own === 1),
  };
};

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
      if (rule === undefined || !(young || youngest < rule.under)) continue;
      const own = rule.needs === "sale" && !young && youngest >= rule.self;
      asked.a = index;
      asked.b = own ? 1 : 0;
      if (rule.needs === "refuse") return true;
      if (!(allStand(asked, own ? BY_PERSON | BY_PARENT : BY_PARENT, ends) && isAllCovered(asked))) return true;
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
