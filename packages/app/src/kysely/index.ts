// A store out of a Kysely instance: columns from its introspection, statements through it, plugins and all.
import { CompiledQuery, type Kysely, type Transaction } from "kysely";
import { StoreError } from "../errors.ts";
import { declareModel } from "../sql/model.ts";
import { type SqlOptions, sqlStore } from "../sql/sql-store.ts";
import { type Dialect, isolationOf, PRODUCTS } from "../sql/statements.ts";
import type { ColumnSpec, DatasetSpec, StepStore } from "../store.ts";

export type { ActDone } from "../sql/journal.ts";
export { journalTable } from "../sql/journal.ts";

/** What Kysely's introspection does not tell: keys, and links that the database enforces. */
export interface KyselyDataset {
  /** Names of columns, or `["@ctid"]` (PostgreSQL) or `["@rowid"]` (SQLite) for a table without a key; MariaDB and MySQL have none. */
  readonly key: readonly string[];
  readonly references?: DatasetSpec["references"];
  /** More about single columns: lengths, checks, uniqueness. */
  readonly columns?: Readonly<Record<string, Partial<Exclude<ColumnSpec, string>>>>;
  readonly readOnly?: boolean;
}

export interface KyselyOptions extends SqlOptions {
  readonly dialect: Dialect;
  /** Each table or view that holds something about people, by its name in the database. */
  readonly datasets: Readonly<Record<string, KyselyDataset>>;
}

/** Makes a store of a Kysely instance. */
export function kyselyStore<DB>(db: Kysely<DB>, options: KyselyOptions): StepStore<Transaction<DB>> {
  return sqlStore<Transaction<DB>>({
    dialect: options.dialect,
    product: `Kysely on ${PRODUCTS[options.dialect]}`,
    options,
    datasets: () => readTables(db, options),
    runner: (tx) => ({
      async run({ sql, values }) {
        const { rows, numAffectedRows } = await (tx ?? db).executeQuery<Record<string, unknown>>(
          CompiledQuery.raw(sql, [...values]),
        );
        return { rows, changed: Number(numAffectedRows ?? 0n) };
      },
    }),
    async transaction(act, body) {
      const begin = db.transaction();
      const isolation = isolationOf(options.dialect, act);
      await (isolation === undefined ? begin : begin.setIsolationLevel(isolation)).execute(body);
    },
  });
}

async function readTables<DB>(db: Kysely<DB>, { datasets }: KyselyOptions) {
  const found = new Map((await db.introspection.getTables()).map((table) => [table.name, table]));
  return Object.fromEntries(
    Object.entries(datasets).map(([name, { columns: more = {}, ...own }]) => {
      const table = found.get(name);
      if (!table) throw new StoreError("missing", `there is no table or view \`${name}\``);
      const columns = table.columns.map(({ name: column, dataType, isNullable }) => ({
        name: column,
        type: dataType,
        nullable: isNullable,
        ...more[column],
      }));
      return [name, declareModel({ name, schema: table.schema, readOnly: table.isView, ...own, columns })];
    }),
  );
}
