// What the rows of a plan have said no with, by the two numbers that a no is about: whoever is told the same is given the same object.
import type { Decision } from "../decision.ts";

/** What a row is mostly about, counted. */
const OFTEN = 8;
const HALF = OFTEN / 2;

/** The number of a no of a row among those that are told often; -1: it is about something rarer, and lies in `Told`. */
export function numberOf(row: number, a: number, b: number): number {
  if (b === 0) return a >= 0 && a < HALF ? row * OFTEN + a : -1;
  return a === 0 && b > 0 && b <= HALF ? row * OFTEN + HALF - 1 + b : -1;
}

/**
 * Where in a plan's list the nos that are told often lie: in the order in which they were first told, and the same for all plans that
 * ask the same rows. Few of the many that there could be ever are, so that a list is short.
 */
export interface Places {
  /** By its number; 0: none was told yet, by any of these plans. */
  readonly of: Int16Array;
  /** How many places are given away; the first, 0, stays free. */
  count: number;
}

/** Of so many rows. */
export const makePlaces = (rows: number): Places => ({ of: new Int16Array(rows * OFTEN), count: 1 });

/** A list in which nothing was told yet. */
export const makeToldOften = (): (Decision | undefined)[] => [undefined];

/** Puts a no in its place, and gives it one if it is the first. */
export function tellOften(
  { places, list }: { places: Places; list: (Decision | undefined)[] },
  number: number,
  no: Decision,
): void {
  const place = places.of[number] || places.count++;
  places.of[number] = place;
  while (list.length <= place) list.push(undefined);
  list[place] = no;
}

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
