// Which rows: sets of values as one parameter, so that a whole set is one statement.
import { plainNumber } from "../plain-number.ts";
import type { Query, Value } from "../store.ts";
import type { Standard, Table } from "./statements.ts";

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const tableName = ({ schema, name }: Pick<Table, "schema" | "name">): string =>
  schema === undefined ? quote(name) : `${quote(schema)}.${quote(name)}`;

/** The database's own address of a row, for tables without a key. */
const ADDRESSES: Readonly<Record<string, { readonly sql: string; readonly type: string }>> = {
  "@ctid": { sql: "ctid", type: "tid" },
  "@rowid": { sql: "rowid", type: "integer" },
};

export const sqlName = (table: Table, column: string): string =>
  ADDRESSES[column]?.sql ?? quote(table.columns.get(column)?.name ?? column);
export const sqlType = (table: Table, column: string): string =>
  ADDRESSES[column]?.type ?? table.columns.get(column)?.type ?? "text";

/** Values that cannot be of a column's kind match nothing; asking with them would be an error. */
function fits(dialect: Standard, column: { readonly type: string; readonly family: string } | undefined, value: Value): boolean {
  if (value === null || value === "") return false;
  const text = String(value);
  const family = column?.family;
  if (family === "number" && /int|serial/i.test(column?.type ?? "")) return isInteger(bitsOf(dialect, column?.type ?? ""), text);
  if (family === "number") return text.trim() !== "" && !Number.isNaN(Number(text));
  if (family === "uuid") return /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(text);
  if (family === "boolean") return /^(true|false|t|f|0|1)$/i.test(text);
  if (family === "date" || family === "timestamp" || family === "time") return /^[0-9]/.test(text);
  return true;
}

/** How many bits an integer of a type has: SQLite's have as many as any, whatever they are called. */
const bitsOf = (dialect: Standard, type: string): number =>
  dialect === "sqlite" || /big|int8/i.test(type) ? 64 : /small|int2/i.test(type) ? 16 : 32;

function isInteger(bits: number, text: string): boolean {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) return false;
  const number = BigInt(text.trim().replace("+", ""));
  return BigInt.asIntN(bits, number) === number;
}

/** Gathers parameters while a statement is written. */
export function parameters(dialect: Standard) {
  const values: unknown[] = [];
  const param = (value: unknown): string => {
    values.push(value);
    return dialect === "postgres" ? `$${values.length}` : "?";
  };
  return { values, param };
}

type Params = ReturnType<typeof parameters>;

interface ValueSet {
  readonly params: Params;
  readonly types: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  readonly fold?: boolean;
}

/** Rows as a subselect with columns v0, v1, ...: one parameter for each column (PostgreSQL), or one in all (SQLite). */
export function setOf(dialect: Standard, { params, types, rows, fold = false }: ValueSet): string {
  if (dialect === "postgres") {
    // Every driver knows how to send a text, not each a list; what it is of is the server's to say.
    const list = (column: number) => params.param(arrayText(rows.map((row) => forPostgres(row[column] ?? null))));
    const arrays = types.map((_, column) => `cast(cast(${list(column)} as text) as text[])`);
    const fields = types.map((type, column) => `${fold ? `lower(v${column})` : `cast(v${column} as ${type})`} as v${column}`);
    return `select ${fields.join(", ")} from unnest(${arrays.join(", ")}) as u(${types.map((_, column) => `v${column}`).join(", ")})`;
  }
  const list = params.param(JSON.stringify(rows.map((row) => row.map(forJson))));
  const fields = types.map((_, column) => `${fold ? `lower(${fromJson(rows, column)})` : fromJson(rows, column)} as v${column}`);
  return `select ${fields.join(", ")} from json_each(${list})`;
}

/** A list as PostgreSQL reads it. */
const arrayText = (values: readonly (string | null)[]): string =>
  `{${values.map((value) => (value === null ? "NULL" : `"${value.replaceAll(/["\\]/g, "\\$&")}"`)).join(",")}}`;

const forPostgres = (value: Value): string | null =>
  value === null ? null : value instanceof Uint8Array ? `\\x${Buffer.from(value).toString("hex")}` : String(value);

const forJson = (value: Value): unknown => {
  if (value instanceof Uint8Array) return { x: Buffer.from(value).toString("hex") };
  return typeof value === "boolean" ? Number(value) : value;
};

function fromJson(rows: readonly (readonly Value[])[], column: number): string {
  const plain = `json_extract(value, '$[${column}]')`;
  return rows.some((row) => row[column] instanceof Uint8Array)
    ? `case json_type(value, '$[${column}]') when 'object' then unhex(json_extract(value, '$[${column}].x')) else ${plain} end`
    : plain;
}

type Matching = NonNullable<Query["match"]>;

export function matchSql(dialect: Standard, table: Table, match: Matching, params: Params): string {
  const { columns, fold, as, inside } = match;
  if (inside || as !== undefined)
    return looseSql(dialect, { match, params, text: `cast(${sqlName(table, columns[0] ?? "")} as text)` });
  const known = columns.map((column) => table.columns.get(column));
  const rows = match.values.filter((row) => row.every((value, at) => fits(dialect, known[at], value)));
  const folds = fold && known.every((column) => column?.family === "text");
  const left = columns.map((column) => (folds ? `lower(${sqlName(table, column)})` : sqlName(table, column)));
  const types = columns.map((column) => sqlType(table, column));
  return `${left.length === 1 ? left[0] : `(${left.join(", ")})`} in (${setOf(dialect, { params, types, rows, fold: folds })})`;
}

/** Values inside something longer, or of another type: compared as texts, so that an index is of no use. */
function looseSql(dialect: Standard, at: { readonly match: Matching; readonly params: Params; readonly text: string }): string {
  const { match, params, text } = at;
  const texts = match.values.flatMap(([value]) => (value === null || value === undefined || value === "" ? [] : [String(value)]));
  if (match.as === "number") return numberSql(dialect, { params, text, texts });
  const isUuid = match.as === "uuid";
  const fold = match.fold || isUuid;
  const plain = (sql: string) => {
    const folded = fold ? `lower(${sql})` : sql;
    return isUuid ? `replace(replace(replace(${folded}, '-', ''), '{', ''), '}', '')` : folded;
  };
  const rows = texts.map((value) => [isUuid ? value.toLowerCase().replaceAll(/[-{}]/g, "") : value]);
  const set = setOf(dialect, { params, types: ["text"], rows, fold });
  const position = dialect === "postgres" ? "strpos" : "instr";
  return match.inside
    ? `exists (select 1 from (${set}) as q where ${position}(${plain(text)}, q.v0) > 0)`
    : `${plain(text)} in (${set})`;
}

function numberSql(
  dialect: Standard,
  at: { readonly params: Params; readonly text: string; readonly texts: readonly string[] },
): string {
  // As texts: a double would take two long numbers for one.
  const rows = at.texts.map(plainNumber).flatMap((value) => (value === undefined ? [] : [[value]]));
  const looks =
    dialect === "postgres"
      ? `${at.text} ~ '^\\s*[-+]?[0-9]+(\\.[0-9]+)?\\s*$'`
      : // A text that is a number and nothing else; SQLite itself would read `1-2` as 1.
        ["*[^0-9.+-]*", "?*[+-]*", "*.*.*"].reduce(
          (all, no) => `${all} and trim(${at.text}) not glob '${no}'`,
          `trim(${at.text}) glob '*[0-9]*'`,
        );
  if (dialect === "sqlite") {
    const set = setOf(dialect, { params: at.params, types: ["text"], rows: rows.map(([plain = ""]) => [bare(plain)]) });
    return `case when ${looks} then ${bareSql(`trim(${at.text})`)} end in (${set})`;
  }
  const set = setOf(dialect, { params: at.params, types: ["numeric"], rows });
  return `case when ${looks} then cast(${at.text} as numeric) end in (select cast(v0 as numeric) from (${set}) as q)`;
}

/** A plain number without the zero before its point: as SQLite can make one of a text. Of zero nothing is left. */
const bare = (plain: string): string => plain.replace(/^(-?)0(?=\.|$)/, "$1");

/** The same in SQL, of a text that is a number. SQLite's own numbers take two long ones for one. */
function bareSql(text: string): string {
  const digits = `ltrim(${text}, '+-')`;
  const short = `ltrim(case when instr(${digits}, '.') > 0 then rtrim(rtrim(${digits}, '0'), '.') else ${digits} end, '0')`;
  return `case when ${text} glob '-*' and ${short} <> '' then '-' else '' end || ${short}`;
}
