import { hashOf } from "@troth/core/foundation";
import { type Kysely, type Migration, type MigrationResult, Migrator, sql } from "kysely";
import { accessTables } from "./access-tables.ts";
import { afterTables } from "./after-tables.ts";
import { appTables } from "./app-tables.ts";
import { chunkTables } from "./chunk-tables.ts";
import { clockTables } from "./clock-tables.ts";
import { consentTables, factEntryTables, shownPageTables } from "./consent-tables.ts";
import { contentFeedTables, contentTables, contentWithdrawalTables } from "./content-tables.ts";
import { denialTables } from "./denial-tables.ts";
import { erasedTables } from "./erased-tables.ts";
import { StorageError } from "./errors.ts";
import { faceTables } from "./face-tables.ts";
import { factTables } from "./fact-tables.ts";
import { firstTables } from "./first-tables.ts";
import { identifyTables } from "./identify-tables.ts";
import { leadTables } from "./lead-tables.ts";
import { letterTables } from "./letter-tables.ts";
import { parentTables } from "./parent-tables.ts";
import { reportTables } from "./report-tables.ts";
import { requesterTables } from "./requester-tables.ts";
import type { Tables } from "./tables.ts";
import { taskTables } from "./task-tables.ts";

function statements(list: readonly string[]): Migration {
  return {
    async up(db) {
      for (const text of list) await sql.raw(text).execute(db);
    },
  };
}

const texts: Readonly<Record<string, readonly string[]>> = {
  "0001-first-tables": firstTables,
  "0002-faces": faceTables,
  "0003-app-and-tasks": appTables,
  "0004-after": afterTables,
  "0005-leads": leadTables,
  "0006-tasks": taskTables,
  "0007-chunks": chunkTables,
  "0008-reports": reportTables,
  "0009-facts": factTables,
  "0010-access": accessTables,
  "0011-erased": erasedTables,
  "0012-clocks": clockTables,
  "0013-requesters": requesterTables,
  "0015-denials": denialTables,
  "0017-identify": identifyTables,
  "0019-consent": consentTables,
  "0020-fact-entries": factEntryTables,
  "0021-letters": letterTables,
  "0023-parents": parentTables,
  "0024-contents": contentTables,
  "0025-content-feed": contentFeedTables,
  "0026-content-withdrawals": contentWithdrawalTables,
  "0027-shown-pages": shownPageTables,
};

const migrations: Readonly<Record<string, Migration>> = Object.fromEntries(
  Object.entries(texts).map(([name, list]) => [name, statements(list)]),
);

/** Changes with any migration: names a copy of a migrated database. */
export const migrationsHash: string = hashOf(texts).slice(0, 16);

/** The names of all migrations, in order. */
export const migrationNames: readonly string[] = Object.keys(migrations);

const migratorOf = (db: Kysely<Tables>): Migrator =>
  new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) }, migrationTableSchema: "troth" });

function settle({ error }: { error?: unknown; results?: MigrationResult[] }): void {
  if (error === undefined) return;
  if (error instanceof Error && /previously executed migration .* is missing/.test(error.message)) {
    throw new StorageError("storage.newer", "the database was made by a newer troth", {
      advice: "use the newer version, or restore a backup from before it",
      cause: error,
    });
  }
  throw new StorageError("storage.failed", "the tables of the database could not be brought up to date", { cause: error });
}

// The migrator reads every column of the catalog, twice: a fifth of a second of each command where nothing is to be done.
async function areUpToDate(db: Kysely<Tables>): Promise<boolean> {
  const there = await sql<{ is: boolean }>`select to_regclass('troth.kysely_migration') is not null as is`.execute(db);
  if (there.rows[0]?.is !== true) return false;
  const ran = await sql<{ name: string }>`select name from troth.kysely_migration order by name`.execute(db);
  return ran.rows.length === migrationNames.length && ran.rows.every(({ name }, at) => name === migrationNames[at]);
}

/** Brings the tables up to date, or up to one migration. Idempotent; two at once wait for each other. */
export async function migrate(db: Kysely<Tables>, upTo?: string): Promise<void> {
  if (upTo === undefined && (await areUpToDate(db))) return;
  const migrator = migratorOf(db);
  settle(upTo === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(upTo));
}

/** The names of the migrations that ran on this database, in order. */
export async function migrationsOf(db: Kysely<Tables>): Promise<readonly string[]> {
  const all = await migratorOf(db).getMigrations();
  return all.filter((migration) => migration.executedAt !== undefined).map((migration) => migration.name);
}
