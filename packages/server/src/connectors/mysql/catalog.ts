import { type ColumnShape, quote, type SelfKey } from "@troth/app/mysql";
import type { Row, Value } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import * as sql from "./inspect-sql.ts";

/** What the statements need to know of a dataset. */
export interface TableShape {
  readonly store: string;
  readonly dataset: string;
  /** Its quoted name with its schema. */
  readonly table: string;
  readonly isView: boolean;
  /** Why nothing may be changed in it; undefined: it may. */
  readonly refuses: string | undefined;
  readonly columns: ReadonlyMap<string, ColumnShape>;
  /** Empty: its rows have no name, and go by `@row`. */
  readonly rowKey: readonly string[];
  readonly selfKeys: readonly SelfKey[];
  readonly estimatedRows: number | null;
}

/** Runs one statement and gives its rows, each as an array. */
export type Query = (sql: string, values?: readonly unknown[]) => Promise<readonly (readonly Value[])[]>;

/** Our own table in the store: no part of its schema. */
export const JOURNAL = "troth_journal";
export const JOURNAL_COLUMNS = "name varchar(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PRIMARY KEY, at datetime NOT NULL";

/** The address of a row that nothing else names: a hash of all its columns, and which one of those that are the same. */
export const ROW = "@row";

/** How a program names a table: plain in the store's first schema. */
export const datasetName = (schemas: readonly string[], schema: string, table: string): string =>
  schema === schemas[0] ? table : `${schema}.${table}`;

/** Whether changes can be taken back, and take the bytes with them. */
export function refusesChange(type: unknown, engine: unknown, transactions: unknown): string | undefined {
  if (type === "SYSTEM VERSIONED") return "the server keeps every row that is deleted in it (system versioning)";
  if (type === "VIEW" || type === "SYSTEM VIEW" || transactions === "YES") return undefined;
  return `${engine} cannot roll back what is changed in it`;
}

/** The primary key, or else a unique key that cannot be null: what InnoDB itself goes by. */
export function keyOf(indexes: readonly Row[]): { readonly primary: readonly string[]; readonly row: readonly string[] } {
  const parts = new Map<string, Row[]>();
  for (const index of indexes) parts.set(String(index[0]), [...(parts.get(String(index[0])) ?? []), index]);
  const names = (rows: readonly Row[]): string[] => rows.map(([, column]) => String(column));
  const primary = names(parts.get("PRIMARY") ?? []);
  const whole = [...parts.values()].find((rows) =>
    rows.every(([, column, unique, part, nullable]) => column !== null && unique === 1 && part === null && nullable !== 1),
  );
  return { primary, row: primary.length > 0 ? primary : names(whole ?? []) };
}

/** The keys of a table, each with its columns in order: rows of `foreignKeys` without the table's name. */
export function groupKeys(rows: readonly Row[]): readonly (readonly Row[])[] {
  const keys = new Map<string, Row[]>();
  for (const row of rows) keys.set(String(row[0]), [...(keys.get(String(row[0])) ?? []), row]);
  return [...keys.values()];
}

/** Shapes of datasets, each read when it is first met and kept until a statement says that it is old. */
export class Catalog {
  readonly #store: string;
  readonly #schemas: readonly string[];
  readonly #shapes = new Map<string, TableShape>();

  constructor(store: string, schemas: readonly string[]) {
    this.#store = store;
    this.#schemas = schemas;
  }

  /** @throws ConnectorError `connector.missing` */
  async shape(dataset: string, query: Query): Promise<TableShape> {
    const found = this.#shapes.get(dataset) ?? (await this.#read(dataset, query));
    if (found === undefined) throw new ConnectorError("connector.missing", this.#store, `there is no dataset \`${dataset}\``);
    this.#shapes.set(dataset, found);
    return found;
  }

  forget(): void {
    this.#shapes.clear();
  }

  async #read(dataset: string, query: Query): Promise<TableShape | undefined> {
    const dot = dataset.indexOf(".");
    const places = [[this.#schemas[0] ?? "", dataset], ...(dot > 0 ? [[dataset.slice(0, dot), dataset.slice(dot + 1)]] : [])];
    for (const [schema = "", table = ""] of places) {
      const [found] = await query(sql.tables(true), [schema, table]);
      // A server that does not tell cases apart gives the name in its own.
      if (found?.[0] === table && table !== JOURNAL) return this.#shapeOf({ dataset, schema, table }, found, query);
    }
    return undefined;
  }

  async #shapeOf(
    { dataset, schema, table }: { readonly dataset: string; readonly schema: string; readonly table: string },
    [, type, engine, transactions, estimate]: Row,
    query: Query,
  ): Promise<TableShape> {
    const indexes = (await query(sql.indexes(true), [schema, table])).map((row) => row.slice(1));
    const firsts = new Set(indexes.filter((row, at) => row[0] !== indexes[at - 1]?.[0]).map(([, column]) => String(column)));
    const keys = groupKeys((await query(sql.foreignKeys(true), [schema, table, schema])).map((row) => row.slice(1)));
    return {
      store: this.#store,
      dataset,
      table: `${quote(schema)}.${quote(table)}`,
      isView: String(type).endsWith("VIEW"),
      refuses: refusesChange(type, engine, transactions),
      columns: new Map(
        (await query(sql.columns(true), [schema, table])).map((row) => [
          String(row[1]),
          columnOf(row, firsts.has(String(row[1]))),
        ]),
      ),
      rowKey: keyOf(indexes).row,
      selfKeys: keys
        .filter(([first]) => first?.[2] === schema && first[3] === table && first[5] !== "SET NULL")
        .map((parts) => ({ columns: parts.map((part) => String(part[1])), targetColumns: parts.map((part) => String(part[4])) })),
      estimatedRows: estimate === null || estimate === undefined ? null : Number(estimate),
    };
  }
}

const numberOf = (value: Value | undefined): number | null => (value === null || value === undefined ? null : Number(value));

function columnOf(row: Row, indexed: boolean): ColumnShape {
  const [, name, type, declared, charset, collation, length, precision, scale] = row;
  return {
    name: String(name),
    type: String(type).toLowerCase(),
    declared: String(declared),
    charset: charset === null ? null : String(charset),
    collation: collation === null ? null : String(collation),
    maxLength: numberOf(length),
    precision: numberOf(precision),
    scale: numberOf(scale),
    indexed,
  };
}
