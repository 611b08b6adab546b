import pg, { type PoolClient } from "pg";
import type { ActSession, DatasetSize, Row, StreamQuery, Value } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import { datasetOf, type SqlMakers, sqlOf } from "../sql-asked.ts";
import { distinctKeys, matchable } from "../values.ts";
import type { Catalog, Query, TableShape } from "./catalog.ts";
import { toConnectorError } from "./errors.ts";
import { CountsFailed, gatherCounts } from "./gathered-counts.ts";
import type { Repertoire } from "./repertoire.ts";
import { changeStatement, deleteStatement, type Statement, selectStatement } from "./statements.ts";

const BOOLEAN = 16;
const BYTES = 17;
/** int2, int4, oid: what a double holds exactly and PostgreSQL prints plainly. */
const NUMBERS = new Set([21, 23, 26]);
const FLOATS = new Set([700, 701]);

const parseBytes = pg.types.getTypeParser(BYTES) as (text: string) => Buffer;

/** Types come back as `Value` says: dates, times, numerics, big integers and JSON as the exact texts. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number): ((text: string) => Value) => {
    if (oid === BOOLEAN) return (text) => text === "t";
    if (NUMBERS.has(oid)) return Number;
    if (FLOATS.has(oid)) return (text) => (Number.isFinite(Number(text)) ? Number(text) : text);
    if (oid === BYTES) return (text) => new Uint8Array(parseBytes(text));
    return (text) => text;
  },
} as pg.CustomTypesConfig;

/** A session's connection, which is inside a transaction. */
export interface PostgresConnection {
  readonly store: string;
  readonly client: PoolClient;
  readonly catalog: Catalog;
  readonly repertoire: Repertoire;
  /** Captured rows are locked. */
  readonly locks: boolean;
}

/** A session, and the end of its life. */
export interface OpenSession {
  readonly session: ActSession;
  /** The first error that a statement had; the transaction can only be rolled back then. */
  failure(): unknown;
  end(): void;
}

/** Above this many rows an estimate will do: blast radius is asked in per cent. */
const COUNTED_ROWS = 100_000;
const ESTIMATE = `SELECT coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint FROM pg_class c
  WHERE c.oid = $1::regclass OR c.oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = $1::regclass)`;

/** A statement by the old shape of a table (a column renamed, a type changed) must not fail twice. */
const isShapeError = (error: unknown): boolean => /^(42|22P02)/.test(String((error as { code?: unknown }).code));

interface Streaming {
  readonly cursor: string;
  readonly attempt: <T>(dataset: string, work: (shape: TableShape) => Promise<T>) => Promise<T>;
  readonly learn: (asked: StreamQuery) => Promise<void>;
  readonly run: (statement: Statement) => Promise<{ readonly rows: readonly Row[] }>;
}

async function* streamRows(
  { cursor, attempt, learn, run }: Streaming,
  asked: StreamQuery,
  batchRows: number,
): AsyncGenerator<readonly Row[]> {
  const isEmpty = await attempt(asked.dataset, async (shape) => {
    await learn(asked);
    const select = selectStatement(shape, asked, { locked: false, ordered: false });
    if (asked.match !== undefined && matchable(asked.match).length === 0) return true;
    await run({ sql: `DECLARE ${cursor} NO SCROLL CURSOR FOR ${select.sql}`, values: select.values });
    return false;
  });
  if (isEmpty) return;
  for (;;) {
    const { rows } = await attempt(asked.dataset, () => run({ sql: `FETCH ${batchRows} FROM ${cursor}`, values: [] }));
    if (rows.length > 0) yield rows;
    if (rows.length < batchRows) break;
  }
  await attempt(asked.dataset, () => run({ sql: `CLOSE ${cursor}`, values: [] }));
}

const makersOf = (shape: TableShape): SqlMakers => ({
  capture: (one) => selectStatement(shape, one, { locked: true, ordered: true }).sql,
  delete: (keyColumns, keys) => deleteStatement(shape, keyColumns, keys).sql,
  change: (keyColumns, keys, assignments) => changeStatement(shape, keyColumns, keys, assignments).sql,
});

async function sizeOf(table: string, number: (statement: Statement) => Promise<number>): Promise<DatasetSize> {
  const estimate = await number({ sql: ESTIMATE, values: [table] });
  if (estimate > COUNTED_ROWS) return { rows: estimate, estimated: true };
  return { rows: await number({ sql: `SELECT count(*) FROM ${table}`, values: [] }), estimated: false };
}

/** Makes the session of a connection. */
export function openSession({ store, client, catalog, repertoire, locks }: PostgresConnection): OpenSession {
  let isOver = false;
  let failure: unknown;
  let cursors = 0;

  const attempt = async <T>(dataset: string, work: (shape: TableShape) => Promise<T>): Promise<T> => {
    if (isOver) throw new ConnectorError("connector.failed", store, "the session has ended");
    if (failure !== undefined) throw failure;
    try {
      const shape = await catalog.shape(dataset, query);
      return await work(shape).catch(async (error: unknown) => {
        // A column that we did not know of may be new; the server was not asked yet.
        if (!(error instanceof ConnectorError)) throw error;
        catalog.forget();
        return work(await catalog.shape(dataset, query));
      });
    } catch (error) {
      // Ours came before any statement ran, so the transaction stands.
      if (error instanceof ConnectorError) throw error;
      const { cause, at } = error instanceof CountsFailed ? error : { cause: error, at: dataset };
      if (isShapeError(cause)) catalog.forget();
      // Of statements that were sent together the first one tells why; the others only that something failed.
      failure ??= toConnectorError(store, cause, at);
      throw failure;
    }
  };
  const run = async ({ sql, values }: Statement) =>
    client.query<Value[]>({ text: sql, values: [...values], rowMode: "array", types });
  const query: Query = async (sql, values = []) => (await run({ sql, values })).rows;
  const learn = (asked: Omit<StreamQuery, "columns">): Promise<void> => repertoire.learn(query, asked);
  const rows = async (statement: Statement): Promise<readonly Row[]> => (await run(statement)).rows;
  const number = async (statement: Statement): Promise<number> => Number((await rows(statement))[0]?.[0]);

  const stream = (asked: StreamQuery, batchRows: number): AsyncGenerator<readonly Row[]> =>
    streamRows({ cursor: `troth_${++cursors}`, attempt, learn, run }, asked, batchRows);

  const counted = gatherCounts(async (statement) => (await rows(statement))[0] ?? []);

  const session: ActSession = {
    capture: (asked) =>
      attempt(asked.dataset, async (shape) => {
        await learn(asked);
        const statement = selectStatement(shape, asked, { locked: locks, ordered: true });
        return matchable(asked.match).length === 0 ? [] : rows(statement);
      }),
    count: (asked) =>
      attempt(asked.dataset, async (shape) => {
        await learn(asked);
        return matchable(asked.match).length === 0 ? 0 : counted(shape, asked);
      }),
    stream,
    delete: (dataset, keyColumns, keys) =>
      attempt(dataset, async (shape) => (await run(deleteStatement(shape, keyColumns, keys))).rowCount ?? 0),
    change: (dataset, keyColumns, keys, assignments) =>
      attempt(dataset, async (shape) => {
        const distinct = distinctKeys(keys, assignments);
        const statement = changeStatement(shape, keyColumns, distinct.keys, distinct.assignments);
        return (await run(statement)).rowCount ?? 0;
      }),
    sql: (asked) => attempt(datasetOf(asked), async (shape) => sqlOf(asked, makersOf(shape))),
    size: (dataset) => attempt(dataset, ({ table }) => sizeOf(table, number)),
  };
  return {
    session,
    failure: () => failure,
    end: () => {
      isOver = true;
    },
  };
}
