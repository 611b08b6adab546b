// Several things may have been said of one purpose, in several places. One written order settles which holds, for the person to
// see; decisions go by the same order, and a property test holds the two together.
import type { PersonState } from "../facts/index.ts";
import type { Program } from "../program/index.ts";
import { isAgainstSignal, isOutOf, optOutsOf } from "./naive-law.ts";

/** Something that was said of a purpose: on an account, on a browser, or by what the browser sends for its owner. */
export interface SaidOfPurpose {
  readonly where: "account" | "browser" | "signal";
  readonly yes: boolean;
  /** In milliseconds since 1970; absent: it is said each time (a signal), or for good (an opt-out). */
  readonly at?: number;
}

/**
 * Which rule settled it, in their order:
 * `signal`: what the browser sends says no, and goes before whatever was chosen, but for a yes to just that purpose with it in view.
 * `opt-out`: an opt-out of sale, sharing or profiling holds for every purpose that is one, but for a later yes to just that purpose.
 * `no-before-yes`: of an account and a browser that say different things the no holds, whichever was said last.
 * `latest`: in one place what was said last holds; of one moment, the no.
 * `said`: nothing contradicts it.
 * `unsaid`: nobody said anything: what the purpose rests on decides.
 */
export const CHOICE_RULES = ["signal", "opt-out", "no-before-yes", "latest", "said", "unsaid"] as const;
export type ChoiceRule = (typeof CHOICE_RULES)[number];

/** What holds of a purpose, by which rule, and what it goes before. */
export interface HoldingChoice {
  readonly rule: ChoiceRule;
  readonly holds: SaidOfPurpose | undefined;
  readonly against: readonly SaidOfPurpose[];
}

/** What is known of whoever asks, where. */
export interface ChoicePlaces {
  readonly account?: PersonState | undefined;
  readonly browser?: PersonState | undefined;
  /** The browser sends Global Privacy Control. */
  readonly gpc: boolean;
}

/** Settles what holds of a purpose. */
export function whichChoiceHolds(program: Program, purpose: string, places: ChoicePlaces): HoldingChoice {
  const rule = Object.hasOwn(program.purposes, purpose) ? program.purposes[purpose] : undefined;
  const outs = rule === undefined ? [] : optOutsOf({ purpose: rule, recipient: undefined });
  const known = (["account", "browser"] as const).flatMap((where) => {
    const state = places[where];
    return state === undefined ? [] : [{ where, state }];
  });
  const said = known.flatMap(({ where, state }) => saidIn(where, state, purpose));
  const settle = (settled: ChoiceRule, holds: SaidOfPurpose): HoldingChoice => ({
    rule: settled,
    holds,
    against: said.filter((one) => one !== holds && one.yes !== holds.yes),
  });
  const isAgainst = known.some(({ state }) => rule !== undefined && isAgainstSignal(state, rule));
  if (places.gpc && !isAgainst && outs.some((word) => word !== "profiling"))
    return settle("signal", { where: "signal", yes: false });
  const out = known.find(({ state }) => rule !== undefined && outs.some((word) => isOutOf(state, rule, word)));
  if (out !== undefined) return settle("opt-out", { where: out.where, yes: false });
  const lasts = known.flatMap(({ where }) => lastOf(said.filter((one) => one.where === where)) ?? []);
  const holds = lasts.find(({ yes }) => !yes) ?? lasts[0];
  if (holds === undefined) return { rule: "unsaid", holds, against: [] };
  if (lasts.some(({ yes }) => yes !== holds.yes)) return settle("no-before-yes", holds);
  return settle(said.some(({ yes }) => yes !== holds.yes) ? "latest" : "said", holds);
}

function saidIn(where: "account" | "browser", state: PersonState, purpose: string): readonly SaidOfPurpose[] {
  const choice = Object.hasOwn(state.consents, purpose) ? state.consents[purpose] : undefined;
  const objected = Object.hasOwn(state.objections, purpose) ? state.objections[purpose] : undefined;
  return [
    ...(choice === undefined ? [] : [{ where, yes: choice.given, at: choice.at }]),
    ...(objected === undefined ? [] : [{ where, yes: false, at: objected }]),
  ];
}

const lastOf = (said: readonly SaidOfPurpose[]): SaidOfPurpose | undefined =>
  said.toSorted((one, other) => (other.at ?? 0) - (one.at ?? 0) || Number(one.yes) - Number(other.yes))[0];
