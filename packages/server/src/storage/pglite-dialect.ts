import type { PGlite } from "@electric-sql/pglite";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from "kysely";

/** Lets one user at a time have something; the rest wait in line. */
export interface Turns {
  take(): Promise<() => void>;
}

/** Makes turns; nobody has one yet. */
export function createTurns(): Turns {
  let last: Promise<void> = Promise.resolve();
  return {
    async take() {
      const before = last;
      let release: () => void = () => undefined;
      last = new Promise<void>((resolve) => {
        release = resolve;
      });
      await before;
      return release;
    },
  };
}

function connectionOf(pglite: PGlite): DatabaseConnection {
  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const result = await pglite.query<R>(query.sql, [...query.parameters]);
      return { rows: result.rows, numAffectedRows: BigInt(result.affectedRows ?? 0) };
    },
    // biome-ignore lint/correctness/useYield: PGlite has no portal to stream from; backups use a cursor.
    async *streamQuery() {
      throw new Error("bug: PGlite does not stream, use a cursor");
    },
  };
}

function driverOf(pglite: PGlite, turns: Turns, mayConnect: () => void): Driver {
  const connection = connectionOf(pglite);
  let release: () => void = () => undefined;
  const run = async (text: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(text));
  };
  return {
    init: () => Promise.resolve(),
    async acquireConnection() {
      mayConnect();
      const mine = await turns.take();
      release = mine;
      return connection;
    },
    beginTransaction: (_, { isolationLevel }: TransactionSettings) =>
      run(isolationLevel === undefined ? "begin" : `start transaction isolation level ${isolationLevel}`),
    commitTransaction: () => run("commit"),
    rollbackTransaction: () => run("rollback"),
    releaseConnection: async () => release(),
    destroy: () => Promise.resolve(),
  };
}

/** PGlite for Kysely: one session, so one connection that is taken in turns. `mayConnect` throws where waiting would never end. */
export function pgliteDialect(pglite: PGlite, turns: Turns, mayConnect: () => void): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driverOf(pglite, turns, mayConnect),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}
