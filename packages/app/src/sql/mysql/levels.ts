// InnoDB checks a foreign key row by row, and does not count what a cascade takes: of rows that point at others of the same
// table those go first that nobody points at.
import type { Value } from "../../wire.ts";

type Row = readonly Value[];

/** Columns of a foreign key of a table to itself, and those that it points at. */
export interface SelfKey {
  readonly columns: readonly string[];
  readonly targetColumns: readonly string[];
}

/** What is to be asked of each row, beside its key, to tell its level. */
export const levelColumns = (selfKeys: readonly SelfKey[]): readonly string[] =>
  selfKeys.flatMap((key) => [...key.columns, ...key.targetColumns]);

/** Keys of rows in the order in which they can go. `width`: how many columns of a row are its key, before `levelColumns`. */
export function levelsOf(selfKeys: readonly SelfKey[], width: number, rows: readonly Row[]): readonly (readonly Row[])[] {
  let left = rows;
  const found: (readonly Row[])[] = [];
  while (left.length > 0) {
    const pointedAt = new Set(left.flatMap((row) => pointersOf(selfKeys, width, row)));
    const free = left.filter((row) => !targetsOf(selfKeys, width, row).some((target) => pointedAt.has(target)));
    // Rows that point at each other in a circle go together, and the server says whether they can.
    const now = free.length > 0 ? free : left;
    found.push(now.map((row) => row.slice(0, width)));
    const gone = new Set(now);
    left = left.filter((row) => !gone.has(row));
  }
  return found;
}

const textsOf = (row: Row): string =>
  JSON.stringify(row.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value)));

/** What a row points at in its own table; a row that points at itself holds nobody back. */
const pointersOf = (keys: readonly SelfKey[], from: number, row: Row): readonly string[] => {
  const own = new Set(targetsOf(keys, from, row));
  return parts(keys, from, row, (key) => [0, key.columns.length]).filter((pointer) => !own.has(pointer));
};
const targetsOf = (keys: readonly SelfKey[], from: number, row: Row): readonly string[] =>
  parts(keys, from, row, (key) => [key.columns.length, key.columns.length * 2]);

function parts(
  keys: readonly SelfKey[],
  from: number,
  row: Row,
  range: (key: SelfKey) => readonly [number, number],
): readonly string[] {
  let at = from;
  return keys.flatMap((key, nth) => {
    const [start, end] = range(key);
    const values = row.slice(at + start, at + end);
    at += key.columns.length * 2;
    // The server compares them by a collation, which may fold case.
    return values.includes(null) ? [] : [`${nth} ${textsOf(values).toLowerCase()}`];
  });
}
