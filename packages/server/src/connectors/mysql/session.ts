import type { Connection, PoolConnection } from "mysql2";
import type { ActSession, Row, StreamQuery, Value } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import { inTurn } from "../in-turn.ts";
import { datasetOf, sqlOf } from "../sql-asked.ts";
import { distinctKeys, matchable } from "../values.ts";
import { type Catalog, type Query, ROW, type TableShape } from "./catalog.ts";
import { changeByContent, deleteByContent, deleteByKey, numberTwins, type Running } from "./delete-rows.ts";
import { toConnectorError } from "./errors.ts";
import { changeStatement, countStatement, deleteStatement, type Statement, selectStatement } from "./statements.ts";

/** A session's connection, which is inside a transaction. */
export interface MysqlConnection {
  readonly store: string;
  readonly client: PoolConnection;
  readonly catalog: Catalog;
  /** Captured rows are locked. */
  readonly locks: boolean;
  /** Beyond the server's own time-out: how long an answer is waited for. */
  readonly patienceMs: number;
  /** Ends the statement that a connection is at. */
  readonly interrupt: (thread: number) => Promise<void>;
}

/** A session, and the end of its life. */
export interface OpenSession {
  readonly session: ActSession;
  /** The first error that a statement had: what came before it must not be committed alone. */
  failure(): unknown;
  end(): void;
}

interface Answer {
  readonly rows: readonly Row[];
  readonly met: number;
}

/** Values come back as `Value` says: `mysql2` is told so in the pool; its buffers are bytes. */
const cellOf = (value: unknown): Value => (Buffer.isBuffer(value) ? new Uint8Array(value) : (value as Value));
const rowOf = (row: unknown): Row => (row as unknown[]).map(cellOf);

/** Runs one statement. */
export function run(client: Connection, { sql, values }: Statement, patienceMs: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    client.query({ sql, values: [...values], rowsAsArray: true, timeout: patienceMs }, (error: unknown, result: unknown) => {
      if (error) reject(error);
      else if (Array.isArray(result)) resolve({ rows: result.map(rowOf), met: 0 });
      else resolve({ rows: [], met: (result as { affectedRows: number }).affectedRows });
    });
  });
}

/** Above this many rows an estimate will do: blast radius is asked in per cent. */
const COUNTED_ROWS = 100_000;

/** A statement by the old shape of a table (a column renamed, a type changed) must not fail twice. */
const SHAPE_ERRORS: ReadonlySet<unknown> = new Set([1054, 1146, 1267, 1366]);

interface Streaming {
  readonly connection: MysqlConnection;
  readonly statement: Statement;
  readonly batchRows: number;
}

// A stream lasts as long as its reader takes: each row has the time of a statement, the whole has none.
const UNLIMITED = "/*M! SET STATEMENT max_statement_time = 0 FOR */ SELECT /*+ MAX_EXECUTION_TIME(0) */";

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject({ code: "PROTOCOL_SEQUENCE_TIMEOUT" }), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Rows as the server sends them: it waits while nobody reads. Left early, the statement is ended. */
async function* streamRows({ connection, statement, batchRows }: Streaming): AsyncGenerator<readonly Row[]> {
  const { client, interrupt, patienceMs } = connection;
  const sql = statement.sql.replace(/^SELECT/, UNLIMITED);
  const command = client.query({ sql, values: [...statement.values], rowsAsArray: true });
  const ended = new Promise<void>((resolve) => void command.once("end", resolve).once("error", () => resolve()));
  const rows = command.stream({ highWaterMark: batchRows });
  const iterator = rows[Symbol.asyncIterator]();
  let isEnded = false;
  let batch: Row[] = [];
  try {
    for (;;) {
      const next = await within(patienceMs, iterator.next());
      if (next.done === true) break;
      batch.push(rowOf(next.value));
      if (batch.length < batchRows) continue;
      yield batch;
      batch = [];
    }
    isEnded = true;
    if (batch.length > 0) yield batch;
  } catch (error) {
    isEnded = (error as { code?: unknown }).code !== "PROTOCOL_SEQUENCE_TIMEOUT";
    throw error;
  } finally {
    if (!isEnded) {
      rows.destroy();
      await interrupt(client.threadId).catch(() => undefined);
      await within(patienceMs, ended).catch(() => undefined);
      // The interruption may come after the last row: it would end whatever is asked next.
      await run(client, { sql: "DO 0", values: [] }, patienceMs).catch(() => undefined);
    }
  }
}

/** What lets a session's statements through: one after the other, none after one that failed or after the end. */
class Gate {
  readonly #connection: MysqlConnection;
  readonly #turn = inTurn();
  readonly running: Running;
  failure: unknown;
  isOver = false;
  isStreaming = false;

  constructor(connection: MysqlConnection) {
    this.#connection = connection;
    const { client, patienceMs } = connection;
    this.running = {
      rows: async (statement) => (await run(client, statement, patienceMs)).rows,
      met: async (statement) => (await run(client, statement, patienceMs)).met,
    };
  }

  /** One after the other: a call may take several statements, and none of the next comes between them. */
  attempt<T>(dataset: string, work: (shape: TableShape) => Promise<T>): Promise<T> {
    return this.#turn(() => this.#attempt(dataset, work));
  }

  async #attempt<T>(dataset: string, work: (shape: TableShape) => Promise<T>): Promise<T> {
    const { store, catalog } = this.#connection;
    const refuse = (message: string): never => {
      throw new ConnectorError("connector.failed", store, message);
    };
    if (this.isOver) refuse("the session has ended");
    if (this.isStreaming) refuse("a stream of the session is not read to its end");
    if (this.failure !== undefined) throw this.failure;
    const query: Query = (sql, values = []) => this.running.rows({ sql, values });
    try {
      const shape = await catalog.shape(dataset, query);
      return await work(shape).catch(async (error: unknown) => {
        // A column that we did not know of may be new; the server was not asked yet.
        if (!(error instanceof ConnectorError) || error.code !== "connector.missing") throw error;
        catalog.forget();
        return work(await catalog.shape(dataset, query));
      });
    } catch (error) {
      // Ours came before any statement ran, so the transaction stands.
      if (error instanceof ConnectorError) throw error;
      if (SHAPE_ERRORS.has((error as { errno?: unknown }).errno)) catalog.forget();
      throw this.fail(error, dataset);
    }
  }

  fail(error: unknown, dataset: string): unknown {
    this.failure = toConnectorError(this.#connection.store, error, dataset);
    return this.failure;
  }

  async number(statement: Statement): Promise<number> {
    return Number((await this.running.rows(statement))[0]?.[0]);
  }
}

const twins = (rows: readonly Row[], columns: readonly string[]): readonly Row[] =>
  columns.includes(ROW) ? numberTwins(rows, columns.indexOf(ROW)) : rows;

/** @throws ConnectorError where nothing could be taken back */
function requireChangeable({ store, dataset, refuses }: TableShape): void {
  if (refuses === undefined) return;
  throw new ConnectorError("connector.failed", store, `nothing may be changed in \`${dataset}\`: ${refuses}`, {
    advice: "leave the dataset out of the program, or let the store's owner change how it is kept",
  });
}

async function* stream(
  { connection, gate }: { readonly connection: MysqlConnection; readonly gate: Gate },
  asked: StreamQuery,
  batchRows: number,
): AsyncGenerator<readonly Row[]> {
  const statement = await gate.attempt(asked.dataset, async (shape) =>
    selectStatement(shape, asked, { locked: false, ordered: false }),
  );
  if (asked.match !== undefined && matchable(asked.match).length === 0) return;
  gate.isStreaming = true;
  try {
    for await (const rows of streamRows({ connection, statement, batchRows })) yield twins(rows, asked.columns);
  } catch (error) {
    throw gate.fail(error, asked.dataset);
  } finally {
    gate.isStreaming = false;
  }
}

const BY_CONTENT = "-- rows without a key: each by all that it holds, with the number of its twins";

/** Makes the session of a connection. */
export function openSession(connection: MysqlConnection): OpenSession {
  const { locks } = connection;
  const gate = new Gate(connection);
  const { running } = gate;
  const changing = <T>(dataset: string, work: (shape: TableShape) => Promise<T>): Promise<T> =>
    gate.attempt(dataset, async (shape) => {
      if (locks) requireChangeable(shape);
      return work(shape);
    });
  const session: ActSession = {
    capture: (asked) =>
      changing(asked.dataset, async (shape) => {
        const statement = selectStatement(shape, asked, { locked: locks, ordered: true });
        return matchable(asked.match).length === 0 ? [] : twins(await running.rows(statement), asked.columns);
      }),
    count: (asked) =>
      gate.attempt(asked.dataset, async (shape) => {
        const statement = countStatement(shape, asked);
        return matchable(asked.match).length === 0 ? 0 : gate.number(statement);
      }),
    stream: (asked, batchRows) => stream({ connection, gate }, asked, batchRows),
    delete: (dataset, keyColumns, keys) =>
      changing(dataset, async (shape) =>
        keyColumns.includes(ROW) ? deleteByContent(running, shape, keys) : deleteByKey(running, shape, keyColumns, keys),
      ),
    change: (dataset, keyColumns, keys, assignments) =>
      changing(dataset, async (shape) => {
        if (keyColumns.includes(ROW)) return changeByContent(running, shape, keys, assignments);
        const distinct = distinctKeys(keys, assignments);
        return running.met(changeStatement(shape, keyColumns, distinct.keys, distinct.assignments));
      }),
    sql: (asked) =>
      gate.attempt(datasetOf(asked), async (shape) =>
        sqlOf(asked, {
          capture: (one) => selectStatement(shape, one, { locked: true, ordered: true }).sql,
          delete: (keyColumns, keys) => (keyColumns.includes(ROW) ? BY_CONTENT : deleteStatement(shape, keyColumns, keys).sql),
          change: (keyColumns, keys, assignments) =>
            keyColumns.includes(ROW) ? BY_CONTENT : changeStatement(shape, keyColumns, keys, assignments).sql,
        }),
      ),
    size: (dataset) =>
      gate.attempt(dataset, async (shape) => {
        const estimate = shape.estimatedRows ?? 0;
        if (estimate > COUNTED_ROWS) return { rows: estimate, estimated: true };
        return { rows: await gate.number({ sql: `SELECT count(*) FROM ${shape.table}`, values: [] }), estimated: false };
      }),
  };
  return {
    session,
    failure: () => gate.failure,
    end: () => {
      gate.isOver = true;
    },
  };
}
