// Whether a yes that somebody gave is a consent now, and what it lacks: as decisions judge it, for pages and mails.
import { type ChoicePlaces, endOfConsent, readPeople, rulesOfAge } from "../decisions/index.ts";
import type { Choice, PersonState } from "../facts/index.ts";
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
  const yeses = yesesTo(at.purpose, at.places);
  if (yeses.length === 0) return undefined;
  // What California asks before a sale is its own decision's, and no matter of consent.
  const young = byAge(program, { ...at, isSale: false, yeses });
  if (young !== undefined) return young === "own" ? undefined : young;
  return yeses.flatMap((yes) => lackOf(program, yes, at) ?? [])[0];
}

/** Whose word is wanting on a purpose for somebody's age. `own`: they are old enough to agree themselves, and have not. */
export type LackByAge = "too-young" | "parent" | "own";

/**
 * What is wanting before a purpose is done with data of somebody of their age, whatever it rests on: decisions go by the same.
 *
 * @source GDPR Art. 8(1); Cal. Civ. Code 1798.120(c); 16 CFR 312.5(a)
 */
export function lackByAge(program: Program, at: Omit<YesAt, "explicit"> & { readonly isSale: boolean }): LackByAge | undefined {
  const ends = (yes: Choice): number => endOfConsent(at.purpose, yes, program.zone) ?? at.now;
  return byAge(program, { ...at, yeses: yesesTo(at.purpose, at.places).filter((yes) => ends(yes) >= at.now) });
}

function byAge(
  program: Program,
  at: Omit<YesAt, "explicit"> & { readonly isSale: boolean; readonly yeses: readonly Choice[] },
): LackByAge | undefined {
  const { purpose, places, laws, now, isSale, isConsent, yeses } = at;
  if (purpose.group === "law" || purpose.group === "protect") return undefined;
  const states = statesIn(places);
  const as = readPeople(program, {}, purpose, states).chosen;
  const rules = rulesOfAge({ program, laws, states, as, now, isSale }, isConsent);
  if (rules.some(({ needs }) => needs === "refuse")) return "too-young";
  const wants = rules.find(
    ({ own }) => yeses.length === 0 || yeses.some(({ by }) => by !== "parent" && !(own && by === "person")),
  );
  return wants && (wants.own ? "own" : "parent");
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
