import { comparable } from "@troth/core/subject-graph";
import type { Assignment, Match, Row, RowQuery, StreamQuery, Value } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import { folded, inSmall, otherLetters } from "../fold.ts";
import { matchable } from "../values.ts";
import type { Statement } from "./thread.ts";

/** How SQLite treats what is compared with or written to a column. */
export type Affinity = "text" | "number" | "none";

/** What the statements need to know of a dataset. */
export interface TableShape {
  readonly store: string;
  readonly dataset: string;
  readonly columns: ReadonlyMap<string, Affinity>;
  readonly primaryKey: readonly string[];
  /** SQLite's own word for the row's address that no column of the table hides; null: it has none. */
  readonly rowid: string | null;
  /** Columns that have an index on `lower(column)`. */
  readonly folded: ReadonlySet<string>;
}

/** A name as SQL takes it. */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The affinity that SQLite gives to a declared type (https://www.sqlite.org/datatype3.html, 3.1). */
export function affinityOf(type: string): Affinity {
  const word = type.toUpperCase();
  if (word.includes("INT")) return "number";
  if (/CHAR|CLOB|TEXT/.test(word)) return "text";
  return word === "" || word.includes("BLOB") ? "none" : "number";
}

function affinity(shape: TableShape, column: string): Affinity {
  if (column === "@rowid") return "number";
  const found = shape.columns.get(column);
  if (found === undefined)
    throw new ConnectorError("connector.missing", shape.store, `there is no column \`${column}\` in \`${shape.dataset}\``);
  return found;
}

function expression(shape: TableShape, column: string): string {
  affinity(shape, column);
  if (column !== "@rowid") return quote(column);
  if (shape.rowid === null)
    throw new ConnectorError("connector.missing", shape.store, `the rows of \`${shape.dataset}\` have no address of their own`);
  return shape.rowid;
}

/** A value as JSON, so that a whole set is one parameter: SQLite then needs no chunks and no temporary table. */
function literal(value: Value, to: Affinity): string {
  if (value instanceof Uint8Array) return `{"x":"${Buffer.from(value).toString("hex")}"}`;
  if (typeof value === "boolean") return to === "text" ? `"${Number(value)}"` : String(Number(value));
  if (to === "text" && typeof value === "number") return `"${value}"`;
  // Big integers come as texts (see `Value`) and are compared as integers.
  if (to !== "text" && typeof value === "string" && /^-?[1-9]\d{15,18}$/.test(value)) return value;
  return JSON.stringify(value);
}

const list = (rows: readonly Row[], to: readonly Affinity[]): string =>
  `[${rows.map((row) => `[${row.map((value, at) => literal(value, to[at] ?? "none")).join(",")}]`).join(",")}]`;

/** The `at`-th value of a row of such a list. */
const element = (rows: readonly Row[], at: number): string =>
  rows.some((row) => row[at] instanceof Uint8Array)
    ? `CASE json_type(value, '$[${at}]') WHEN 'object' THEN unhex(json_extract(value, '$[${at}].x')) ELSE json_extract(value, '$[${at}]') END`
    : `json_extract(value, '$[${at}]')`;

interface Condition {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** A text that is a number and nothing else; SQLite itself would read `1-2` as 1. */
const isNumber = (text: string): string =>
  `(${text} <> '' AND ${text} NOT GLOB '*[^0-9.+-]*' AND ${text} NOT GLOB '?*[+-]*' AND ${text} NOT GLOB '*.*.*' AND ${text} GLOB '*[0-9]*')`;

/** A column compared with values as something else than its own type. */
function comparedCondition(shape: TableShape, match: Match, as: NonNullable<Match["as"]>): Condition {
  const [column = ""] = match.columns;
  if (match.columns.length > 1)
    throw new ConnectorError("connector.failed", shape.store, "only one column can be compared as another type");
  const name = expression(shape, column);
  const values = matchable(match).map(([value]) => String(value));
  const from = "(SELECT value FROM json_each(?))";
  const letters = as === "text" && match.fold ? otherLetters(values) : [];
  if (letters.length > 0) {
    const hay = folded(`CAST(${name} AS TEXT)`, letters);
    return { sql: `${hay.sql} IN ${from}`, values: [...hay.values, JSON.stringify(values.map(inSmall))] };
  }
  if (as === "text")
    return { sql: `CAST(${name} AS TEXT)${match.fold ? " COLLATE NOCASE" : ""} IN ${from}`, values: [JSON.stringify(values)] };
  if (as === "uuid") {
    const plain = `lower(replace(replace(replace(CAST(${name} AS TEXT), '-', ''), '{', ''), '}', ''))`;
    return { sql: `${plain} IN ${from}`, values: [JSON.stringify(values.map((value) => value.replaceAll("-", "")))] };
  }
  const text = `trim(CAST(${name} AS TEXT))`;
  const numbers = values.map((value) => comparable(value, "number")).filter((plain) => plain !== undefined);
  // Without the zero before a point, as `bare` has it; of zero nothing is left.
  const plain = numbers.map((number) => String(number).replace(/^(-?)0(?=\.|$)/, "$1"));
  return { sql: `CASE WHEN ${isNumber(text)} THEN ${bare(text)} END IN ${from}`, values: [JSON.stringify(plain)] };
}

/** A text that is a number in one plain form: SQLite's own numbers take two long ones for one. */
function bare(text: string): string {
  const digits = `ltrim(${text}, '+-')`;
  const short = `ltrim(CASE WHEN instr(${digits}, '.') > 0 THEN rtrim(rtrim(${digits}, '0'), '.') ELSE ${digits} END, '0')`;
  return `CASE WHEN ${text} GLOB '-*' AND ${short} <> '' THEN '-' ELSE '' END || ${short}`;
}

/** Rows whose column's text contains one of the values. */
function insideCondition(shape: TableShape, match: Match): Condition {
  const text = `CAST(${expression(shape, match.columns[0] ?? "")} AS TEXT)`;
  const values = matchable(match).map(([value]) => String(value));
  const hay = match.fold ? folded(text, otherLetters(values)) : { sql: text, values: [] };
  const needles = match.fold ? values.map(inSmall) : values;
  return {
    sql: `EXISTS (SELECT 1 FROM json_each(?) WHERE instr(${hay.sql}, value) > 0)`,
    values: [JSON.stringify(needles), ...hay.values],
  };
}

function matchCondition(shape: TableShape, match: Match): Condition {
  if (match.inside === true) return insideCondition(shape, match);
  if (match.as !== undefined) return comparedCondition(shape, match, match.as);
  const rows = matchable(match);
  const left: string[] = [];
  const right: string[] = [];
  const before: Value[] = [];
  const small = new Set<number>();
  match.columns.forEach((column, at) => {
    const name = expression(shape, column);
    const folds = match.fold && affinity(shape, column) !== "number";
    const letters = folds ? otherLetters(rows.map((row) => row[at] ?? null)) : [];
    if (letters.length > 0) {
      const hay = folded(name, letters);
      left.push(hay.sql);
      right.push(element(rows, at));
      before.push(...hay.values);
      small.add(at);
      return;
    }
    // Both fold ASCII only; which one is used is a question of the index that exists.
    const byLower = folds && shape.folded.has(column);
    left.push(byLower ? `lower(${name})` : folds ? `${name} COLLATE NOCASE` : name);
    right.push(byLower ? `lower(${element(rows, at)})` : element(rows, at));
  });
  const target = left.length === 1 ? left[0] : `(${left.join(", ")})`;
  return {
    sql: `${target} IN (SELECT ${right.join(", ")} FROM json_each(?))`,
    values: [
      ...before,
      list(
        small.size === 0 ? rows : rows.map((row) => row.map((value, at) => (small.has(at) ? inSmall(value) : value))),
        match.columns.map((column) => affinity(shape, column)),
      ),
    ],
  };
}

function texts(value: string | number | boolean): readonly string[] {
  if (typeof value === "boolean") return value ? ["1", "true"] : ["0", "false"];
  return typeof value === "number" && Number.isInteger(value) ? [String(value), `${value}.0`] : [String(value)];
}

/** WHERE of a query: the match and all that must hold beside it. */
function condition(shape: TableShape, query: Omit<StreamQuery, "columns">): Condition {
  const parts = query.match === undefined ? [{ sql: "TRUE", values: [] }] : [matchCondition(shape, query.match)];
  for (const [column, allowed] of Object.entries(query.where ?? {}))
    parts.push({
      sql: `CAST(${expression(shape, column)} AS TEXT) IN (SELECT value FROM json_each(?))`,
      values: [JSON.stringify(allowed.flatMap(texts))],
    });
  return { sql: parts.map((part) => part.sql).join(" AND "), values: parts.flatMap((part) => part.values) };
}

/** SELECT of the rows that a query names. */
export function selectStatement(shape: TableShape, query: StreamQuery, ordered: boolean): Statement {
  const columns = query.columns.map((column) => expression(shape, column)).join(", ") || "1";
  const where = condition(shape, query);
  const key = shape.primaryKey.length > 0 ? shape.primaryKey.map(quote) : shape.rowid === null ? [] : [shape.rowid];
  // `+` keeps the planner from walking the key's index in place of the matched one.
  const order = ordered && key.length > 0 ? ` ORDER BY ${key.map((name) => `+${name}`).join(", ")}` : "";
  return { sql: `SELECT ${columns} FROM main.${quote(shape.dataset)} WHERE ${where.sql}${order}`, values: where.values };
}

/** Count of the rows that a query names. */
export function countStatement(shape: TableShape, query: Omit<RowQuery, "columns">): Statement {
  const where = condition(shape, query);
  return { sql: `SELECT count(*) FROM main.${quote(shape.dataset)} WHERE ${where.sql}`, values: where.values };
}

/** DELETE of the rows that keys name. */
export function deleteStatement(shape: TableShape, keyColumns: readonly string[], keys: readonly Row[]): Statement {
  const where = matchCondition(shape, { columns: keyColumns, values: keys, fold: false });
  return { sql: `DELETE FROM main.${quote(shape.dataset)} WHERE ${where.sql}`, values: where.values };
}

/** UPDATE of the rows that keys name, each with its own values. */
export function changeStatement(
  shape: TableShape,
  keyColumns: readonly string[],
  keys: readonly Row[],
  assignments: readonly Assignment[],
): Statement {
  const rows = keys.map((key, row) => [
    ...key,
    ...assignments.map((assignment) => ("values" in assignment ? (assignment.values[row] ?? null) : assignment.value)),
  ]);
  const names = [...keyColumns, ...assignments.map((assignment) => assignment.column)];
  const fields = names.map((_, at) => `${element(rows, at)} AS v${at}`).join(", ");
  const set = assignments.map(({ column }, at) => `${quote(column)} = k.v${keyColumns.length + at}`);
  const where = keyColumns.map((column, at) => `t.${expression(shape, column)} = k.v${at}`).join(" AND ");
  return {
    sql: `UPDATE main.${quote(shape.dataset)} AS t SET ${set.join(", ")} FROM (SELECT ${fields} FROM json_each(?)) AS k WHERE ${where}`,
    values: [
      list(
        rows,
        names.map((name) => affinity(shape, name)),
      ),
    ],
  };
}
