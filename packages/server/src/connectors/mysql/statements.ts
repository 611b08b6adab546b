import {
  keyedChange,
  kindOf,
  matchedBy,
  quote,
  type Source,
  type Spoken as Statement,
  taken,
  textExpression,
  textOf,
} from "@troth/app/mysql";
import type { Assignment, Match, Row, RowQuery, StreamQuery, Value } from "../connector.ts";
import { matchable } from "../values.ts";
import { ROW, type TableShape } from "./catalog.ts";
import { columnOf, rowHash, wayIn } from "./ways.ts";

export type { Statement };

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

/** The rows that a match names. */
const matched = (shape: TableShape, match: Match): Source =>
  matchedBy(shape.table, {
    ways: match.columns.map((column) => wayIn(shape, column, match)),
    rows: matchable(match),
    inside: match.inside === true,
  });

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

const parameter = (value: Value): unknown =>
  value instanceof Uint8Array ? Buffer.from(value) : value === null ? null : textOf(value);

/** `SET` of assignments that are the same for all rows. */
export function assigned(shape: TableShape, assignments: readonly Assignment[], row = 0): Statement {
  const values = assignments.map((one) => ("values" in one ? (one.values[row] ?? null) : one.value));
  return {
    sql: assignments.map(({ column }) => `${name(shape, column)} = ${taken(columnOf(shape, column), "?")}`).join(", "),
    values: values.map(parameter),
  };
}

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
  return keyedChange(shape.table, {
    ways: keyColumns.map((column) => wayIn(shape, column, { fold: false })),
    keys,
    set: perRow.map(({ column, values }) => ({ column: columnOf(shape, column), values })),
    same: assigned(
      shape,
      assignments.filter((assignment) => !("values" in assignment)),
    ),
  });
}

/** How many rows of each content that keys name there are. */
export function countByKey(shape: TableShape, keys: readonly Row[]): Statement {
  const { from, where, values } = matched(shape, byKey([ROW], keys));
  const hash = rowHash(shape);
  return { sql: `SELECT ${hash}, count(*) FROM ${from}${where} GROUP BY ${hash}`, values };
}
