// What an account is against, for the browsers on which its person signs in.
import { whichChoiceHolds } from "../decisions/index.ts";
import type { PersonState } from "../facts/index.ts";
import type { Program } from "../program/index.ts";
import { trackerName } from "./tracker-names.ts";

/** Purpose, or tracker as the banner names it -> since when its no holds, in whole days since 1970: it travels in a cookie, which has little room. */
export type Refusals = Readonly<Record<string, number>>;

const DAY_MS = 86_400_000;

/**
 * The purposes that an account is against, by the one rule that settles what holds; what it is against for good it is as of now.
 * And of the others the single trackers that it refused, unless it said yes to all of the purpose since. A yes is not among them:
 * it was given where it was asked for.
 */
export function refusalsOf(program: Program, account: PersonState, now: number): Refusals {
  const refused = Object.keys(program.purposes).flatMap((purpose): readonly (readonly [string, number])[] => {
    const { holds } = whichChoiceHolds(program, purpose, { account, gpc: false });
    return holds === undefined || holds.yes ? [] : [[purpose, Math.floor((holds.at ?? now) / DAY_MS)]];
  });
  return { ...Object.fromEntries(refused), ...refusedTrackers(program, account, new Set(refused.map(([purpose]) => purpose))) };
}

function refusedTrackers(
  program: Program,
  { refusedTrackers: all, consents }: PersonState,
  whole: ReadonlySet<string>,
): Refusals {
  return Object.fromEntries(
    Object.entries(all).flatMap(([id, at]) => {
      const purpose = Object.hasOwn(program.trackers, id) ? program.trackers[id]?.purpose : undefined;
      if (purpose === undefined || whole.has(purpose)) return [];
      const last = Object.hasOwn(consents, purpose) ? consents[purpose] : undefined;
      return last !== undefined && last.at > at ? [] : [[trackerName(program, id), Math.floor(at / DAY_MS)]];
    }),
  );
}
