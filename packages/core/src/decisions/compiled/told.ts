// What the rows of a plan have said no with, by the two numbers that a no is about: whoever is told the same is given the same object.
import type { Decision } from "../decision.ts";

/** Places of a row for what it is mostly about. */
const OFTEN = 8;
const HALF = OFTEN / 2;

/** Where in a list of its plan the no of a row lies; -1: it is about something rarer, and lies in `Told`. */
export function placeOf(row: number, a: number, b: number): number {
  if (b === 0) return a >= 0 && a < HALF ? row * OFTEN + a : -1;
  return a === 0 && b > 0 && b <= HALF ? row * OFTEN + HALF - 1 + b : -1;
}

/** As many places as so many rows have. */
export const placesOf = (rows: number): (Decision | undefined)[] => Array.from({ length: rows * OFTEN }, () => undefined);

/** The rest: by row, `a` and `b` one after the other, since one number made of all would be too large to cost no object. */
export interface Told {
  readonly get: (row: number, a: number, b: number) => Decision | undefined;
  readonly set: (row: number, a: number, b: number, no: Decision) => void;
}

const MOST_TOLD = 10_000;

/** Of a plan that told nothing yet. */
export function makeTold(): Told {
  let rows: Map<number, Map<number, Map<number, Decision>>> | undefined;
  let size = 0;
  return {
    get: (row, a, b) => rows?.get(row)?.get(a)?.get(b),
    set: (row, a, b, no) => {
      if (size >= MOST_TOLD) return;
      size++;
      rows ??= new Map();
      const ofRow = rows.get(row) ?? new Map<number, Map<number, Decision>>();
      const ofA = ofRow.get(a) ?? new Map<number, Decision>();
      rows.set(row, ofRow.set(a, ofA.set(b, no)));
    },
  };
}
