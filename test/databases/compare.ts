// Holds a database after an erasure against what may have happened, and names everything else.
import { existsSync, readFileSync } from "node:fs";
import { type PartBecomes, whyWrong } from "./compare-parts.ts";
import {
  cellOf,
  cellsOf,
  countCells,
  countOccurrences,
  countWords,
  type Snapshot,
  type TableSnapshot,
  textsOf,
} from "./snapshot.ts";

/** What must become of a cell. `fresh`: a value that was nowhere before. `touched`: a trigger sets it. */
export type Becomes =
  | { readonly kind: "null" | "fresh" | "touched" }
  | { readonly kind: "value"; readonly value: string }
  | PartBecomes;

/** A column of one row. */
export interface Cell {
  readonly table: string;
  readonly id: string;
  readonly column: string;
}

/** What an erasure must do, derived by hand from the database before it. Nothing else may happen. */
export interface ExpectedChange {
  readonly deleted: readonly { readonly table: string; readonly id: string }[];
  readonly changed: readonly (Cell & { readonly becomes: Becomes })[];
  /** The person's values that must go: in rows that are deleted and in columns that change. */
  readonly personal: readonly Cell[];
}

export interface Comparison {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly expected: ExpectedChange;
  /** Columns whose sum over all rows of the tables must stay: the books. */
  readonly sums: readonly { readonly tables: readonly string[]; readonly column: string }[];
  /** A SQLite file, whose bytes are searched. */
  readonly file?: string;
  /** Tables that the erasure may add: searched for values, not compared. */
  readonly added?: readonly string[];
}

/** Texts shorter than this can stand in a pseudonym by chance. */
const CHANCE_CHARACTERS = 8;
/** Bytes shorter than this can stand in a binary file by chance. */
const CHANCE_BYTES = 5;

/** Everything that is wrong after an erasure, in words; empty if nothing is. */
export function compareErasure(seen: Comparison): readonly string[] {
  const comparison = { ...seen, after: alignKeyless(seen) };
  return [
    ...rowFindings(comparison),
    ...comparison.expected.changed.flatMap((change) => cellFindings(comparison, change)),
    ...sumFindings(comparison),
    ...valueFindings(comparison),
  ];
}

/** A changed row of a table without a key has another name afterwards: it is the new row that is as was expected of it. */
function alignKeyless({ before, after, expected }: Comparison): Snapshot {
  const aligned = new Map(after);
  for (const { table, id } of new Map(expected.changed.map((cell) => [`${cell.table} ${cell.id}`, cell])).values()) {
    const then = before.get(table)?.rows.get(id);
    const now = aligned.get(table);
    if (then === undefined || now === undefined || !id.startsWith(then) || now.rows.has(id)) continue;
    const cells = expected.changed.filter((cell) => cell.table === table && cell.id === id);
    const fits = (row: string): boolean => {
      const twin = new Map(after).set(table, { ...now, rows: new Map([[id, row]]) });
      const free = new Set(cells.map((cell) => cell.column));
      const others = changedColumns(now, then, row).filter((column) => !free.has(column));
      return others.length === 0 && cells.every((cell) => cellFindings({ before, after: twin }, cell).length === 0);
    };
    const found = [...now.rows].find(([name, row]) => before.get(table)?.rows.has(name) === false && fits(row));
    if (found === undefined) continue;
    const rows = new Map(now.rows).set(id, found[1]);
    rows.delete(found[0]);
    aligned.set(table, { ...now, rows });
  }
  return aligned;
}

/** Rows that went, came or changed, against the rows and columns that were to. */
function rowFindings({ before, after, expected, added = [] }: Comparison): string[] {
  const findings: string[] = [];
  const gone = new Set(expected.deleted.map((row) => `${row.table} ${row.id}`));
  const allowed = new Set(expected.changed.map((cell) => `${cell.table} ${cell.id} ${cell.column}`));
  for (const name of after.keys()) if (!before.has(name) && !added.includes(name)) findings.push(`table ${name} is new`);
  for (const [name, table] of before) {
    const now = after.get(name);
    if (now === undefined) findings.push(`table ${name} is gone`);
    if (now === undefined || now === table) continue;
    for (const id of now.rows.keys()) if (!table.rows.has(id)) findings.push(`${name} ${id} is new`);
    for (const [id, row] of table.rows) {
      const then = now.rows.get(id);
      if (then === undefined && !gone.has(`${name} ${id}`)) findings.push(`${name} ${id} is deleted, and was not to be`);
      if (then === undefined || then === row) continue;
      for (const column of changedColumns(table, row, then)) {
        if (!allowed.has(`${name} ${id} ${column}`)) findings.push(`${name} ${id} ${column} is changed, and was not to be`);
      }
    }
  }
  for (const { table, id } of expected.deleted)
    if (after.get(table)?.rows.has(id)) findings.push(`${table} ${id} is still there`);
  return findings;
}

function changedColumns(table: TableSnapshot, row: string, then: string): string[] {
  const now = cellsOf(then);
  return cellsOf(row).flatMap((cell, at) => (cell === now[at] ? [] : [table.columns[at] ?? "?"]));
}

function cellFindings(
  { before, after }: Pick<Comparison, "before" | "after">,
  { becomes, table, id, column }: Cell & { readonly becomes: Becomes },
): string[] {
  const was = cellOf(before, table, id, column);
  const is = cellOf(after, table, id, column);
  const wrong = (says: string): string[] => [`${table} ${id} ${column} ${says}`];
  if (was === undefined) return wrong("is not in the database: whoever expects it is mistaken");
  if (is === undefined) return []; // the row is gone: said above
  switch (becomes.kind) {
    case "touched":
      return [];
    case "null":
      return is === null ? [] : wrong("is not cleared");
    case "value":
      return is === becomes.value ? [] : wrong(`is not "${becomes.value}"`);
    case "fresh":
      if (is === null || is === "" || is === was) return wrong("holds no pseudonym");
      return countCells(before, is) === 0 ? [] : wrong("holds somebody's value");
    default: {
      const why = whyWrong(becomes, was, is);
      return why === undefined ? [] : wrong(why);
    }
  }
}

function sumFindings({ before, after, sums }: Comparison): string[] {
  return sums.flatMap(({ tables, column }) => {
    const was = sumOf(before, tables, column);
    const is = sumOf(after, tables, column);
    return was === is ? [] : [`the sum of ${tables[0]}.${column} was ${was} and is ${is} cents`];
  });
}

/** In cents, exactly. */
function sumOf(snapshot: Snapshot, tables: readonly string[], column: string): bigint {
  let sum = 0n;
  for (const name of tables) {
    const table = snapshot.get(name);
    const at = table?.columns.indexOf(column) ?? -1;
    for (const row of table?.rows.values() ?? []) {
      const [whole = "0", part = ""] = (cellsOf(row)[at] ?? "0").split(".");
      sum += BigInt(whole + part.padEnd(2, "0").slice(0, 2));
    }
  }
  return sum;
}

/** Values that only this person held are nowhere; every other value is elsewhere as often as before. */
function valueFindings(comparison: Comparison): string[] {
  const { before, after, expected } = comparison;
  const parts = new Set(expected.changed.filter((cell) => isPart(cell.becomes)).map(placeOf));
  const held = expected.personal.flatMap((cell) => cellOf(before, cell.table, cell.id, cell.column) ?? []);
  // Of a cell that loses a part only that part must be gone, and what stays of it is no value of this person's.
  const cleared = expected.changed.filter((cell) => cell.becomes.kind !== "touched");
  const away = new Map([...expected.personal, ...cleared].map((cell) => [placeOf(cell), cell]));
  const whole = [...away.values()]
    .filter((cell) => !parts.has(placeOf(cell)))
    .flatMap((cell) => cellOf(before, cell.table, cell.id, cell.column) ?? []);
  const inside = expected.changed.flatMap(({ becomes }) => (becomes.kind === "redacted" ? becomes.values : []));
  const made = expected.changed
    .filter((cell) => cell.becomes.kind === "fresh")
    .flatMap((cell) => cellOf(after, cell.table, cell.id, cell.column) ?? []);
  const bytes = comparison.file === undefined ? [] : bytesOf(comparison.file);
  const losing = expected.personal
    .filter((cell) => parts.has(placeOf(cell)))
    .flatMap((cell) => cellOf(before, cell.table, cell.id, cell.column) ?? []);
  const sought = expected.personal
    .filter((cell) => !parts.has(placeOf(cell)))
    .flatMap((cell) => cellOf(before, cell.table, cell.id, cell.column) ?? []);
  return [...new Set([...sought, ...inside])]
    .filter((value) => value.trim() !== "")
    .flatMap((value) => {
      if (countOccurrences(before, value) > sum(held.map((one) => occurrences(one, value)))) {
        // It may stand inside others' longer values, and still be this person's alone.
        const alone = inside.includes(value) && countWords(textsOf(before), value) <= countWords(held, value);
        const words = alone ? countWords(textsOf(after), value) : 0;
        if (words > 0) return [`"${value}" was this person's alone, and is left in ${words} places`];
        const most = countCells(before, value) - whole.filter((one) => one === value).length;
        // A text that is the value and nothing else may lose it, and need not where it is a word of everyday.
        const elsewhere = most - losing.filter((one) => one === value).length;
        const now = countCells(after, value);
        return now === elsewhere || (now > elsewhere && now <= most && !inside.includes(value))
          ? []
          : [`"${value}" was ${elsewhere} times in other cells and is ${now} times there`];
      }
      const chance = value.length < CHANCE_CHARACTERS ? sum(made.map((one) => occurrences(one, value))) : 0;
      const left = countOccurrences(after, value) - chance;
      const findings = left > 0 ? [`"${value}" was this person's alone, and is left in ${left} places`] : [];
      if (chance > 0 || Buffer.byteLength(value) < CHANCE_BYTES) return findings;
      const files = bytes.filter(({ content }) => content.includes(value)).map(({ path }) => path.replace(/^.*(?=\.)/, ""));
      return [...findings, ...files.map((end) => `"${value}" is left in the bytes of the file ${end}`)];
    });
}

const isPart = (becomes: Becomes): boolean => ["redacted", "unlisted", "cleaned"].includes(becomes.kind);
const placeOf = ({ table, id, column }: Cell): string => `${table} ${id} ${column}`;

function bytesOf(file: string): { readonly path: string; readonly content: Buffer }[] {
  return ["", "-wal", "-shm", "-journal"]
    .map((end) => file + end)
    .filter((path) => existsSync(path))
    .map((path) => ({ path, content: readFileSync(path) }));
}

const occurrences = (text: string, value: string): number => text.split(value).length - 1;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
