import type { Assignment, Match, Row, RowQuery, StreamQuery, Value } from "../connector.ts";
import { matchable } from "../values.ts";
import { quote, ROW, type TableShape } from "./catalog.ts";
import { kindOf, textOf } from "./keys.ts";
import { columnOf, insideWay, rowHash, textExpression, textType, type Way, wayOf } from "./ways.ts";

/** SQL with its parameters. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

function name(shape: TableShape, column: string): string {
  if (column === ROW) return rowHash(shape);
  return `t.${quote(columnOf(shape, column).name)}`;
}

/** A column as it is read: what the driver would make something else of comes as a text. */
function selected(shape: TableShape, column: string): string {
  if (column === ROW) return name(shape, column);
  const { type } = columnOf(shape, column);
  if (type === "bit") return `CAST(${name(shape, column)} AS UNSIGNED)`;
  return kindOf({ type }) === "shape" ? `ST_AsText(${name(shape, column)})` : name(shape, column);
}

/** Every combination of the forms of a key's values. */
const combine = (parts: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  parts.reduce<readonly (readonly string[])[]>((rows, forms) => rows.flatMap((row) => forms.map((form) => [...row, form])), [[]]);

const longestOf = (rows: readonly (readonly (string | null)[])[], at: number): number =>
  rows.reduce((most, row) => Math.max(most, row[at]?.length ?? 0), 0);

/** The set of a match as a table `k` of columns `v0`, `v1`, ..., each row once. */
function keyTable(ways: readonly Way[], rows: readonly Row[]): Statement {
  const keys = rows.flatMap((row) => combine(ways.map((way, at) => way.forms(row[at] ?? null))));
  const distinct = [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
  const fields = ways.map((way, at) => `j${at} ${way.json(longestOf(distinct, at))} PATH '$[${at}]'`);
  const values = ways.map((way, at) => `${way.select(`j${at}`)} AS v${at}`);
  const json = `JSON_TABLE(?, '$[*]' COLUMNS (${fields.join(", ")})) j`;
  return { sql: `(SELECT DISTINCT ${values.join(", ")} FROM ${json}) k`, values: [JSON.stringify(distinct)] };
}

interface Source {
  readonly from: string;
  /** WHERE, or nothing. */
  readonly where: string;
  readonly values: readonly unknown[];
}

/** The rows that a match names. An index is entered from the set; without one the set is looked up for each row. */
function matched(shape: TableShape, match: Match): Source {
  const rows = matchable(match);
  const ways = match.columns.map((column) => (match.inside ? insideWay : wayOf)(shape, column, match));
  const keys = keyTable(ways, rows);
  const on = ways.map((way, at) => way.on(`k.v${at}`)).join(" AND ");
  const table = `${shape.table} t`;
  if (match.inside) return { from: table, where: ` WHERE EXISTS (SELECT 1 FROM ${keys.sql} WHERE ${on})`, values: keys.values };
  const tables = ways.some((way) => way.seeks) ? [keys.sql, table] : [table, keys.sql];
  return { from: tables.join(" STRAIGHT_JOIN "), where: ` WHERE ${on}`, values: keys.values };
}

const texts = (value: string | number | boolean): readonly string[] =>
  typeof value === "boolean" ? [value ? "1" : "0", String(value)] : [String(value)];

/** The rows that a query names: those of its match for which all holds that must hold beside it. */
function source(shape: TableShape, query: Omit<StreamQuery, "columns">): Source {
  const found = query.match === undefined ? { from: `${shape.table} t`, where: "", values: [] } : matched(shape, query.match);
  const parts = Object.entries(query.where ?? {}).map(([column, allowed]) => ({
    sql: `CAST(${textExpression(columnOf(shape, column))} AS BINARY) IN (${
      allowed
        .flatMap(texts)
        .map(() => "?")
        .join(", ") || "NULL"
    })`,
    values: allowed.flatMap(texts),
  }));
  const more = parts.map((part) => part.sql).join(" AND ");
  return {
    from: found.from,
    where: more === "" ? found.where : `${found.where === "" ? " WHERE" : `${found.where} AND`} ${more}`,
    values: [...found.values, ...parts.flatMap((part) => part.values)],
  };
}

/** How a SELECT is to be made. */
export interface Selecting {
  readonly locked: boolean;
  readonly ordered: boolean;
}

/** SELECT of the rows that a query names; `ordered` by the key, `locked` until the transaction ends. */
export function selectStatement(shape: TableShape, query: StreamQuery, { locked, ordered }: Selecting): Statement {
  const { from, where, values } = source(shape, query);
  const columns = query.columns.map((column) => selected(shape, column)).join(", ") || "1";
  const order = ordered && shape.rowKey.length > 0 ? ` ORDER BY ${shape.rowKey.map((key) => name(shape, key)).join(", ")}` : "";
  const lock = locked && !shape.isView ? " FOR UPDATE" : "";
  return { sql: `SELECT ${columns} FROM ${from}${where}${order}${lock}`, values };
}

/** Count of the rows that a query names. */
export function countStatement(shape: TableShape, query: Omit<RowQuery, "columns">): Statement {
  const { from, where, values } = source(shape, query);
  return { sql: `SELECT count(*) FROM ${from}${where}`, values };
}

const byKey = (keyColumns: readonly string[], keys: readonly Row[]): Match => ({
  columns: keyColumns,
  values: keys,
  fold: false,
});

/** DELETE of the rows that keys name. */
export function deleteStatement(shape: TableShape, keyColumns: readonly string[], keys: readonly Row[]): Statement {
  const { from, where, values } = matched(shape, byKey(keyColumns, keys));
  return { sql: `DELETE t FROM ${from}${where}`, values };
}

/** A new value in the form that its column takes. */
function taken(shape: TableShape, column: string, sql: string): string {
  const { type } = columnOf(shape, column);
  if (type === "bit") return `CAST(${sql} AS UNSIGNED)`;
  return kindOf({ type }) === "shape" ? `ST_GeomFromText(${sql})` : sql;
}

const parameter = (value: Value): unknown =>
  value instanceof Uint8Array ? Buffer.from(value) : value === null ? null : textOf(value);

/** `SET` of assignments that are the same for all rows. */
export function assigned(shape: TableShape, assignments: readonly Assignment[], row = 0): Statement {
  const values = assignments.map((one) => ("values" in one ? (one.values[row] ?? null) : one.value));
  return {
    sql: assignments.map(({ column }) => `${name(shape, column)} = ${taken(shape, column, "?")}`).join(", "),
    values: values.map(parameter),
  };
}

const hex = (value: Value): string | null =>
  value === null ? null : Buffer.from(value instanceof Uint8Array ? value : textOf(value)).toString("hex");

/** UPDATE of the rows that keys name, each with its own values. */
export function changeStatement(
  shape: TableShape,
  keyColumns: readonly string[],
  keys: readonly Row[],
  assignments: readonly Assignment[],
): Statement {
  const perRow = assignments.filter((assignment) => "values" in assignment);
  if (perRow.length === 0) {
    const { from, where, values } = matched(shape, byKey(keyColumns, keys));
    const set = assigned(shape, assignments);
    // In the statement the set of keys comes first, then the new values.
    return { sql: `UPDATE ${from} SET ${set.sql}${where}`, values: [...values, ...set.values] };
  }
  const ways = keyColumns.map((column) => wayOf(shape, column, { fold: false }));
  const rows = keys.flatMap((key, at) => {
    const forms = ways.map((way, part) => way.forms(key[part] ?? null)[0]);
    // In hexadecimal, so that bytes and texts go the same way and none is taken for something of JSON.
    return forms.every((form) => form !== undefined) ? [[...forms, ...perRow.map(({ values }) => hex(values[at] ?? null))]] : [];
  });
  const width = ways.length;
  const fields = [...ways, ...perRow].map((_, at) => {
    const longest = longestOf(rows, at);
    return `j${at} ${at < width ? ways[at]?.json(longest) : textType(longest)} PATH '$[${at}]'`;
  });
  const selects = [
    ...ways.map((way, at) => `${way.select(`j${at}`)} AS v${at}`),
    ...perRow.map(({ column }, at) => {
      const value = `UNHEX(j${width + at})`;
      return `${kindOf(columnOf(shape, column)) === "bytes" ? value : `CONVERT(${value} USING utf8mb4)`} AS a${at}`;
    }),
  ];
  const table = `(SELECT ${selects.join(", ")} FROM JSON_TABLE(?, '$[*]' COLUMNS (${fields.join(", ")})) j) k`;
  const on = ways.map((way, at) => way.on(`k.v${at}`)).join(" AND ");
  const same = assignments.filter((assignment) => !("values" in assignment));
  const set = assigned(shape, same);
  const own = perRow.map(({ column }, at) => `${name(shape, column)} = ${taken(shape, column, `k.a${at}`)}`);
  return {
    sql: `UPDATE ${table} STRAIGHT_JOIN ${shape.table} t ON ${on} SET ${[...own, ...(set.sql ? [set.sql] : [])].join(", ")}`,
    values: [JSON.stringify(rows), ...set.values],
  };
}

/** How many rows of each content that keys name there are. */
export function countByKey(shape: TableShape, keys: readonly Row[]): Statement {
  const { from, where, values } = matched(shape, byKey([ROW], keys));
  const hash = rowHash(shape);
  return { sql: `SELECT ${hash}, count(*) FROM ${from}${where} GROUP BY ${hash}`, values };
}
