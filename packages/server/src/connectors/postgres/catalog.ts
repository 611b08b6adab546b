import type { Value } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import type { Holds } from "./fits.ts";

/** A name as SQL takes it, whatever its case. */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** What the statements need to know of a dataset. */
export interface TableShape {
  readonly store: string;
  readonly dataset: string;
  /** Its quoted name with its schema. */
  readonly table: string;
  readonly kind: "table" | "partitioned" | "view" | "materialized-view" | "foreign";
  /** Column -> the type to which a parameter is cast; of a domain, the type that it is made of. */
  readonly columns: ReadonlyMap<string, string>;
  /** Columns that are matched by their text: a label that an enum has not would be refused as a parameter. */
  readonly labels: ReadonlySet<string>;
  /** Columns of `citext` whose own way to compare lies beyond the search path; the server would tell cases apart. */
  readonly unfolded: ReadonlySet<string>;
  /** Columns whose collation has small letters of ASCII alone. */
  readonly ascii: ReadonlySet<string>;
  readonly primaryKey: readonly string[];
  /** Whether the database's encoding has every character of a text. */
  readonly holds: Holds;
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

// A parameter that is cast to a domain would have to keep its checks, and its name does not say that it holds texts.
// Before version 15 every database's collation is the system's, and before 17 none is the server's own.
const SHAPES = `WITH RECURSIVE domains (oid, base) AS (SELECT oid, typbasetype FROM pg_type WHERE typtype = 'd'
    UNION ALL SELECT d.oid, t.typbasetype FROM domains d JOIN pg_type t ON t.oid = d.base WHERE t.typtype = 'd')
  SELECT n.nspname, c.relname, c.relkind::text, a.attname, format_type(y.oid, -1),
    coalesce(array_position(k.conkey, a.attnum), 0), y.typtype = 'e', y.typname = 'citext' AND NOT pg_type_is_visible(y.oid),
    CASE l.collprovider WHEN 'd' THEN b.ascii WHEN 'b' THEN to_jsonb(l) ->> 'colllocale' = 'C' ELSE l.collctype IN ('C', 'POSIX') END
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type y ON y.oid = coalesce((SELECT t.oid FROM domains d JOIN pg_type t ON t.oid = d.base
    WHERE d.oid = a.atttypid AND t.typtype <> 'd' AND t.typcategory <> 'A'), a.atttypid)
  LEFT JOIN pg_collation l ON l.oid = a.attcollation
  CROSS JOIN (SELECT CASE coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') WHEN 'c' THEN d.datctype IN ('C', 'POSIX')
    WHEN 'b' THEN to_jsonb(d) ->> 'datlocale' = 'C' END AS ascii FROM pg_database d WHERE d.datname = current_database()) b
  LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
  ORDER BY c.oid, a.attnum`;

interface GrowingShape extends TableShape {
  readonly columns: Map<string, string>;
  readonly labels: Set<string>;
  readonly unfolded: Set<string>;
  readonly ascii: Set<string>;
  readonly primaryKey: string[];
}

/** The shapes of all datasets, read at once and kept until a statement says that they are old. */
export class Catalog {
  readonly #store: string;
  readonly #schemas: readonly string[];
  readonly #holds: Holds;
  #shapes: Promise<ReadonlyMap<string, TableShape>> | undefined;

  constructor(store: string, schemas: readonly string[], holds: Holds = () => true) {
    this.#store = store;
    this.#holds = holds;
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
    const shapes = new Map<string, GrowingShape>();
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
        labels: new Set<string>(),
        unfolded: new Set<string>(),
        ascii: new Set<string>(),
        primaryKey: [],
        holds: this.#holds,
      };
      shape.columns.set(column, type);
      if (row[6] === true) shape.labels.add(column);
      if (row[7] === true) shape.unfolded.add(column);
      if (row[8] === true) shape.ascii.add(column);
      if (Number(place) > 0) shape.primaryKey[Number(place) - 1] = column;
      shapes.set(dataset, shape);
    }
    return shapes;
  }
}
