// Statements of the least SQL that a store needs, with parameters: for PostgreSQL and SQLite here, for MariaDB and MySQL in `mysql`.
import { StoreError } from "../errors.ts";
import type { ChangeWork, EraseWork, Query, Value } from "../store.ts";
import { matchSql, parameters, setOf, sqlName, sqlType, tableName } from "./match-sql.ts";
import type { MysqlShape } from "./mysql/read-shapes.ts";

/** `mysql`: MariaDB and MySQL alike. */
export type Dialect = "postgres" | "sqlite" | "mysql";

/** Those whose statements differ in words alone. */
export type Standard = Exclude<Dialect, "mysql">;

/** As receipts name them. */
export const PRODUCTS: Readonly<Record<Dialect, string>> = {
  postgres: "PostgreSQL",
  sqlite: "SQLite",
  mysql: "MariaDB or MySQL",
};

/** @throws StoreError for any other: whoever writes JavaScript is not told by its types */
export function requireKnown(dialect: Dialect): void {
  if (Object.hasOwn(PRODUCTS, dialect)) return;
  const known = Object.keys(PRODUCTS).map((one) => `\`${one}\``);
  throw new StoreError("failed", `the helpers know the dialects ${known.join(", ")}: \`dialect\` must be one of them`);
}

/** Names a row of a table that has no key; MariaDB and MySQL have no such name. */
export const rowAddress = (dialect: Dialect): readonly string[] =>
  ({ postgres: ["@ctid"], sqlite: ["@rowid"], mysql: [] })[dialect];

/** How a transaction is isolated: what is read together is of one moment. SQLite has one way. */
export function isolationOf(dialect: Dialect, act: boolean): "repeatable read" | "read committed" | undefined {
  if (dialect === "sqlite") return undefined;
  if (!act) return "repeatable read";
  // Its usual way locks the gaps between rows too, and keeps the application from adding any.
  return dialect === "mysql" ? "read committed" : undefined;
}

/** A statement as a driver takes it: `$1` on PostgreSQL, `?` on the others. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
  /** What is asked of it: its rows, or how many rows it met. Drivers have a call for each. */
  readonly gives: "rows" | "count";
}

/** A table as the statements need it. */
export interface Table {
  readonly name: string;
  readonly schema?: string | undefined;
  /** Column of the dataset -> its name in the table and its SQL type. */
  readonly columns: ReadonlyMap<string, { readonly name: string; readonly type: string; readonly family: string }>;
  /** What MariaDB or MySQL says of it. */
  readonly mysql?: MysqlShape;
}

/** The statements of a dialect. */
export interface Statements {
  select(table: Table, query: Query, more?: Selecting): Statement;
  count(table: Table, query: Pick<Query, "match" | "where">): Statement;
  erase(table: Table, work: EraseWork): Statement;
  change(table: Table, work: ChangeWork): Statement;
}

export const standardStatements = (dialect: Standard): Statements => ({
  select: (table, query, more) => selectStatement(dialect, table, query, more),
  count: (table, query) => countStatement(dialect, table, query),
  erase: (table, work) => eraseStatement(dialect, table, work),
  change: (table, work) => changeStatement(dialect, table, work),
});

type Params = ReturnType<typeof parameters>;

function conditions(dialect: Standard, table: Table, { match, where }: Pick<Query, "match" | "where">, params: Params): string {
  const parts = match === undefined ? ["1 = 1"] : [matchSql(dialect, table, match, params)];
  for (const [column, allowed] of Object.entries(where ?? {})) {
    const rows = allowed.flatMap(textsOf).map((text) => [text]);
    parts.push(`cast(${sqlName(table, column)} as text) in (${setOf(dialect, { params, types: ["text"], rows })})`);
  }
  return parts.join(" and ");
}

export function textsOf(value: string | number | boolean): readonly string[] {
  if (typeof value === "boolean") return value ? ["true", "1"] : ["false", "0"];
  return typeof value === "number" ? [String(value), `${value}.0`] : [value];
}

/** Columns come back as c0, c1, ...: a driver or a plugin that changes names changes none of these. */
const selected = (dialect: Standard, table: Table, columns: readonly string[]): string =>
  columns.map((column, at) => `${exact(dialect, table, column)} as c${at}`).join(", ") || "1 as c";

/** What a driver would give as a double that is another number comes as a text. */
function exact(dialect: Standard, table: Table, column: string): string {
  const name = sqlName(table, column);
  if (column === "@ctid") return "cast(ctid as text)";
  if (dialect !== "sqlite") return name;
  const family = table.columns.get(column)?.family ?? "";
  // A column that is declared a time, some drivers make a date of; an expression comes as it is kept.
  if (/^(date|time|timestamp)$/.test(family)) return `coalesce(${name}, null)`;
  if (family !== "number") return name;
  return `case when typeof(${name}) = 'integer' and abs(${name}) > 9007199254740991 then cast(${name} as text) else ${name} end`;
}

/** How a selection goes on: in which order, after which key, how many, and whether its rows are locked. */
export interface Selecting {
  readonly lock?: boolean;
  readonly order?: readonly string[];
  readonly after?: readonly Value[] | undefined;
  readonly limit?: number;
}

function selectStatement(dialect: Standard, table: Table, query: Query, more: Selecting = {}): Statement {
  const params = parameters(dialect);
  const parts = [
    `select ${selected(dialect, table, query.columns)} from ${tableName(table)} where ${conditions(dialect, table, query, params)}`,
  ];
  const { order = [], after } = more;
  const names = order.map((column) => sqlName(table, column));
  if (after && names.length > 0)
    parts.push(
      `and (${names.join(", ")}) > (${setOf(dialect, { params, types: order.map((one) => sqlType(table, one)), rows: [after] })})`,
    );
  if (names.length > 0) parts.push(`order by ${names.join(", ")}`);
  if (more.limit !== undefined) parts.push(`limit ${more.limit}`);
  if (more.lock === true && dialect === "postgres") parts.push("for update");
  return { sql: parts.join(" "), values: params.values, gives: "rows" };
}

function countStatement(dialect: Standard, table: Table, query: Pick<Query, "match" | "where">): Statement {
  const params = parameters(dialect);
  const where = conditions(dialect, table, query, params);
  return { sql: `select count(*) as c0 from ${tableName(table)} where ${where}`, values: params.values, gives: "rows" };
}

function eraseStatement(dialect: Standard, table: Table, { key, keys }: EraseWork): Statement {
  const params = parameters(dialect);
  const where = matchSql(dialect, table, { columns: key, values: keys, fold: false }, params);
  return { sql: `delete from ${tableName(table)} where ${where}`, values: params.values, gives: "count" };
}

function changeStatement(dialect: Standard, table: Table, { key, keys, set }: ChangeWork): Statement {
  const params = parameters(dialect);
  const columns = Object.keys(set);
  const rows = keys.map((one, at) => [...one, ...columns.map((column) => set[column]?.[at] ?? null)]);
  const types = [...key, ...columns].map((column) => sqlType(table, column));
  const source = setOf(dialect, { params, types, rows });
  const sets = columns.map((column, at) => `${sqlName(table, column)} = k.v${key.length + at}`).join(", ");
  const where = key.map((column, at) => `t.${sqlName(table, column)} = k.v${at}`).join(" and ");
  const sql = `update ${tableName(table)} as t set ${sets} from (${source}) as k where ${where}`;
  return { sql, values: params.values, gives: "count" };
}
