// The thread that speaks to SQLite. Plain JavaScript: Node 20 cannot load TypeScript into a worker, and
// tools/build.mjs copies this file beside the compiled ones. It only runs SQL; what to run is decided in session.ts.
import { parentPort } from "node:worker_threads";
// INVARIANT (interruptible): of libsql's two doors only `libsql/promise` runs a statement off this thread, so that a
// timer here can interrupt it. Ending the worker from outside while a statement runs aborts the whole process
// (seen with libsql 0.5.29), so nobody calls `worker.terminate()`.
import Database from "libsql/promise";

/** @type {Map<number, { db: Database, held: unknown[], cursors: Map<number, { iterator: Iterator<unknown[]>, done?: boolean }> }>} */
const connections = new Map();

const toSqlite = (value) => {
  // A JavaScript number is bound as REAL; `1` in a TEXT column would become `1.0`.
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value === "boolean") return value ? 1n : 0n;
  return value instanceof Uint8Array ? Buffer.from(value) : value;
};

const fromSqlite = (value) => {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  return value instanceof Uint8Array ? new Uint8Array(value) : value;
};

// INVARIANT (nothing to finalize): a statement that the garbage collector takes is finalized on this thread, which then
// waits for the connection, and with it for a long statement that it should interrupt. So a connection's statements are
// held until it is closed.
async function start({ db, held }, { sql, values }) {
  const statement = await db.prepare(sql);
  try {
    statement.raw(true);
  } catch {
    // Statements that return no rows have no raw mode.
  }
  const iterator = await statement.iterate((values ?? []).map(toSqlite));
  held.push(statement, iterator);
  return iterator;
}

// Characters and bytes that one batch may have: what goes between threads is there twice, and becomes garbage on both.
const BATCH_BYTES = 512 * 1024;

const sizeOf = (row) => row.reduce((sum, value) => sum + (value?.length ?? 8), 0);

/** The next rows, as many as asked for; fewer where they are long. */
function take(iterator, limit, bytes = Number.POSITIVE_INFINITY) {
  const rows = [];
  let taken = 0;
  while (rows.length < limit && taken < bytes) {
    const step = iterator.next();
    if (step.done) return { rows, done: true };
    rows.push(step.value.map(fromSqlite));
    taken += sizeOf(step.value);
  }
  return { rows, done: false };
}

async function all(open, statement) {
  // COMMIT that a foreign key refuses stays active, and keeps its locks, until its statement is finalized: `exec` does so.
  if (statement.control) await open.db.exec(statement.sql);
  return statement.control ? [] : take(await start(open, statement), Number.POSITIVE_INFINITY).rows;
}

/** A SELECT left halfway keeps its snapshot, and with it the write-ahead log, until the garbage collector comes by. */
function abandon({ db, cursors }, cursor) {
  const { iterator, done } = cursors.get(cursor) ?? { done: true };
  cursors.delete(cursor);
  if (done) return;
  db.interrupt();
  try {
    while (!iterator.next().done);
  } catch {
    // SQLITE_INTERRUPT: the statement is reset, which was the aim.
  }
}

async function within(db, limitMs, work) {
  const timer = setTimeout(() => db.interrupt(), limitMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}

const handlers = {
  async open({ connection, path, busyMs }) {
    const db = new Database(path, { timeout: busyMs });
    db.defaultSafeIntegers(true);
    connections.set(connection, { db, held: [], cursors: new Map() });
  },
  async run({ connection, statements, limitMs }) {
    const open = connections.get(connection);
    const results = [];
    for (const statement of statements) {
      results.push(await within(open.db, limitMs, () => all(open, statement)));
    }
    return results;
  },
  async cursor({ connection, cursor, statement, limitMs }) {
    const open = connections.get(connection);
    open.cursors.set(cursor, { iterator: await within(open.db, limitMs, () => start(open, statement)) });
  },
  async fetch({ connection, cursor, limit, limitMs }) {
    const { db, cursors } = connections.get(connection);
    const reading = cursors.get(cursor);
    const batch = await within(db, limitMs, async () => take(reading.iterator, limit, BATCH_BYTES));
    reading.done = batch.done;
    return batch;
  },
  async drop({ connection, cursor }) {
    const open = connections.get(connection);
    if (open !== undefined) abandon(open, cursor);
  },
  async close({ connection }) {
    const open = connections.get(connection);
    connections.delete(connection);
    turns.delete(connection);
    if (open === undefined) return;
    for (const cursor of open.cursors.keys()) abandon(open, cursor);
    // Closing alone ends no transaction: libsql's statements outlive the connection until they are collected.
    if (open.db.inTransaction) await open.db.exec("ROLLBACK");
    open.db.close();
  },
  async end() {
    for (const [connection, { db }] of [...connections]) {
      db.interrupt();
      await handlers.close({ connection }).catch(() => undefined);
    }
  },
};

// INVARIANT (in turn): what is asked of one connection happens in the order in which it was asked. A ROLLBACK that overtook
// a statement half-begun would leave that statement to commit by itself.
/** @type {Map<number, Promise<unknown>>} */
const turns = new Map();
const IN_TURN = new Set(["run", "cursor", "fetch", "close"]);

function inTurn(request) {
  const work = () => handlers[request.kind](request);
  if (!IN_TURN.has(request.kind)) return work();
  const mine = (turns.get(request.connection) ?? Promise.resolve()).then(work);
  turns.set(
    request.connection,
    mine.catch(() => undefined),
  );
  return mine;
}

parentPort.on("message", async ({ id, ...request }) => {
  try {
    parentPort.postMessage({ id, result: await inTurn(request) });
  } catch (error) {
    parentPort.postMessage({ id, error: { code: error?.code ?? "", message: String(error?.message ?? error) } });
  }
  if (request.kind === "end") parentPort.close();
});
