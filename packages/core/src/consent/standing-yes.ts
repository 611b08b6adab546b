// Whether a yes that somebody gave is a consent now, and what it lacks: as decisions judge it, for pages and mails.
import { type ChoicePlaces, endOfConsent } from "../decisions/index.ts";
import type { Choice, PersonState } from "../facts/index.ts";
import { ageOn, dayOf, type MinorRule, minorRuleOf } from "../jurisdictions/index.ts";
import type { Law, Program, PurposeRule } from "../program/index.ts";

/**
 * What a yes lacks; the first of these is told. `too-young`: nothing is done with data of somebody of their age. `parent`: whoever
 * gave it is too young, and no parent has agreed.
 */
export type LackOfYes = "too-young" | "parent" | "lapsed" | "unconfirmed" | "not-explicit";

/** Whose yes, to what, and when it is looked at. */
export interface YesAt {
  readonly purpose: PurposeRule;
  readonly places: Pick<ChoicePlaces, "account" | "browser">;
  /** Those that protect them. */
  readonly laws: readonly Law[];
  /** In milliseconds since 1970, UTC. */
  readonly now: number;
  /** Whether the yes is a consent in the sense of a law. */
  readonly isConsent: (law: Law) => boolean;
  /** Some law wants it to be explicit. */
  readonly explicit: boolean;
}

/** What the yeses to a purpose lack to be consents; undefined: nothing, or there is none. */
export function lackOfYes(program: Program, at: YesAt): LackOfYes | undefined {
  const choices = yesesTo(at.purpose, at.places);
  if (choices.length === 0) return undefined;
  const needs = needsOfAge(program, statesIn(at.places), at);
  if (needs.has("refuse")) return "too-young";
  if (needs.has("parent") && choices.some(({ by }) => by !== "parent")) return "parent";
  return choices.flatMap((choice) => lackOf(program, choice, at) ?? [])[0];
}

const statesIn = ({ account, browser }: YesAt["places"]): readonly PersonState[] =>
  [account, browser].filter((state) => state !== undefined);

/** The yeses to a purpose, of the account and of the browser. */
export const yesesTo = ({ id }: PurposeRule, places: YesAt["places"]): readonly Choice[] =>
  statesIn(places).flatMap(({ consents }) => {
    const choice = Object.hasOwn(consents, id) ? consents[id] : undefined;
    return choice?.given === true ? [choice] : [];
  });

function lackOf({ zone }: Program, choice: Choice, { purpose, now, explicit }: YesAt): LackOfYes | undefined {
  const ends = endOfConsent(purpose, choice, zone);
  if (ends !== undefined && ends < now) return "lapsed";
  if (purpose.confirmed && !choice.confirmed) return "unconfirmed";
  return explicit && !choice.explicit ? "not-explicit" : undefined;
}

/**
 * What is asked before consent of somebody of their age counts. What California asks before a sale is its own decision's.
 *
 * @source GDPR Art. 8(1)
 */
function needsOfAge(
  program: Program,
  states: readonly PersonState[],
  { laws, now, isConsent, purpose }: YesAt,
): ReadonlySet<MinorRule["needs"]> {
  if (purpose.group === "law" || purpose.group === "protect") return new Set();
  const today = dayOf(new Date(now).toISOString(), program.zone);
  const ages = states.flatMap(({ born }) => (born === undefined ? [] : [ageOn(born, today)]));
  const isCalled = states.some(({ minor, as }) => minor || as.some((id) => program.subjects[id]?.minor === true));
  const rules = laws.flatMap((law) => {
    const rule = minorRuleOf(program, law);
    return rule === undefined || rule.needs === "sale" || (rule.consentOnly && !isConsent(law)) ? [] : [rule];
  });
  const hit = rules.filter(({ under }) => (ages.length > 0 ? ages.some((age) => age < under) : isCalled));
  return new Set(hit.map(({ needs }) => needs));
}
