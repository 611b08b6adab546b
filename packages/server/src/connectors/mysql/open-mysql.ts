import { type ConnectionOptions, createConnection, createPool, type Pool, type PoolConnection } from "mysql2";
import type { ActOptions, ActSession, Connector, Outcome, ReadSession } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import type { ConnectorOptions } from "../options.ts";
import { readAddress } from "./address.ts";
import { Catalog, type Query } from "./catalog.ts";
import { SILENT, toConnectorError } from "./errors.ts";
import { inspectMysql } from "./inspect.ts";
import { isNamed, type Journal, openJournal } from "./journal.ts";
import { type Sight, sightOf } from "./role.ts";
import { openSession, run } from "./session.ts";

/** Beyond the server's own statement time-out: how long a silent connection is waited for. */
const SILENCE_MS = 5_000;

interface Server {
  readonly store: string;
  readonly options: ConnectorOptions;
  readonly catalog: Catalog;
  readonly reading: Connections;
  readonly acting: Connections;
  readonly patienceMs: number;
}

/** Connections to one address, and the way to make one more beside them. */
interface Connections {
  readonly pool: Pool;
  readonly options: ConnectionOptions;
}

function openPool(store: string, url: string, options: ConnectorOptions): Connections {
  const one: ConnectionOptions = {
    ...readAddress(store, url),
    charset: "utf8mb4",
    // A change must count the rows that it met, also where it gave them what they had; a server must not ask for our files.
    flags: ["FOUND_ROWS", "-LOCAL_FILES", "-IGNORE_SPACE"],
    multipleStatements: false,
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    jsonStrings: true,
    connectTimeout: options.connectMs,
    enableKeepAlive: true,
  };
  return { pool: createPool({ ...one, connectionLimit: 4, maxIdle: 2, idleTimeout: 10_000 }), options: one };
}

const seconds = (milliseconds: number): number => Math.max(1, Math.ceil(milliseconds / 1000));

/** Everything that a session must have: a pooler may stand between. What is in a comment is MariaDB's or MySQL's alone. */
const setting = ({ statementMs, lockMs, idleMs }: ConnectorOptions): string =>
  `SET SESSION ${[
    "sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
    "time_zone = '+00:00'",
    "sql_safe_updates = 0",
    "sql_select_limit = DEFAULT",
    "foreign_key_checks = 1",
    "unique_checks = 1",
    "lc_messages = 'en_US'",
    "group_concat_max_len = 65535",
    `innodb_lock_wait_timeout = ${seconds(lockMs)}`,
    `lock_wait_timeout = ${seconds(lockMs)}`,
    `wait_timeout = ${seconds(idleMs)}`,
    "net_write_timeout = 3600",
  ].join(", ")} /*M! , max_statement_time = ${statementMs / 1000} */ /*!80000 , max_execution_time = ${statementMs} */`;

const isLost = (error: unknown): boolean =>
  error instanceof ConnectorError && (error.code === "connector.unreachable" || error.message.startsWith(SILENT));

/** A connection of the pool. The driver itself would wait for one without an end. */
const borrowed = ({ store, patienceMs }: Server, { pool }: Connections): Promise<PoolConnection> =>
  new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      reject(
        new ConnectorError("connector.unreachable", store, "no connection was free in time", {
          advice: "try again when less is asked of the store at once",
        }),
      );
    }, patienceMs);
    pool.getConnection((error, client) => {
      clearTimeout(timer);
      if (isLate) client?.release();
      else if (error) reject(toConnectorError(store, error));
      else resolve(client);
    });
  });

/** A connection in its own transaction, which is rolled back unless the work ends it. */
async function borrow<T>(
  server: Server,
  from: Connections,
  work: (client: PoolConnection, query: Query) => Promise<T>,
): Promise<T> {
  const { store, options, patienceMs } = server;
  const client = await borrowed(server, from);
  let isBroken = false;
  const onError = (): void => {
    isBroken = true;
  };
  client.on("error", onError);
  const query: Query = async (sql, values = []) => {
    try {
      return (await run(client, { sql, values }, patienceMs)).rows;
    } catch (error) {
      throw toConnectorError(store, error);
    }
  };
  try {
    await query(setting(options));
    const result = await work(client, query);
    await query("ROLLBACK");
    return result;
  } catch (error) {
    // On a connection that is gone or silent ROLLBACK would only wait; the server rolls back by itself.
    if (!isBroken && !isLost(error)) await query("ROLLBACK").catch(onError);
    else isBroken = true;
    throw error;
  } finally {
    // A broken connection may report its end more than once, and later: it keeps its listener.
    if (isBroken) client.destroy();
    else {
      client.off("error", onError);
      client.release();
    }
  }
}

async function begin(query: Query, mode: "read" | "act"): Promise<void> {
  await query(`SET TRANSACTION ISOLATION LEVEL ${mode === "read" ? "REPEATABLE READ" : "READ COMMITTED"}`);
  await query(mode === "read" ? "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY" : "START TRANSACTION READ WRITE");
}

/** Ends a statement over a connection of its own: of the pool's, each may wait for another's end. */
const interruptOf =
  ({ options }: Connections) =>
  async (thread: number): Promise<void> => {
    const client = createConnection(options);
    // It may report its end more than once.
    client.on("error", () => undefined);
    await run(client, { sql: `KILL QUERY ${Number(thread)}`, values: [] }, SILENCE_MS).finally(() => client.destroy());
  };

function read<T>(server: Server, work: (session: ReadSession) => Promise<T>): Promise<T> {
  const { store, catalog, reading, patienceMs } = server;
  return borrow(server, reading, async (client, query) => {
    await begin(query, "read");
    const open = openSession({ store, client, catalog, locks: false, patienceMs, interrupt: interruptOf(reading) });
    return work(open.session).finally(open.end);
  });
}

function act<T>(server: Server, actOptions: ActOptions, work: (session: ActSession) => Promise<T>): Promise<T> {
  const { store, catalog, options, acting, patienceMs } = server;
  return borrow(server, acting, async (client, query) => {
    // Made before the transaction: DDL would commit it.
    const journal: Journal = await openJournal({ store, schema: options.schemas[0] ?? "", wanted: options.journal, query });
    await begin(query, "act");
    const open = openSession({ store, client, catalog, locks: true, patienceMs, interrupt: interruptOf(acting) });
    const result = await work(open.session).finally(open.end);
    if (open.failure() !== undefined) throw open.failure();
    const name = actOptions.rollback ? journal.name(actOptions.name) : await journal.write(actOptions.name);
    await actOptions.journal(name);
    await query(actOptions.rollback ? "ROLLBACK" : "COMMIT");
    return result;
  });
}

function outcome(server: Server, transaction: string): Promise<Outcome> {
  const { store, options, acting } = server;
  if (!isNamed(transaction)) return Promise.resolve("unknown");
  return borrow(server, acting, async (_, query) => {
    await begin(query, "act");
    const journal = await openJournal({ store, schema: options.schemas[0] ?? "", wanted: "if it is there", query });
    return journal.find(transaction);
  });
}

/** What the role that acts is shown. Where it cannot be asked nothing is known through it, and reading goes on. */
async function actingSight(server: Server): Promise<Sight | undefined> {
  if (server.acting === server.reading) return undefined;
  return borrow(server, server.acting, (_, query) => sightOf(server.options.schemas, query)).catch((error: unknown) => {
    if (error instanceof ConnectorError) return undefined;
    throw error;
  });
}

const closePool = ({ pool }: Connections): Promise<void> => new Promise((resolve) => pool.end(() => resolve()));

/** Opens a MySQL or MariaDB database as a store. Nothing is reached before the first call. */
export function openMysql(store: string, url: string, options: ConnectorOptions): Connector {
  const reading = openPool(store, url, options);
  const acting = options.act === undefined ? reading : openPool(store, options.act, options);
  const patienceMs = options.statementMs + SILENCE_MS;
  const server: Server = { store, options, catalog: new Catalog(store, options.schemas), reading, acting, patienceMs };
  let closing: Promise<unknown> | undefined;
  return {
    store,
    kind: "mysql",
    capabilities: {
      outcome: options.journal ? "journal-row" : "unknown",
      locks: "rows",
      rowSecurity: false,
      grants: true,
      secureDelete: false,
    },
    inspect: async () => {
      const acting = await actingSight(server);
      return borrow(server, reading, async (_, query) => {
        server.catalog.forget();
        await begin(query, "read");
        return inspectMysql(store, options.schemas, { query, acting });
      });
    },
    read: (work) => read(server, work),
    act: (actOptions, work) => act(server, actOptions, work),
    outcome: (transaction) => outcome(server, transaction),
    settle: async () => [
      "bytes: InnoDB keeps deleted rows in its pages until they are purged and the room is used again, its logs and the server's binary log and backups as long as they are kept, and sample values in its statistics",
    ],
    close: async () => {
      closing ??= Promise.all([...new Set([reading, acting])].map(closePool));
      await closing;
    },
  };
}
