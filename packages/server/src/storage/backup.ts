import { createHash, randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { sql } from "kysely";
import { type Surroundings, syncFolder } from "../foundation/index.ts";
import { type BackupColumn, type BackupLine, textOfLine } from "./backup-file.ts";
import { StorageError } from "./errors.ts";
import { migrationsOf } from "./migrations.ts";
import type { Storage, Tx } from "./storage.ts";
import type { Tables } from "./tables.ts";

const ROWS_AT_A_TIME = 500;

// In the order in which rows may be put back. The compiler sees to it that none is missing.
const order: Readonly<Record<keyof Tables, number>> = {
  installation: 1,
  person: 2,
  person_identifier: 3,
  program_version: 4,
  store_mode: 5,
  privacy_request: 6,
  store_run: 7,
  recipient_told: 8,
  due: 9,
  tombstone: 10,
  log: 11,
  entry: 12,
  payload: 13,
  tile: 14,
  checkpoint: 15,
  sequencer: 16,
  message: 17,
  ask: 18,
  code_sent: 19,
  person_session: 20,
  mail: 21,
  staff_account: 22,
  staff_link: 23,
  staff_session: 24,
  passkey: 25,
  passkey_challenge: 26,
  copy_package: 27,
  copy_link: 28,
  copy_review: 29,
  sweep: 30,
  sought: 31,
  swept_dataset: 32,
  residue: 33,
  excused_place: 34,
  store_mark: 35,
  store_key: 36,
  task: 37,
  task_file: 38,
  run_chunk: 39,
  task_report: 40,
  task_keep: 41,
  app_key: 42,
  fact_subject: 43,
  fact: 44,
  notice_version: 45,
  fact_change: 46,
  fact_feed: 47,
  access_grant: 48,
  access_look: 49,
  disclosure: 50,
  disclosure_total: 51,
  erased_subject: 53,
  recipient_had: 52,
  appeal: 57,
  finding: 58,
  shown_text: 59,
  letter: 61,
  parent_ask: 63,
  content: 65,
  content_feed: 66,
  content_withdrawal: 67,
};

/** All tables of ours, those that others refer to first. */
export const tableNames: readonly string[] = Object.entries(order)
  .sort(([, a], [, b]) => a - b)
  .map(([name]) => name);

async function columnsOf(tx: Tx): Promise<ReadonlyMap<string, BackupColumn[]>> {
  const { rows } = await sql<{ table: string; name: string; type: string }>`
    select c.table_name::text as table, c.column_name::text as name, c.udt_name::text as type
    from information_schema.columns c
    where c.table_schema = 'troth' and c.table_name not like 'kysely%' order by c.table_name, c.ordinal_position`.execute(tx);
  const columns = new Map<string, BackupColumn[]>();
  for (const { table, name, type } of rows) columns.set(table, [...(columns.get(table) ?? []), { name, type }]);
  const unknown = [...columns.keys()].filter((table) => !tableNames.includes(table));
  if (unknown.length > 0) throw new StorageError("storage.failed", `a backup would leave out the table ${unknown.join(", ")}`);
  return columns;
}

async function* rowsOf(tx: Tx, table: string, columns: readonly BackupColumn[]): AsyncGenerator<BackupLine> {
  const texts = sql.join(columns.map((column) => sql`${sql.ref(column.name)}::text`));
  await sql`declare backup_rows no scroll cursor for select array[${texts}] as "row" from ${sql.table(table)}`.execute(tx);
  for (;;) {
    const { rows } = await sql<{ row: (string | null)[] }>`fetch ${sql.lit(ROWS_AT_A_TIME)} from backup_rows`.execute(tx);
    if (rows.length > 0) yield { kind: "rows", rows: rows.map(({ row }) => row) };
    if (rows.length < ROWS_AT_A_TIME) break;
  }
  await sql`close backup_rows`.execute(tx);
}

async function* sequencesOf(tx: Tx): AsyncGenerator<BackupLine> {
  const { rows } = await sql<{ name: string }>`
    select sequencename::text as name from pg_sequences where schemaname = 'troth' order by 1`.execute(tx);
  for (const { name } of rows) {
    const state = await sql<{ last: string; called: boolean }>`
      select last_value::text as last, is_called as called from ${sql.table(name)}`.execute(tx);
    for (const { last, called } of state.rows) yield { kind: "sequence", name, last, called };
  }
}

async function* linesOf(tx: Tx, head: BackupLine): AsyncGenerator<string> {
  const hash = createHash("sha256");
  let count = 0;
  const put = (line: BackupLine): string => {
    const text = textOfLine(line);
    hash.update(text);
    return text;
  };
  yield put(head);
  const columns = await columnsOf(tx);
  for (const name of tableNames) {
    const its = columns.get(name);
    if (its === undefined) continue;
    yield put({ kind: "table", name, columns: its });
    for await (const line of rowsOf(tx, name, its)) {
      if (line.kind === "rows") count += line.rows.length;
      yield put(line);
    }
  }
  for await (const line of sequencesOf(tx)) yield put(line);
  yield textOfLine({ kind: "end", rows: count, sha256: hash.digest("hex") });
}

/**
 * Writes the database as of one moment into a file: whole and durable, or not at all. What is in it: our tables. What is
 * not: the key store, the published checkpoint, and the queue, which requests wake anew.
 */
export async function backup(storage: Storage, file: string, surroundings: Surroundings): Promise<void> {
  const partial = `${file}.${randomBytes(4).toString("hex")}.partial`;
  const migrations = [...(await migrationsOf(storage.db))];
  const head: BackupLine = { kind: "troth-backup", format: 1, madeAt: new Date(surroundings.now()).toISOString(), migrations };
  try {
    await storage.db
      .transaction()
      .setIsolationLevel("repeatable read")
      .execute((tx) =>
        pipeline(Readable.from(linesOf(tx, head)), createGzip(), createWriteStream(partial, { flags: "wx", mode: 0o600 })),
      );
    const handle = await open(partial, "r+");
    await handle.sync().finally(() => handle.close());
    await rename(partial, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
