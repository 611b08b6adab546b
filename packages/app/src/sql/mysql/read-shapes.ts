// What the database itself says of tables: no schema of an ORM knows by which collation a column is compared.
import { StoreError } from "../../errors.ts";
import type { ColumnSpec } from "../../store.ts";
import { familyOf } from "../family.ts";
import type { Declared } from "../model.ts";
import type { Statement } from "../statements.ts";
import type { ColumnShape } from "./column.ts";
import { familyIn, labelsOf, longestIn } from "./families.ts";

/** What the statements need to know of a table beside its name. */
export interface MysqlShape {
  readonly columns: ReadonlyMap<string, ColumnShape>;
  /** Why nothing may be changed in it; undefined: it may. */
  readonly refuses: string | undefined;
}

type Rows = (statement: Statement) => Promise<readonly Readonly<Record<string, unknown>>[]>;

const COLUMNS = `c.COLUMN_NAME as c0, c.DATA_TYPE as c1, c.COLUMN_TYPE as c2, c.CHARACTER_SET_NAME as c3, c.COLLATION_NAME as c4,
  c.CHARACTER_MAXIMUM_LENGTH as c5, c.NUMERIC_PRECISION as c6, c.NUMERIC_SCALE as c7`;

/** Adds to each table what the database says of it. @throws StoreError for a table that is not there, or whose rows have no name */
export async function readShapes(declared: Readonly<Record<string, Declared>>, rows: Rows): Promise<Record<string, Declared>> {
  const shaped: [string, Declared][] = [];
  for (const [name, { spec, table }] of Object.entries(declared)) {
    requireKey(name, spec);
    const mysql = await shapeOf(table, rows);
    const columns = Object.entries(spec.columns).map(([column, one]) => [column, typedSpec(one, mysql.columns.get(column))]);
    shaped.push([name, { spec: { ...spec, columns: Object.fromEntries(columns) }, table: { ...table, mysql } }]);
  }
  return Object.fromEntries(shaped);
}

/** A column by the database's word for its type, of which an ORM's is a part (`varchar`, `enum`); not where the application said otherwise. */
function typedSpec(one: ColumnSpec, shape: ColumnShape | undefined): ColumnSpec {
  if (!shape || typeof one === "string" || one.family !== familyOf(one.type ?? "")) return one;
  // JSON is a text on MariaDB, which has no word of its own for it.
  const family = one.family === "json" && shape.type === "longtext" ? "json" : familyIn(shape);
  const labels = labelsOf(shape.declared);
  return {
    ...one,
    family,
    type: shape.declared,
    maxLength: one.maxLength ?? (family === "json" ? null : longestIn(shape)),
    ...(labels === undefined ? {} : { checked: true }),
    ...(labels === undefined || shape.type === "set" ? {} : { allowed: labels }),
  };
}

function requireKey(name: string, { key, readOnly }: Declared["spec"]): void {
  if (readOnly || (key.length > 0 && !key.some((column) => column.startsWith("@")))) return;
  throw new StoreError(
    "failed",
    `\`${name}\` has no key, and MariaDB and MySQL have no address of a row: give the table a primary key, or declare it as one that is only read`,
  );
}

async function shapeOf({ schema, name }: Declared["table"], rows: Rows): Promise<MysqlShape> {
  const ask = (sql: string) => rows({ sql, values: schema === undefined ? [name] : [schema, name], gives: "rows" });
  const of = (alias: string) =>
    `${alias}.TABLE_SCHEMA = ${schema === undefined ? "database()" : "?"} and ${alias}.TABLE_NAME = ?`;
  const columns = await ask(`select ${COLUMNS} from information_schema.COLUMNS c where ${of("c")}`);
  if (columns.length === 0) throw new StoreError("missing", `there is no table or view \`${name}\``);
  const indexes = await ask(`select i.COLUMN_NAME as c0 from information_schema.STATISTICS i where ${of("i")}
    and i.SEQ_IN_INDEX = 1 and i.INDEX_TYPE in ('BTREE', 'HASH')`);
  const [table] = await ask(`select t.TABLE_TYPE as c0, t.ENGINE as c1, coalesce((select e.TRANSACTIONS
    from information_schema.ENGINES e where e.ENGINE = t.ENGINE), 'NO') as c2 from information_schema.TABLES t where ${of("t")}`);
  const indexed = new Set(indexes.map(({ c0 }) => String(c0)));
  return {
    columns: new Map(columns.map((column) => [String(column.c0), columnOf(column, indexed.has(String(column.c0)))])),
    refuses: refusesChange(table ?? {}),
  };
}

/** Whether changes can be taken back, and take the bytes with them. */
function refusesChange({ c0: type, c1: engine, c2: transactions }: Readonly<Record<string, unknown>>): string | undefined {
  if (type === "SYSTEM VERSIONED") return "the server keeps every row that is deleted in it (system versioning)";
  if (String(type).endsWith("VIEW") || transactions === "YES") return undefined;
  return `${engine} cannot roll back what is changed in it`;
}

const textOr = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
const numberOr = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

const columnOf = (column: Readonly<Record<string, unknown>>, indexed: boolean): ColumnShape => ({
  name: String(column.c0),
  type: String(column.c1).toLowerCase(),
  declared: String(column.c2),
  charset: textOr(column.c3),
  collation: textOr(column.c4),
  maxLength: numberOr(column.c5),
  precision: numberOr(column.c6),
  scale: numberOr(column.c7),
  indexed,
});
