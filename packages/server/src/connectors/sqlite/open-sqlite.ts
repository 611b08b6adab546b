import { accessSync, constants, statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { ActOptions, ActSession, Connector, Outcome, ReadSession } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import { type ConnectorOptions, pathOfFile } from "../options.ts";
import { inspectSqlite, JOURNAL } from "./inspect.ts";
import { openSession, type SqliteConnection } from "./session.ts";
import { type Statement, sqliteThread } from "./thread.ts";

const READ: readonly Statement[] = [
  { sql: "PRAGMA temp_store = MEMORY" },
  { sql: "PRAGMA query_only = ON" },
  { sql: "BEGIN", control: true },
  // The snapshot is taken by the first read, not by BEGIN.
  { sql: "SELECT count(*) FROM main.sqlite_master" },
];
const ACT: readonly Statement[] = [
  // What SQLite sets aside must lie in no file: it is made of the rows to be deleted.
  { sql: "PRAGMA temp_store = MEMORY" },
  { sql: "PRAGMA secure_delete = ON" },
  { sql: "PRAGMA foreign_keys = ON" },
  { sql: "BEGIN IMMEDIATE", control: true },
  { sql: "PRAGMA defer_foreign_keys = ON" },
];
const CREATE_JOURNAL = `CREATE TABLE IF NOT EXISTS main.${JOURNAL} (name TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID`;
const HAS_JOURNAL = `SELECT count(*) FROM main.sqlite_master WHERE type = 'table' AND name = '${JOURNAL}'`;
const UNKNOWN = "unknown:";

interface File {
  readonly store: string;
  readonly path: string;
  readonly options: ConnectorOptions;
  /** Runs `work` on a connection of its own, which is closed at the end: SQLite then rolls back what is left open. */
  connected<T>(mode: "ro" | "rw", work: (connection: SqliteConnection) => Promise<T>): Promise<T>;
}

/** The path that a store's `url` means: `app.db`, `sqlite:app.db`, `file:///data/app.db`. */
function pathOf(store: string, url: string): string {
  if (url.startsWith("file://")) return pathOfFile(store, url);
  return resolve(url.replace(/^(?:sqlite|file):(?:\/\/)?/, ""));
}

function checkFile(store: string, path: string, mode: "ro" | "rw"): void {
  try {
    if (!statSync(path).isFile()) throw new ConnectorError("connector.failed", store, "the path is no file");
  } catch (error) {
    if (error instanceof ConnectorError) throw error;
    throw new ConnectorError("connector.unreachable", store, "there is no database file at the path", {
      advice: "check the store's `url`; a relative path starts where Troth was started",
      transient: false,
    });
  }
  try {
    accessSync(path, mode === "ro" ? constants.R_OK : constants.R_OK | constants.W_OK);
  } catch {
    throw new ConnectorError("connector.denied", store, `the file may not be ${mode === "ro" ? "read" : "written"}`, {
      advice: "give Troth's user the right, or run Troth as the file's owner",
    });
  }
}

async function read<T>(file: File, work: (session: ReadSession) => Promise<T>): Promise<T> {
  return file.connected("ro", async (connection) => {
    await connection.thread.run(connection.id, READ, connection.limitMs);
    const open = openSession(connection);
    try {
      return await work(open.session);
    } finally {
      open.end();
    }
  });
}

/** Says which dataset's foreign key held back a COMMIT; SQLite itself does not. */
async function explainCommit({ store, thread, id, limitMs }: SqliteConnection, error: unknown): Promise<unknown> {
  if (!(error instanceof ConnectorError) || error.code !== "connector.constraint") return error;
  const [rows = []] = await thread.run(
    id,
    [{ sql: 'SELECT DISTINCT "table", parent FROM pragma_foreign_key_check LIMIT 3' }],
    limitMs,
  );
  const names = rows.map(([table, parent]) => `\`${table}\` to \`${parent}\``).join(", ");
  return new ConnectorError("connector.constraint", store, `a foreign key refuses the change (${names || "unknown"})`);
}

async function act<T>(file: File, options: ActOptions, work: (session: ActSession) => Promise<T>): Promise<T> {
  return file.connected("rw", async (connection) => {
    const { thread, id, limitMs } = connection;
    const run = (...statements: readonly Statement[]) => thread.run(id, statements, limitMs);
    await leaveNoJournalBehind(connection);
    await run(...ACT);
    const open = openSession(connection);
    const result = await work(open.session).finally(open.end);
    if (open.failure() !== undefined) throw open.failure();
    if (!file.options.journal) await options.journal(`${UNKNOWN}${options.name}`);
    else {
      if (!options.rollback) {
        const [, , found] = await run({ sql: CREATE_JOURNAL }, ...journalRow(options.name));
        if (found?.[0]?.[0] !== 1)
          throw new ConnectorError("connector.failed", file.store, "a transaction of this name was committed before", {
            advice: "give each attempt a name of its own",
          });
      }
      await options.journal(options.name);
    }
    if (options.rollback) await run({ sql: "ROLLBACK", control: true });
    else
      await run({ sql: "COMMIT", control: true }).catch(async (error: unknown) => {
        throw await explainCommit(connection, error);
      });
    return result;
  });
}

const journalRow = (name: string): readonly Statement[] => [
  {
    sql: `INSERT INTO main.${JOURNAL} (name, at) VALUES (?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) ON CONFLICT DO NOTHING`,
    values: [name],
  },
  { sql: "SELECT changes()" },
];

/** A rollback journal that stays as a file (PERSIST) would keep the deleted rows. */
async function leaveNoJournalBehind({ thread, id, limitMs }: SqliteConnection): Promise<void> {
  const [mode] = await thread.run(id, [{ sql: "PRAGMA main.journal_mode" }], limitMs);
  if (mode?.[0]?.[0] !== "wal") await thread.run(id, [{ sql: "PRAGMA main.journal_mode = DELETE" }], limitMs);
}

async function outcome(file: File, transaction: string): Promise<Outcome> {
  if (transaction.startsWith(UNKNOWN)) return "unknown";
  return file.connected("rw", async ({ thread, id, limitMs }) => {
    // The lock says that no transaction is under way that could still commit.
    const [, has] = await thread.run(id, [{ sql: "BEGIN IMMEDIATE", control: true }, { sql: HAS_JOURNAL }], limitMs);
    if (has?.[0]?.[0] !== 1) return "aborted";
    const find = { sql: `SELECT count(*) FROM main.${JOURNAL} WHERE name = ?`, values: [transaction] };
    const [found] = await thread.run(id, [find], limitMs);
    return found?.[0]?.[0] === 1 ? "committed" : "aborted";
  });
}

// `secure_delete` overwrites what it deletes; it does not reach old copies of a row in pages that were split before it was
// on. Only a rewritten file is free of them.
const LARGEST_REWRITE_BYTES = 2 ** 30;

async function settle(file: File): Promise<readonly string[]> {
  return file.connected("rw", async (connection) => {
    await leaveNoJournalBehind(connection);
    await emptyLog(connection);
    if (statSync(file.path).size > LARGEST_REWRITE_BYTES) {
      return [
        "bytes: the file is over 1 GiB and was not rewritten; pages split before Troth came may hold old bytes until a VACUUM",
      ];
    }
    await connection.thread.run(
      connection.id,
      [{ sql: "PRAGMA temp_store = MEMORY" }, { sql: "VACUUM", control: true }],
      connection.limitMs,
    );
    await emptyLog(connection);
    return ["bytes: the file was rewritten and its write-ahead log emptied"];
  });
}

/** Waits for readers and writers as long as the store's lock time-out says. */
async function emptyLog({ thread, id, limitMs, store }: SqliteConnection): Promise<void> {
  const [result] = await thread.run(id, [{ sql: "PRAGMA main.wal_checkpoint(TRUNCATE)" }], limitMs);
  if (result?.[0]?.[0] === 0) return;
  throw new ConnectorError("connector.busy", store, "the write-ahead log could not be emptied: it still holds deleted rows", {
    advice: "another connection reads the file; end its transaction, then run `troth resume`",
  });
}

/** Opens a SQLite file as a store. Nothing is read before the first call. */
export function openSqlite(store: string, url: string, options: ConnectorOptions): Connector {
  const thread = sqliteThread(store);
  const path = pathOf(store, url);
  const actPath = options.act === undefined ? path : pathOf(store, options.act);
  let last = 0;
  const file: File = {
    store,
    path,
    options,
    async connected(mode, work) {
      const target = mode === "ro" ? path : actPath;
      checkFile(store, target, mode);
      const id = ++last;
      await thread.open(id, `${pathToFileURL(target)}?mode=${mode}`, options.lockMs);
      try {
        return await work({ store, thread, id, limitMs: options.statementMs });
      } finally {
        await thread.close(id).catch(() => undefined);
      }
    },
  };
  return {
    store,
    kind: "sqlite",
    capabilities: {
      outcome: options.journal ? "journal-row" : "unknown",
      locks: "database",
      rowSecurity: false,
      grants: false,
      secureDelete: true,
    },
    inspect: () => file.connected("ro", inspectSqlite),
    read: (work) => read(file, work),
    act: (actOptions, work) => act(file, actOptions, work),
    outcome: (transaction) => outcome(file, transaction),
    settle: () => settle(file),
    close: () => thread.end(),
  };
}
