import type { Value } from "../connector.ts";
import { ConnectorError } from "../errors.ts";

/** A name as SQL takes it, whatever its case. */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** What the statements need to know of a dataset. */
export interface TableShape {
  readonly store: string;
  readonly dataset: string;
  /** Its quoted name with its schema. */
  readonly table: string;
  readonly kind: "table" | "partitioned" | "view" | "materialized-view" | "foreign";
  /** Column -> the type to which a parameter is cast. */
  readonly columns: ReadonlyMap<string, string>;
  readonly primaryKey: readonly string[];
}

/** Runs one statement and gives its rows, each as an array. */
export type Query = (sql: string, values?: readonly unknown[]) => Promise<readonly (readonly Value[])[]>;

export const KINDS: Readonly<Record<string, TableShape["kind"]>> = {
  r: "table",
  p: "partitioned",
  v: "view",
  m: "materialized-view",
  f: "foreign",
};

/** How a program names a table: plain in the store's first schema. */
export const datasetName = (schemas: readonly string[], schema: string, table: string): string =>
  schema === schemas[0] ? table : `${schema}.${table}`;

const SHAPES = `SELECT n.nspname, c.relname, c.relkind::text, a.attname, format_type(a.atttypid, -1),
    coalesce(array_position(k.conkey, a.attnum), 0)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
  ORDER BY c.oid, a.attnum`;

/** The shapes of all datasets, read at once and kept until a statement says that they are old. */
export class Catalog {
  readonly #store: string;
  readonly #schemas: readonly string[];
  #shapes: Promise<ReadonlyMap<string, TableShape>> | undefined;

  constructor(store: string, schemas: readonly string[]) {
    this.#store = store;
    this.#schemas = schemas;
  }

  /** @throws ConnectorError `connector.missing` */
  async shape(dataset: string, query: Query): Promise<TableShape> {
    const known = this.#shapes && (await this.#shapes).get(dataset);
    if (known !== undefined) return known;
    this.#shapes = this.#read(query);
    this.#shapes.catch(() => this.forget());
    const found = (await this.#shapes).get(dataset);
    if (found === undefined) throw new ConnectorError("connector.missing", this.#store, `there is no dataset \`${dataset}\``);
    return found;
  }

  forget(): void {
    this.#shapes = undefined;
  }

  async #read(query: Query): Promise<ReadonlyMap<string, TableShape>> {
    const shapes = new Map<string, TableShape & { readonly columns: Map<string, string>; readonly primaryKey: string[] }>();
    for (const row of await query(SHAPES)) {
      const [schema = "", table = "", kind = "", column = "", type = "", place] = row.map(String);
      const dataset = datasetName(this.#schemas, schema, table);
      const shape = shapes.get(dataset) ?? {
        store: this.#store,
        dataset,
        table: `${quote(schema)}.${quote(table)}`,
        kind: KINDS[kind] ?? "table",
        columns: new Map([
          ["@ctid", "tid"],
          ["@tableoid", "oid"],
        ]),
        primaryKey: [],
      };
      shape.columns.set(column, type);
      if (Number(place) > 0) shape.primaryKey[Number(place) - 1] = column;
      shapes.set(dataset, shape);
    }
    return shapes;
  }
}
