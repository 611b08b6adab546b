// Statements for MariaDB and MySQL. They differ from those of the others in how they are built, not in words alone: sets of
// values are joined, and a column is compared as its collation has it and by its bytes.
import { StoreError } from "../../errors.ts";
import type { ChangeWork, EraseWork, Query, Value } from "../../store.ts";
import { type Selecting, type Statement, type Statements, type Table, textsOf } from "../statements.ts";
import { type ColumnShape, quote } from "./column.ts";
import { keyedChange, matchedBy, type Source, type Spoken } from "./key-table.ts";
import { kindOf, textOf } from "./keys.ts";
import type { MysqlShape } from "./read-shapes.ts";
import { insideWay, textExpression, type Way, wayOf } from "./ways.ts";

const nameOf = ({ schema, name }: Pick<Table, "schema" | "name">): string =>
  schema === undefined ? quote(name) : `${quote(schema)}.${quote(name)}`;

function shapeOf({ mysql }: Table): MysqlShape {
  if (!mysql) throw new Error("bug: the database was not asked what its columns are");
  return mysql;
}

function columnOf(table: Table, name: string): ColumnShape {
  const column = shapeOf(table).columns.get(name);
  if (!column) throw new StoreError("missing", `there is no column \`${name}\` in \`${table.name}\``);
  return column;
}

/** What a driver would make a double, a date or bytes of comes as a text, as the database prints it. */
function selected(table: Table, name: string): string {
  const column = columnOf(table, name);
  const own = `t.${quote(column.name)}`;
  const kind = kindOf(column);
  if (column.type === "bit") return `cast(${own} as unsigned)`;
  if (kind === "shape") return `st_astext(${own})`;
  // What is JSON on MariaDB is a `longtext` there, which drivers take for JSON all the same.
  const isPlain = kind === "decimal" || column.type === "bigint" || column.type === "json" || column.type === "longtext";
  return isPlain || kind === "date" || kind === "time" || kind === "timestamp" ? `cast(${own} as char)` : own;
}

type Matching = NonNullable<Query["match"]>;

/** INVARIANT (no empty link): null and empty values never match. */
const canMatch = (row: readonly Value[]): boolean =>
  row.every((value) => value !== null && value !== "" && !(value instanceof Uint8Array && value.length === 0));

function matched(table: Table, match: Pick<Matching, "columns" | "values" | "fold" | "as" | "inside">): Source {
  const ways = match.columns.map((name): Way => (match.inside ? insideWay : wayOf)(columnOf(table, name), match));
  return matchedBy(nameOf(table), { ways, rows: match.values.filter(canMatch), inside: match.inside === true });
}

/** The rows that a query names: those of its match for which all holds that must hold beside it. */
function source(table: Table, { match, where = {} }: Pick<Query, "match" | "where">): Source {
  const found = match ? matched(table, match) : { from: `${nameOf(table)} t`, where: "", values: [] };
  const parts = Object.entries(where).map(([name, allowed]): Spoken => {
    const values = allowed.flatMap(textsOf);
    const places = values.map(() => "?").join(", ") || "null";
    return { sql: `cast(${textExpression(columnOf(table, name))} as binary) in (${places})`, values };
  });
  const more = parts.map(({ sql }) => sql).join(" and ");
  const all = more === "" ? found.where : `${found.where === "" ? " where" : `${found.where} and`} ${more}`;
  return { from: found.from, where: all, values: [...found.values, ...parts.flatMap(({ values }) => values)] };
}

/** A column as rows are ordered by it. An enum is ordered by its labels' places and compared by its labels: both by their bytes here. */
const ordered = (column: ColumnShape): string =>
  kindOf(column) === "label" ? `cast(${textExpression(column)} as binary)` : `t.${quote(column.name)}`;

/** A value of a key as its column is ordered. */
function typed(column: ColumnShape): string {
  const kind = kindOf(column);
  if (kind === "label") return "cast(convert(? using utf8mb4) as binary)";
  if (kind === "integer") return `cast(? as ${column.declared.includes("unsigned") ? "unsigned" : "signed"})`;
  if (kind === "decimal") return `cast(? as decimal(${column.precision ?? 65}, ${column.scale ?? 0}))`;
  if (kind === "float") return "cast(? as double)";
  if (kind === "bytes") return "?";
  return column.collation === null ? "?" : `convert(? using ${column.charset}) collate ${column.collation}`;
}

/** What comes after a key, column by column: the server enters an index by the first of them alone. */
function afterKey(columns: readonly ColumnShape[], after: readonly Value[]): Spoken {
  const [column, ...rest] = columns;
  const [value = null, ...others] = after;
  if (!column) return { sql: "false", values: [] };
  const name = ordered(column);
  const given = value instanceof Uint8Array ? Buffer.from(value) : value === null ? null : textOf(value);
  const next = afterKey(rest, others);
  const sql = `${name} >= ${typed(column)} and (${name} > ${typed(column)} or ${next.sql})`;
  return {
    sql: rest.length === 0 ? `${name} > ${typed(column)}` : sql,
    values: rest.length === 0 ? [given] : [given, given, ...next.values],
  };
}

function select(table: Table, query: Query, { order = [], after, limit, lock = false }: Selecting = {}): Statement {
  const { from, where, values } = source(table, query);
  const columns = query.columns.map((name, at) => `${selected(table, name)} as c${at}`).join(", ") || "1 as c";
  const keys = order.map((name) => columnOf(table, name));
  const rest = after && keys.length > 0 ? afterKey(keys, after) : undefined;
  const parts = [
    `select ${columns} from ${from}${where}`,
    ...(rest ? [`${where === "" ? "where" : "and"} ${rest.sql}`] : []),
    ...(keys.length > 0 ? [`order by ${keys.map(ordered).join(", ")}`] : []),
    ...(limit === undefined ? [] : [`limit ${limit}`]),
    ...(lock ? ["for update"] : []),
  ];
  return { sql: parts.join(" "), values: [...values, ...(rest?.values ?? [])], gives: "rows" };
}

function count(table: Table, query: Pick<Query, "match" | "where">): Statement {
  const { from, where, values } = source(table, query);
  return { sql: `select count(*) as c0 from ${from}${where}`, values, gives: "rows" };
}

/** @throws StoreError where nothing could be taken back */
function requireChangeable(table: Table): void {
  const { refuses } = shapeOf(table);
  if (refuses !== undefined)
    throw new StoreError(
      "failed",
      `nothing may be changed in \`${table.name}\`: ${refuses}; let InnoDB keep it, or say that it is \`readOnly\``,
    );
}

function erase(table: Table, { key, keys }: EraseWork): Statement {
  requireChangeable(table);
  const { from, where, values } = matched(table, { columns: key, values: keys, fold: false });
  return { sql: `delete t from ${from}${where}`, values, gives: "count" };
}

function change(table: Table, { key, keys, set }: ChangeWork): Statement {
  requireChangeable(table);
  const ways = key.map((name) => wayOf(columnOf(table, name), { fold: false }));
  const columns = Object.entries(set).map(([name, values]) => ({ column: columnOf(table, name), values }));
  return { ...keyedChange(nameOf(table), { ways, keys, set: columns }), gives: "count" };
}

export const mysqlStatements: Statements = { select, count, erase, change };
