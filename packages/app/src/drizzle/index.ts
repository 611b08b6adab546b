// A store out of a Drizzle database: tables from the application's own schema, statements through Drizzle.
import { is } from "drizzle-orm";
import { MySqlDatabase } from "drizzle-orm/mysql-core";
import { PgDatabase } from "drizzle-orm/pg-core";
import { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";
import { StoreError } from "../errors.ts";
import { type SqlOptions, sqlStore } from "../sql/sql-store.ts";
import { type Dialect, isolationOf, PRODUCTS } from "../sql/statements.ts";
import type { StepStore } from "../store.ts";
import { readSchema } from "./read-schema.ts";
import { type DrizzleTransaction, runOn } from "./run.ts";

export type { ActDone } from "../sql/journal.ts";
export { journalTable } from "../sql/journal.ts";
export type { DrizzleTransaction } from "./run.ts";

/** A Drizzle database, of whichever driver. */
export interface DrizzleDatabase extends DrizzleTransaction {
  transaction(body: (tx: DrizzleTransaction) => Promise<void>, config?: object): Promise<void>;
}

export interface DrizzleOptions extends SqlOptions {
  /** The application's schema, as a whole or in part: each table and view in it is a dataset, by its name in the database. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** Makes a store of a Drizzle database. @throws StoreError where the database or its driver cannot be acted through */
export function drizzleStore(db: DrizzleDatabase, options: DrizzleOptions): StepStore<DrizzleTransaction> {
  const dialect = dialectOf(db);
  return sqlStore<DrizzleTransaction>({
    dialect,
    product: `Drizzle on ${PRODUCTS[dialect]}`,
    options,
    datasets: async () => readSchema(db, dialect, options.schema),
    runner: (tx) => ({ run: (statement) => runOn(tx ?? db, statement) }),
    async transaction(act, body) {
      const isolationLevel = isolationOf(dialect, act);
      await db.transaction(body, isolationLevel === undefined ? undefined : { isolationLevel });
    },
  });
}

function dialectOf(db: DrizzleDatabase): Dialect {
  if (is(db, PgDatabase)) return "postgres";
  if (is(db, MySqlDatabase)) return "mysql";
  if (!is(db, BaseSQLiteDatabase))
    throw new StoreError("failed", "this is no Drizzle database of PostgreSQL, SQLite, or MariaDB and MySQL");
  // Such a driver has one connection, on which the application's own statements would fall into Troth's transaction.
  if (Reflect.get(db, "resultKind") === "sync")
    throw new StoreError("failed", "a transaction of this driver cannot stay open: use `drizzle-orm/libsql` for a SQLite file");
  return "sqlite";
}
