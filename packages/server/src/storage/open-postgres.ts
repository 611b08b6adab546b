import { PostgresDialect } from "kysely";
import pg from "pg";
import { log } from "../foundation/index.ts";
import { StorageError } from "./errors.ts";
import { createTransactionScope, kyselyStorage } from "./kysely-storage.ts";
import { parsers } from "./parsers.ts";
import type { Storage } from "./storage.ts";

const STATEMENT_TIMEOUT_MS = 60_000;
const LOCK_TIMEOUT_MS = 20_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;
const CONNECT_TIMEOUT_MS = 10_000;
const CONNECTIONS = 10;

// The address may hold a password: errors name what is wrong with it, never the address.
function addressOf(databaseUrl: string): string {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : undefined;
  if (url === undefined || !["postgres:", "postgresql:"].includes(url.protocol) || url.pathname.length < 2) {
    throw new StorageError("storage.bad-url", "not the address of a postgresql database", {
      place: "TROTH_DATABASE_URL",
      advice: "write it as postgres://user:password@host:5432/database",
    });
  }
  return databaseUrl;
}

function poolOf(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: addressOf(databaseUrl),
    max: CONNECTIONS,
    application_name: "troth",
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    options: "-c search_path=troth -c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres",
    types: { getTypeParser: (oid: number) => parsers[oid] ?? pg.types.getTypeParser(oid) } as pg.CustomTypesConfig,
  });
  // An idle connection that breaks is replaced at the next use; unheard, its error would end the process.
  pool.on("error", (error) => log.error("a connection of the database broke", error));
  return pool;
}

/**
 * Opens Troth's own database on PostgreSQL, in the schema `troth`.
 * @throws StorageError `storage.bad-url`, `storage.unreachable`.
 */
export async function openPostgres(databaseUrl: string): Promise<Storage> {
  const pool = poolOf(databaseUrl);
  try {
    await pool.query("select 1");
  } catch (error) {
    await pool.end();
    throw new StorageError("storage.unreachable", "the database cannot be reached", {
      place: "TROTH_DATABASE_URL",
      advice: "see that the server runs, and that user and password are right",
      cause: error,
    });
  }
  const scope = createTransactionScope();
  const connect = (): Promise<pg.PoolClient> => {
    scope.mayConnect();
    return pool.connect();
  };
  const dialect = new PostgresDialect({ pool: { connect, end: () => Promise.resolve() } as never });
  let closing: Promise<void> | undefined;
  return {
    kind: "postgres",
    ...kyselyStorage(dialect, scope),
    async executeSql(text, values = []) {
      scope.mayConnect();
      const answer = await pool.query<Record<string, unknown>>(text, [...values]);
      // Several statements give several answers, which the types of `pg` do not say.
      const answers = Array.isArray(answer) ? (answer as pg.QueryResult<Record<string, unknown>>[]) : [answer];
      const rows = answers.flatMap((one) => one.rows);
      return { rows, rowCount: answers.at(-1)?.rowCount ?? rows.length };
    },
    maintain: () => Promise.resolve(),
    close: () => {
      closing ??= pool.end();
      return closing;
    },
  };
}
