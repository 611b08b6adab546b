import { sql } from "kysely";
import { tableNames } from "./backup.ts";
import { type BackupColumn, readBackup } from "./backup-file.ts";
import { StorageError } from "./errors.ts";
import { migrate, migrationNames, migrationsOf } from "./migrations.ts";
import { openPlace, type StoragePlace } from "./open-storage.ts";
import type { Storage, Tx } from "./storage.ts";

const COLUMN_TYPE = /^[a-z0-9_]+$/;

/** Reads the whole file before anything is touched. Returns the migrations that its database had. */
async function checkWhole(file: string): Promise<readonly string[]> {
  let migrations: readonly string[] | undefined;
  for await (const line of readBackup(file)) if (line.kind === "troth-backup") migrations ??= line.migrations;
  if (migrations === undefined) {
    throw new StorageError("storage.damaged-backup", "a backup without its head", { place: file });
  }
  if (migrations.some((name, at) => migrationNames[at] !== name)) {
    throw new StorageError("storage.newer", "the backup was made by a newer troth", {
      place: file,
      advice: "restore it with that version",
    });
  }
  return migrations;
}

// The tables that a migration puts a row into.
const FILLED: ReadonlySet<string> = new Set(["sequencer", "fact_feed"]);

/** Refuses where anything is kept already; otherwise removes the tables, locked meanwhile, where they are not the backup's. */
async function makeRoom(tx: Tx, migrations: readonly string[]): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'troth' and c.relkind = 'r'`.execute(tx);
  if (rows.length === 0) return;
  await sql`lock table ${sql.join(rows.map(({ name }) => sql`troth.${sql.ref(name)}`))} in access exclusive mode`.execute(tx);
  for (const { name } of rows.filter((row) => tableNames.includes(row.name) && !FILLED.has(row.name))) {
    const found = await sql`select 1 from troth.${sql.ref(name)} limit 1`.execute(tx);
    if (found.rows.length > 0) {
      throw new StorageError("storage.not-empty", "the database to restore into is not empty", {
        advice: "restore into a new folder or a new database, and then use that",
      });
    }
  }
  // Tables of a later version cannot be taken back to an earlier one, and what a migration makes of rows it makes only once.
  if ((await migrationsOf(tx)).length !== migrations.length) await sql`drop schema troth cascade`.execute(tx);
}

async function putRows(
  tx: Tx,
  table: { name: string; columns: readonly BackupColumn[] },
  rows: readonly (readonly (string | null)[])[],
): Promise<void> {
  const { name, columns } = table;
  if (!tableNames.includes(name) || columns.some((column) => !COLUMN_TYPE.test(column.type))) {
    throw new StorageError("storage.damaged-backup", "a backup with a table that is not ours");
  }
  const at = (index: number) => sql.ref(`u.c${index}`);
  const values = sql.join(columns.map((column, index) => sql`${at(index)}::${sql.raw(column.type)}`));
  const arrays = sql.join(columns.map((_, index) => sql`${rows.map((row) => row[index] ?? null)}::text[]`));
  const names = sql.join(columns.map((column) => sql.ref(column.name)));
  const aliases = sql.join(columns.map((_, index) => sql.ref(`c${index}`)));
  await sql`insert into ${sql.table(name)} (${names}) overriding system value
    select ${values} from unnest(${arrays}) as u (${aliases})`.execute(tx);
}

async function putAll(tx: Tx, file: string): Promise<void> {
  let table: { name: string; columns: readonly BackupColumn[] } | undefined;
  for (const name of FILLED) {
    // A backup of before its migration has no such table yet.
    const { rows } = await sql<{ there: boolean }>`select to_regclass(${`troth.${name}`}) is not null as there`.execute(tx);
    if (rows[0]?.there) await sql`delete from troth.${sql.ref(name)}`.execute(tx);
  }
  for await (const line of readBackup(file)) {
    if (line.kind === "table") table = line;
    else if (line.kind === "rows" && table !== undefined) await putRows(tx, table, line.rows);
    else if (line.kind === "sequence") {
      await sql`select setval(${`troth.${line.name}`}::text::regclass, ${line.last}::text::bigint, ${line.called}::boolean)`.execute(
        tx,
      );
    }
  }
}

/** Puts a backup into a storage whose tables are not made yet, or are empty. */
async function restoreInto(storage: Storage, file: string, migrations: readonly string[]): Promise<void> {
  const { db } = storage;
  await storage.transaction((tx) => makeRoom(tx, migrations));
  const last = migrations.at(-1);
  if (last !== undefined) await migrate(db, last);
  await storage.transaction((tx) => putAll(tx, file));
  await migrate(db);
  // Whoever follows the feed was told of changes that this database does not know: no position of before holds any more.
  await db
    .updateTable("fact_feed")
    .set({ position: sql`position + ${FEED_LEAP}::bigint`, pruned: sql`position + ${FEED_LEAP}::bigint` })
    .execute();
}

// More changes than a feed sees between a backup and its restore.
const FEED_LEAP = 1_000_000_000;

/**
 * Puts a backup into an empty database of either kind, all of it or nothing, and brings it up to date. The key store is
 * not touched: whoever was forgotten since stays forgotten.
 * @throws StorageError `storage.damaged-backup`, `storage.not-empty`, `storage.newer`.
 */
export async function restore(file: string, place: StoragePlace): Promise<void> {
  const migrations = await checkWhole(file);
  const storage = await openPlace(place);
  try {
    await restoreInto(storage, file, migrations);
  } finally {
    await storage.close();
  }
}
