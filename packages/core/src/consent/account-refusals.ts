// What an account is against, for the browsers on which its person signs in.
import { whichChoiceHolds } from "../decisions/index.ts";
import type { PersonState } from "../facts/index.ts";
import type { Program } from "../program/index.ts";
import { barredByAge } from "./barred-by-age.ts";
import { trackerName } from "./tracker-names.ts";

/** Purpose, or tracker as the banner names it -> since when its no holds, in whole days since 1970: it travels in a cookie, which has little room. */
export type Refusals = Readonly<Record<string, number>>;

const DAY_MS = 86_400_000;

/**
 * The purposes that an account is against, by the one rule that settles what holds; what it is against for good it is as of now, as it is
 * against what its person is too young for.
 * And of the others the single trackers that it refused, unless it said yes to all of the purpose since. A yes is not among them:
 * it was given where it was asked for.
 */
export function refusalsOf(program: Program, account: PersonState, now: number): Refusals {
  const barred = new Set(barredByAge(program, account, now));
  const refused = Object.keys(program.purposes).flatMap((purpose): readonly (readonly [string, number])[] => {
    const { holds } = whichChoiceHolds(program, purpose, { account, gpc: false });
    if (holds?.yes === false) return [[purpose, Math.floor((holds.at ?? now) / DAY_MS)]];
    return barred.has(purpose) ? [[purpose, Math.floor(now / DAY_MS)]] : [];
  });
  const whole = new Set(refused.map(([purpose]) => purpose));
  const single = refusedTrackers(program, account).flatMap(({ id, purpose, at }) =>
    whole.has(purpose) ? [] : [[trackerName(program, id), Math.floor(at / DAY_MS)] as const],
  );
  return Object.fromEntries([...refused, ...single]);
}

/** A tracker that an account refused by itself. */
export interface RefusedTracker {
  readonly id: string;
  readonly purpose: string;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/** The single trackers that an account refused, unless it said yes to all of the purpose since. */
export const refusedTrackers = (
  { trackers }: Pick<Program, "trackers">,
  { refusedTrackers: all, consents }: PersonState,
): readonly RefusedTracker[] =>
  Object.entries(all).flatMap(([id, at]) => {
    const purpose = Object.hasOwn(trackers, id) ? trackers[id]?.purpose : undefined;
    if (purpose === undefined) return [];
    const last = Object.hasOwn(consents, purpose) ? consents[purpose] : undefined;
    return last !== undefined && last.at > at ? [] : [{ id, purpose, at }];
  });
