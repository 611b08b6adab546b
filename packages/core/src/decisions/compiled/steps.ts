// What plans ask, one check after the other. A thousand purposes that rest on consent ask the same: they share one list, which stays near.
import type { Check } from "./ruling.ts";
import { makePlaces, type Places } from "./told.ts";

/** A list of checks. */
export interface Steps {
  readonly saysNo: readonly Check["saysNo"][];
  /** Flags of which one must be there for a check to be asked; 0: it is asked of everybody. */
  readonly wakes: Int32Array;
  /** Places of those that are asked of everybody: enough where no flag of the person wakes another. */
  readonly always: Int32Array;
  readonly anyWakes: number;
  /** Where the plans that share it keep what they told. */
  readonly places: Places;
}

/** Lists that are shared. */
export type ShareSteps = (checks: readonly Check[]) => Steps;

const MOST_SHARED = 10_000;

/** Begins with none. */
export function shareSteps(): ShareSteps {
  const numbers = new WeakMap<Check["saysNo"], number>();
  const known = new Map<string, Steps>();
  let last = 0;
  const numberOf = (saysNo: Check["saysNo"]): number => {
    const before = numbers.get(saysNo);
    if (before !== undefined) return before;
    last++;
    numbers.set(saysNo, last);
    return last;
  };
  return (checks) => {
    const key = checks.map(({ saysNo, wakes }) => `${numberOf(saysNo)}:${wakes}`).join();
    const before = known.get(key);
    if (before !== undefined) return before;
    // Checks of one recipient alone are shared by nobody: plans that are forgotten must not stay because of them.
    if (known.size >= MOST_SHARED) known.clear();
    const made = stepsOf(checks);
    known.set(key, made);
    return made;
  };
}

/** A list of its own. */
export const stepsOf = (checks: readonly Check[]): Steps => ({
  saysNo: checks.map(({ saysNo }) => saysNo),
  wakes: Int32Array.from(checks, ({ wakes }) => wakes),
  always: Int32Array.from(checks.flatMap(({ wakes }, index) => (wakes === 0 ? [index] : []))),
  anyWakes: checks.reduce((bits, { wakes }) => bits | wakes, 0),
  places: makePlaces(checks.length),
});
