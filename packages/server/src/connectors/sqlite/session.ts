import type { ActSession, Row, StreamQuery } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import { datasetOf, type SqlMakers, sqlOf } from "../sql-asked.ts";
import { distinctKeys, matchable } from "../values.ts";
import {
  affinityOf,
  changeStatement,
  countStatement,
  deleteStatement,
  quote,
  selectStatement,
  type TableShape,
} from "./statements.ts";
import type { SqliteThread, Statement } from "./thread.ts";

/** One connection to the file while a session lasts. */
export interface SqliteConnection {
  readonly store: string;
  readonly thread: SqliteThread;
  readonly id: number;
  readonly limitMs: number;
}

/** A session, and the end of its life. */
export interface OpenSession {
  readonly session: ActSession;
  /** The first error that a statement had: the transaction may be gone with it, so nothing may run after. */
  failure(): unknown;
  end(): void;
}

const INDEXED_LOWER = /\blower\s*\(\s*["`[]?([^"`\])]+)["`\]]?\s*\)/gi;

async function readShape(connection: SqliteConnection, dataset: string): Promise<TableShape> {
  const { store, thread, id, limitMs } = connection;
  const [columns = [], tables = [], indexes = []] = await thread.run(
    id,
    [
      { sql: "SELECT name, type, pk FROM pragma_table_xinfo(?, 'main') WHERE hidden <> 1", values: [dataset] },
      { sql: "SELECT type, wr FROM pragma_table_list WHERE schema = 'main' AND name = ?", values: [dataset] },
      { sql: "SELECT sql FROM main.sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", values: [dataset] },
    ],
    limitMs,
  );
  const table = tables[0];
  if (table === undefined || columns.length === 0)
    throw new ConnectorError("connector.missing", store, `there is no dataset \`${dataset}\``);
  const names = new Set(columns.map(([name]) => String(name).toLowerCase()));
  const hasRowid = (table[0] === "table" || table[0] === "virtual" || table[0] === "shadow") && table[1] === 0;
  return {
    store,
    dataset,
    columns: new Map(columns.map(([name, type]) => [String(name), affinityOf(String(type))])),
    primaryKey: columns
      .filter(([, , place]) => Number(place) > 0)
      .sort((one, other) => Number(one[2]) - Number(other[2]))
      .map(([name]) => String(name)),
    rowid: hasRowid ? (["rowid", "_rowid_", "oid"].find((word) => !names.has(word)) ?? null) : null,
    folded: new Set(indexes.flatMap(([sql]) => [...String(sql).matchAll(INDEXED_LOWER)].map((found) => (found[1] ?? "").trim()))),
  };
}

interface Streaming {
  readonly connection: SqliteConnection;
  readonly cursor: number;
  readonly attempt: <T>(work: () => Promise<T>) => Promise<T>;
  readonly shapeOf: (dataset: string) => Promise<TableShape>;
}

async function* streamRows(streaming: Streaming, query: StreamQuery, batchRows: number): AsyncGenerator<readonly Row[]> {
  const { connection, cursor, attempt, shapeOf } = streaming;
  const { thread, id, limitMs } = connection;
  const shape = await attempt(() => shapeOf(query.dataset));
  const statement = selectStatement(shape, query, false);
  if (query.match !== undefined && matchable(query.match).length === 0) return;
  await attempt(() => thread.cursor(id, cursor, statement, limitMs));
  try {
    for (;;) {
      const { rows, done } = await attempt(() => thread.fetch(id, cursor, batchRows, limitMs));
      if (rows.length > 0) yield rows;
      if (done) return;
    }
  } finally {
    await thread.drop(id, cursor);
  }
}

const makersOf = (shape: TableShape): SqlMakers => ({
  capture: (one) => selectStatement(shape, one, true).sql,
  delete: (keyColumns, keys) => deleteStatement(shape, keyColumns, keys).sql,
  change: (keyColumns, keys, assignments) => changeStatement(shape, keyColumns, keys, assignments).sql,
});

/** Makes the session of a connection that is inside a transaction. */
export function openSession(connection: SqliteConnection): OpenSession {
  const { store, thread, id, limitMs } = connection;
  const shapes = new Map<string, TableShape>();
  let isOver = false;
  let failure: unknown;
  let cursors = 0;

  const attemptNow = async <T>(work: () => Promise<T>): Promise<T> => {
    if (isOver) throw new ConnectorError("connector.failed", store, "the session has ended");
    // An interrupted or refused statement may have taken the transaction with it: what came after would be on its own.
    if (failure !== undefined) throw failure;
    try {
      return await work();
    } catch (error) {
      // What is missing is found before a statement runs.
      if (!(error instanceof ConnectorError) || error.code !== "connector.missing") failure = error;
      throw error;
    }
  };
  // One after the other, in the order of the calls: `changes()` is of the statement before it, whosever that was.
  let before: Promise<unknown> = Promise.resolve();
  const attempt = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = before.then(() => attemptNow(work));
    before = mine.catch(() => undefined);
    return mine;
  };
  const shapeOf = async (dataset: string): Promise<TableShape> => {
    const shape = shapes.get(dataset) ?? (await readShape(connection, dataset));
    shapes.set(dataset, shape);
    return shape;
  };
  const rowsOf = async (statement: Statement): Promise<readonly Row[]> => (await thread.run(id, [statement], limitMs))[0] ?? [];
  const numberOf = async (statement: Statement): Promise<number> => Number((await rowsOf(statement))[0]?.[0]);
  const changed = async (statement: Statement): Promise<number> => {
    const [, counted = []] = await thread.run(id, [statement, { sql: "SELECT changes()" }], limitMs);
    return Number(counted[0]?.[0]);
  };

  const stream = (query: StreamQuery, batchRows: number): AsyncGenerator<readonly Row[]> =>
    streamRows({ connection, cursor: ++cursors, attempt, shapeOf }, query, batchRows);

  const session: ActSession = {
    capture: (query) =>
      attempt(async () => {
        const statement = selectStatement(await shapeOf(query.dataset), query, true);
        return matchable(query.match).length === 0 ? [] : rowsOf(statement);
      }),
    count: (query) =>
      attempt(async () => {
        const statement = countStatement(await shapeOf(query.dataset), query);
        return matchable(query.match).length === 0 ? 0 : numberOf(statement);
      }),
    stream,
    delete: (dataset, keyColumns, keys) =>
      attempt(async () => changed(deleteStatement(await shapeOf(dataset), keyColumns, keys))),
    change: (dataset, keyColumns, keys, assignments) =>
      attempt(async () => {
        const distinct = distinctKeys(keys, assignments);
        return changed(changeStatement(await shapeOf(dataset), keyColumns, distinct.keys, distinct.assignments));
      }),
    sql: (asked) => attempt(async () => sqlOf(asked, makersOf(await shapeOf(datasetOf(asked))))),
    size: (dataset) =>
      attempt(async () => {
        await shapeOf(dataset);
        return { rows: await numberOf({ sql: `SELECT count(*) FROM main.${quote(dataset)}` }), estimated: false };
      }),
  };
  return {
    session,
    failure: () => failure,
    end: () => {
      isOver = true;
    },
  };
}
