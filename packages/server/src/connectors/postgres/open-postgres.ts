import pg, { type Pool, type PoolClient } from "pg";
import type { ActOptions, ActSession, Connector, Outcome, ReadSession, Standing, Value } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import { type ConnectorOptions, ESCAPED, isUnreadFile } from "../options.ts";
import { Catalog, quote } from "./catalog.ts";
import { SILENT, toConnectorError } from "./errors.ts";
import { inspectPostgres } from "./inspect.ts";
import { type Repertoire, repertoireOf } from "./repertoire.ts";
import { openSession, types } from "./session.ts";

/** Beyond the server's own statement time-out: how long a silent connection is waited for. */
const SILENCE_MS = 5_000;

interface Server {
  readonly store: string;
  readonly options: ConnectorOptions;
  readonly catalog: Catalog;
  readonly repertoire: Repertoire;
  readonly reading: Pool;
  readonly acting: Pool;
}

/** Refuses what the driver would only read, and fail at with the whole address in its error, when it connects. */
function checkAddress(store: string, url: string): void {
  const fail = (message: string, advice: string): never => {
    throw new ConnectorError("connector.failed", store, message, { advice });
  };
  const advice = `write \`postgres://role@host:5432/database\`, the password from a secret; ${ESCAPED}`;
  if (!/^postgres(?:ql)?:\/\//.test(url)) fail("the address is no PostgreSQL URL", advice);
  try {
    new pg.Client({ connectionString: url });
  } catch (error) {
    if (isUnreadFile(error))
      fail("a file that the address names cannot be read", "check `sslrootcert`, `sslcert` and `sslkey` in the address");
    fail("the address is no PostgreSQL URL", advice);
  }
}

function openPool(store: string, url: string, options: ConnectorOptions, most = 4): Pool {
  checkAddress(store, url);
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "troth",
    // Questions that do not wait for each other go in one round trip.
    pipeline: true,
    max: most,
    connectionTimeoutMillis: options.connectMs,
    query_timeout: options.statementMs + SILENCE_MS,
    idleTimeoutMillis: 10_000,
    allowExitOnIdle: true,
    keepAlive: true,
  });
  // A connection that dies while nobody uses it: the next one who asks gets a new one, or the error.
  pool.on("error", () => undefined);
  return pool;
}

/** Everything that a session must have, in the round trip that begins its transaction: a pooler may stand between. */
const beginning = ({ schemas, statementMs, lockMs, idleMs }: ConnectorOptions, mode: string): string =>
  [
    `BEGIN ISOLATION LEVEL ${mode}`,
    // A filtered read must fail instead of returning less.
    "SET LOCAL row_security = off",
    `SET LOCAL statement_timeout = ${statementMs}`,
    `SET LOCAL lock_timeout = ${lockMs}`,
    `SET LOCAL idle_in_transaction_session_timeout = ${idleMs}`,
    `SET LOCAL search_path = ${schemas.map(quote).join(", ")}`,
    "SET LOCAL timezone = 'UTC'",
    "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL intervalstyle = 'iso_8601'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL extra_float_digits = 1",
  ].join("; ");

const isLost = (error: unknown): boolean =>
  error instanceof ConnectorError && (error.code === "connector.unreachable" || error.message.startsWith(SILENT));

async function borrow<T>(store: string, pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw toConnectorError(store, error);
  });
  let isBroken = false;
  const onError = (): void => {
    isBroken = true;
  };
  client.on("error", onError);
  try {
    return await work(client);
  } catch (error) {
    // On a connection that is gone or silent ROLLBACK would only wait; the server rolls back by itself.
    if (!isBroken && !isLost(error)) await client.query("ROLLBACK").catch(onError);
    else isBroken = true;
    throw error;
  } finally {
    // A broken connection may report its end more than once, and later: it keeps its listener.
    if (!isBroken) client.off("error", onError);
    client.release(isBroken);
  }
}

/** A connection of its own, opened where a database is not in UTF-8: whoever asks holds one of the others meanwhile. */
const askingPool = (store: string, url: string, options: ConnectorOptions): Pool => openPool(store, url, options, 1);

/** Whether the server can put these characters into its encoding. */
async function takesCharacters(store: string, asking: Pool, characters: string): Promise<boolean> {
  try {
    await asking.query("SELECT $1::text", [characters]);
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === "22P05") return false;
    throw toConnectorError(store, error);
  }
}

async function read<T>(server: Server, work: (session: ReadSession, client: PoolClient) => Promise<T>): Promise<T> {
  const { store, catalog, repertoire, options } = server;
  return borrow(store, server.reading, async (client) => {
    const fail = (error: unknown): never => {
      throw toConnectorError(store, error);
    };
    await client.query(beginning(options, "REPEATABLE READ READ ONLY")).catch(fail);
    const open = openSession({ store, client, catalog, repertoire, locks: false });
    const result = await work(open.session, client).finally(open.end);
    await client.query("ROLLBACK").catch(fail);
    return result;
  });
}

async function act<T>(server: Server, actOptions: ActOptions, work: (session: ActSession) => Promise<T>): Promise<T> {
  const { store, catalog, repertoire, options } = server;
  return borrow(store, server.acting, async (client) => {
    const run = (sql: string) =>
      client.query(sql).catch((error: unknown) => {
        throw toConnectorError(store, error);
      });
    // Several statements give several results; the last one names the transaction.
    const results = (await run(
      `${beginning(options, "READ COMMITTED READ WRITE")}; SELECT pg_current_xact_id()::text AS name`,
    )) as unknown as readonly pg.QueryResult<{ name: string }>[];
    const name = results.at(-1)?.rows[0]?.name;
    if (name === undefined) throw new ConnectorError("connector.failed", store, "the transaction has no name");
    const open = openSession({ store, client, catalog, repertoire, locks: true });
    const result = await work(open.session).finally(open.end);
    if (open.failure() !== undefined) throw open.failure();
    await actOptions.journal(name);
    const ended = await run(actOptions.rollback ? "ROLLBACK" : "COMMIT");
    // COMMIT of a transaction that failed is answered by ROLLBACK, without an error.
    if (!actOptions.rollback && ended.command !== "COMMIT")
      throw new ConnectorError("connector.failed", store, "the server rolled the transaction back");
    return result;
  });
}

const STATUS = "SELECT pg_xact_status($1::xid8)";
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function outcome({ store, acting, options }: Server, transaction: string): Promise<Outcome> {
  if (!/^\d{1,20}$/.test(transaction)) return "unknown";
  const until = Date.now() + options.lockMs;
  for (;;) {
    const answer = await acting
      .query<{ pg_xact_status: string | null }>(STATUS, [transaction])
      .catch((error: { code?: unknown }) => {
        // A number that the server has not reached: it is another server, or an older state of it.
        if (error.code === "22023") return undefined;
        throw toConnectorError(store, error);
      });
    const status = answer?.rows[0]?.pg_xact_status;
    if (status === "committed" || status === "aborted") return status;
    if (status !== "in progress") return "unknown";
    if (Date.now() > until)
      throw new ConnectorError("connector.busy", store, "the transaction is still under way", {
        advice: "wait until the server has given it up, or end its session",
      });
    await pause(100);
  }
}

// The act role's server, for the read role's may be a replica. The system's identifier is not for every role.
const STANDING = `SELECT (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS oid,
  CASE WHEN has_function_privilege('pg_control_system()', 'EXECUTE') THEN (SELECT system_identifier::text FROM pg_control_system()) END AS system,
  pg_snapshot_xmax(pg_current_snapshot())::text AS xmax`;

async function standing({ store, acting }: Server): Promise<Standing> {
  const { rows } = await acting.query<{ oid: string; system: string | null; xmax: string }>(STANDING).catch((error: unknown) => {
    throw toConnectorError(store, error);
  });
  const [row] = rows;
  return { place: row ? `${row.system ?? "unknown"}/${row.oid}` : null, moment: row?.xmax ?? null };
}

/** Opens a PostgreSQL database as a store. Nothing is reached before the first call. */
export function openPostgres(store: string, url: string, options: ConnectorOptions): Connector {
  const reading = openPool(store, url, options);
  const acting = options.act === undefined ? reading : openPool(store, options.act, options);
  const asking = askingPool(store, url, options);
  const repertoire = repertoireOf((characters) => takesCharacters(store, asking, characters));
  const catalog = new Catalog(store, options.schemas, repertoire.holds);
  const server: Server = { store, options, catalog, repertoire, reading, acting };
  return {
    store,
    kind: "postgres",
    capabilities: { outcome: "transaction-status", locks: "rows", rowSecurity: true, grants: true, secureDelete: false },
    inspect: () =>
      read(server, (_, client) => {
        server.catalog.forget();
        return inspectPostgres(store, options.schemas, async (sql, values = []) => {
          try {
            return (await client.query<Value[]>({ text: sql, values: [...values], rowMode: "array", types })).rows;
          } catch (error) {
            throw toConnectorError(store, error);
          }
        });
      }),
    read: (work) => read(server, work),
    act: (actOptions, work) => act(server, actOptions, work),
    outcome: (transaction) => outcome(server, transaction),
    settle: async () => [
      "bytes: PostgreSQL keeps deleted rows in its files until a VACUUM, its log and backups as long as they are kept, and sample values in its statistics until an ANALYZE",
    ],
    standing: () => standing(server),
    close: async () => {
      for (const pool of new Set([reading, acting, asking])) if (!pool.ending) await pool.end();
    },
  };
}
