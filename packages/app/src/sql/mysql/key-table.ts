// Rows that are named by a set of values, which is one parameter however many there are.
import type { Value } from "../../wire.ts";
import { type ColumnShape, quote } from "./column.ts";
import { kindOf, textOf, withoutZone } from "./keys.ts";
import { textType, type Way } from "./ways.ts";

type Row = readonly Value[];

/** SQL with its parameters. */
export interface Spoken {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** What rows are taken from; the table is `t`. */
export interface Source {
  readonly from: string;
  /** WHERE, or nothing. */
  readonly where: string;
  readonly values: readonly unknown[];
}

/** Every combination of the forms of a key's values. */
const combine = (parts: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  parts.reduce<readonly (readonly string[])[]>((rows, forms) => rows.flatMap((row) => forms.map((form) => [...row, form])), [[]]);

const longestOf = (rows: readonly (readonly (string | null)[])[], at: number): number =>
  rows.reduce((most, row) => Math.max(most, row[at]?.length ?? 0), 0);

/** The set as a table `k` of columns `v0`, `v1`, ..., each row once. */
function keyTable(ways: readonly Way[], rows: readonly Row[]): Spoken {
  const keys = rows.flatMap((row) => combine(ways.map((way, at) => way.forms(row[at] ?? null))));
  const distinct = [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
  const fields = ways.map((way, at) => `j${at} ${way.json(longestOf(distinct, at))} PATH '$[${at}]'`);
  const values = ways.map((way, at) => `${way.select(`j${at}`)} AS v${at}`);
  const json = `JSON_TABLE(?, '$[*]' COLUMNS (${fields.join(", ")})) j`;
  return { sql: `(SELECT DISTINCT ${values.join(", ")} FROM ${json}) k`, values: [JSON.stringify(distinct)] };
}

/** The rows that a set names. An index is entered from the set; without one the set is looked up for each row. */
export function matchedBy(
  table: string,
  { ways, rows, inside = false }: { readonly ways: readonly Way[]; readonly rows: readonly Row[]; readonly inside?: boolean },
): Source {
  const keys = keyTable(ways, rows);
  const on = ways.map((way, at) => way.on(`k.v${at}`)).join(" AND ");
  if (inside) return { from: `${table} t`, where: ` WHERE EXISTS (SELECT 1 FROM ${keys.sql} WHERE ${on})`, values: keys.values };
  const tables = ways.some((way) => way.seeks) ? [keys.sql, `${table} t`] : [`${table} t`, keys.sql];
  return { from: tables.join(" STRAIGHT_JOIN "), where: ` WHERE ${on}`, values: keys.values };
}

const hex = (column: ColumnShape, value: Value): string | null => {
  if (value === null) return null;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  return Buffer.from(kindOf(column) === "timestamp" ? withoutZone(textOf(value)) : textOf(value)).toString("hex");
};

/** A new value in the form that its column takes. */
export function taken({ type }: ColumnShape, sql: string): string {
  if (type === "bit") return `CAST(${sql} AS UNSIGNED)`;
  return kindOf({ type }) === "shape" ? `ST_GeomFromText(${sql})` : sql;
}

/** What is to become of rows: `ways` compare their keys, `set` has a column's new values, one for each key. */
export interface KeyedWork {
  readonly ways: readonly Way[];
  readonly keys: readonly Row[];
  readonly set: readonly { readonly column: ColumnShape; readonly values: readonly Value[] }[];
  /** What is the same for every row, as SET has it. */
  readonly same?: Spoken;
}

/** UPDATE of the rows that keys name, each with its own values. */
export function keyedChange(table: string, { ways, keys, set, same = { sql: "", values: [] } }: KeyedWork): Spoken {
  const rows = keys.flatMap((key, at) => {
    const forms = ways.map((way, part) => way.forms(key[part] ?? null)[0]);
    // In hexadecimal, so that bytes and texts go the same way and none is taken for something of JSON.
    return forms.every((form) => form !== undefined)
      ? [[...forms, ...set.map(({ column, values }) => hex(column, values[at] ?? null))]]
      : [];
  });
  const width = ways.length;
  const fields = [...ways, ...set].map((_, at) => {
    const longest = longestOf(rows, at);
    return `j${at} ${at < width ? ways[at]?.json(longest) : textType(longest)} PATH '$[${at}]'`;
  });
  const selects = [
    ...ways.map((way, at) => `${way.select(`j${at}`)} AS v${at}`),
    ...set.map(({ column }, at) => {
      const value = `UNHEX(j${width + at})`;
      return `${kindOf(column) === "bytes" ? value : `CONVERT(${value} USING utf8mb4)`} AS a${at}`;
    }),
  ];
  const from = `(SELECT ${selects.join(", ")} FROM JSON_TABLE(?, '$[*]' COLUMNS (${fields.join(", ")})) j) k`;
  const on = ways.map((way, at) => way.on(`k.v${at}`)).join(" AND ");
  const own = set.map(({ column }, at) => `t.${quote(column.name)} = ${taken(column, `k.a${at}`)}`);
  return {
    sql: `UPDATE ${from} STRAIGHT_JOIN ${table} t ON ${on} SET ${[...own, ...(same.sql ? [same.sql] : [])].join(", ")}`,
    values: [JSON.stringify(rows), ...same.values],
  };
}
