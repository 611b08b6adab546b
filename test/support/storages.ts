// Storages for tests: PGlite in a folder always; PostgreSQL where TROTH_TEST_POSTGRES names a server.
import { randomBytes } from "node:crypto";
import { cpSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, describe } from "vitest";
import { systemSurroundings, takeLock } from "../../packages/server/src/foundation/index.ts";
import { prepareFirstHome } from "../../packages/server/src/installation/prepare-first-home.ts";
import { openJobs } from "../../packages/server/src/jobs/index.ts";
import { homePaths, migrationsHash, openStorage, preparedFile, type Storage } from "../../packages/server/src/storage/index.ts";
import { freshFilled } from "./databases.ts";

export type StorageName = "pglite" | "postgres";

/** A server that tests may make databases on; undefined: its suites are skipped by name. */
export const testPostgres: string | undefined = process.env.TROTH_TEST_POSTGRES || undefined;

const cache = fileURLToPath(new URL("../../node_modules/.cache/troth-tests/", import.meta.url));

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Does the work once for all test processes, and waits while another does it. */
async function once(name: string, done: () => Promise<boolean>, work: () => Promise<void>): Promise<void> {
  await mkdir(cache, { recursive: true });
  for (;;) {
    if (await done()) return;
    const turn = await takeLock(join(cache, `${name}.lock`));
    if (turn.kind === "held") {
      await wait(50);
      continue;
    }
    try {
      if (!(await done())) await work();
      return;
    } finally {
      await turn.release();
    }
  }
}

/** Every migration, and the queue's tables too: a second to make, for every installation that a test opens. */
async function fillStorage(databaseUrl: string | undefined, home = tmpdir()): Promise<void> {
  const storage = await openStorage({ home, databaseUrl, surroundings: systemSurroundings() });
  await (await openJobs({ storage, surroundings: systemSurroundings() })).close();
  await storage.maintain();
  await storage.close();
}

/** A data folder of PGlite with every migration, made once; copying it costs a tenth of a second, `initdb` five. */
async function migratedFolder(): Promise<string> {
  await once(
    "prepared",
    () => exists(preparedFile),
    () => prepareFirstHome(),
  );
  const folder = join(cache, `home-with-queue-${migrationsHash}`);
  await once(
    "home",
    () => exists(folder),
    async () => {
      const partial = await mkdtemp(join(cache, "partial-"));
      await fillStorage(undefined, partial);
      // At once: whoever looks for the folder meanwhile finds all of it, or nothing.
      await rename(partial, folder);
    },
  );
  return folder;
}

/** A new home in a temporary folder, its embedded database made and up to date; `remove` it afterwards. */
export async function makeHome(): Promise<{ readonly home: string; remove(): Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), "troth-test-"));
  const prepared = homePaths(await migratedFolder()).database;
  // A thousand small files: in turn and synchronously is several times quicker than through the thread pool.
  cpSync(prepared, homePaths(home).database, { recursive: true });
  return { home, remove: async () => rmSync(home, { recursive: true, force: true }) };
}

async function onServer(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: testPostgres });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** A new, empty database on the tests' server; `remove` drops it. */
export async function makeDatabase(): Promise<{ readonly databaseUrl: string; remove(): Promise<void> }> {
  if (testPostgres === undefined) throw new Error("TROTH_TEST_POSTGRES is not set");
  const name = `troth_test_${randomBytes(6).toString("hex")}`;
  await onServer(`create database ${name}`);
  const url = new URL(testPostgres);
  url.pathname = `/${name}`;
  return { databaseUrl: url.href, remove: () => onServer(`drop database if exists ${name} with (force)`) };
}

/** A place for a storage of this kind: an empty home, and with PostgreSQL a database beside it that is up to date. */
export async function makePlace(name: StorageName): Promise<{
  readonly home: string;
  readonly databaseUrl: string | undefined;
  remove(): Promise<void>;
}> {
  if (name === "pglite") return { ...(await makeHome()), databaseUrl: undefined };
  const home = await mkdtemp(join(tmpdir(), "troth-test-"));
  const database = await freshFilled("storage", migrationsHash, fillStorage);
  const remove = async (): Promise<void> => {
    await database.drop();
    await rm(home, { recursive: true, force: true });
  };
  return { home, databaseUrl: database.url, remove };
}

/** What a suite of `eachStorage` is given; valid inside its tests and hooks. */
export interface TestStorage {
  readonly name: StorageName;
  /** Opened once for the suite, migrated, closed and removed after it. */
  storage(): Storage;
  /** The home folder beside it (keys, packages). */
  home(): string;
  databaseUrl(): string | undefined;
}

/**
 * Runs a suite on each kind of storage, one storage a suite. On PostgreSQL it is skipped, by name, where there is no server.
 * `eachStorage("requests", (on) => { test("...", async () => { await on.storage().transaction(...) }) })`
 */
export function eachStorage(suite: string, tests: (on: TestStorage) => void): void {
  for (const name of ["pglite", "postgres"] as const) {
    const skipped = name === "postgres" && testPostgres === undefined;
    describe.skipIf(skipped)(`${suite} on ${name}${skipped ? " (skipped: TROTH_TEST_POSTGRES is not set)" : ""}`, () => {
      let opened: { place: Awaited<ReturnType<typeof makePlace>>; storage: Storage } | undefined;
      const now = () => {
        if (opened === undefined) throw new Error("the storage is open inside tests and hooks only");
        return opened;
      };
      beforeAll(async () => {
        const place = await makePlace(name);
        opened = { place, storage: await openStorage({ ...place, surroundings: systemSurroundings() }) };
      });
      afterAll(async () => {
        await opened?.storage.close();
        await opened?.place.remove();
      });
      tests({ name, storage: () => now().storage, home: () => now().place.home, databaseUrl: () => now().place.databaseUrl });
    });
  }
}

/** Runs a suite once a kind of storage; the suite makes a place of that kind for each test. Skips by name like `eachStorage`. */
export function eachKind(suite: string, tests: (kind: StorageName) => void): void {
  for (const name of ["pglite", "postgres"] as const) {
    const skipped = name === "postgres" && testPostgres === undefined;
    describe.skipIf(skipped)(`${suite} on ${name}${skipped ? " (skipped: TROTH_TEST_POSTGRES is not set)" : ""}`, () =>
      tests(name),
    );
  }
}
