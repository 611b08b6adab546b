import { cp, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemSurroundings } from "../../packages/server/src/foundation/index.ts";
import { type KeyOwner, type Keys, openKeys } from "../../packages/server/src/keys/index.ts";
import { backup, homePaths, openStorage, restore, type Storage, type Tx } from "../../packages/server/src/storage/index.ts";
import { makeDatabase, makeHome } from "../support/storages.ts";
import { type LeftOnDisk, recover } from "./recover.ts";
import { noThrowawayPostgres, startThrowawayPostgres } from "./throwaway-postgres.ts";

const surroundings = systemSurroundings();
const day = "2026-11-22T01:02:03.456Z";
const ann: KeyOwner = { person: "ann" };
const budi: KeyOwner = { person: "budi" };

interface Ground {
  readonly home: string;
  readonly databaseUrl: string | undefined;
  /** The database's folder. */
  readonly data: string;
  remove(): Promise<void>;
}

const grounds: Readonly<Record<string, { readonly skipped: string | undefined; make(): Promise<Ground> }>> = {
  pglite: {
    skipped: undefined,
    async make() {
      const { home, remove } = await makeHome();
      return { home, databaseUrl: undefined, data: homePaths(home).database, remove };
    },
  },
  "a throwaway postgresql cluster": {
    skipped: noThrowawayPostgres,
    async make() {
      const { home, remove } = await makeHome();
      await rm(homePaths(home).database, { recursive: true });
      const cluster = await startThrowawayPostgres();
      const removeBoth = async (): Promise<void> => {
        await cluster.remove();
        await remove();
      };
      return { home, databaseUrl: cluster.databaseUrl, data: cluster.data, remove: removeBoth };
    },
  },
};

const marked = (text: string): Uint8Array => new TextEncoder().encode(`MARKED-${text}-0123456789abcdef`);

async function takeRequest(tx: Tx, keys: Keys, owner: { readonly person: string }, id: string): Promise<void> {
  const file = { request: id };
  await keys.ensure(owner);
  await keys.ensure(file);
  await tx.insertInto("person").values({ id: owner.person, state: "known", created_at: day }).execute();
  await tx
    .insertInto("privacy_request")
    .values({
      ...{ id, right: "erasure", state: "taken", person_id: owner.person, taken_by: "staff", verified: false, received_at: day },
      subject: await keys.seal(owner, "subject", marked(`${owner.person}-subject-first`)),
      file: await keys.seal(file, "file", marked(`${owner.person}-file`)),
    })
    .execute();
  const captured = await keys.seal(owner, "captured", marked(`${owner.person}-captured`));
  await tx
    .insertInto("store_run")
    .values({ request_id: id, store: "app", attempt: 1, state: "started", captured, updated_at: day })
    .execute();
}

async function writeEntry(tx: Tx, keys: Keys, owner: { readonly person: string }, log: number): Promise<void> {
  const entry = { log, at: day, kind: "request.taken", body: "{}" };
  const { id } = await tx.insertInto("entry").values(entry).returning("id").executeTakeFirstOrThrow();
  const sealed = await keys.seal(owner, "payload", marked(`${owner.person}-payload`));
  await tx.insertInto("payload").values({ id: surroundings.id(), entry_id: id, person_id: owner.person, sealed }).execute();
}

/** A life in Troth's database: taken, changed, and what can be deleted deleted. An old backup lies about from between. */
async function live(storage: Storage, keys: Keys, oldBackup: string): Promise<void> {
  await storage.transaction(async (tx) => {
    await takeRequest(tx, keys, { person: "ann" }, "R-0001");
    await takeRequest(tx, keys, { person: "budi" }, "R-0002");
    const log = await tx
      .insertInto("log")
      .values({ origin: "o", vkey: "v", started_at: day })
      .returning("id")
      .executeTakeFirstOrThrow();
    await writeEntry(tx, keys, { person: "ann" }, log.id);
    await writeEntry(tx, keys, { person: "budi" }, log.id);
  });
  await backup(storage, oldBackup, surroundings);
  await storage.transaction(async (tx) => {
    const subject = await keys.seal(ann, "subject", marked("ann-subject-second"));
    await tx.updateTable("privacy_request").set({ subject }).where("id", "=", "R-0001").execute();
  });
  await storage.transaction(async (tx) => {
    await tx.updateTable("privacy_request").set({ subject: new Uint8Array() }).where("id", "=", "R-0001").execute();
    await tx.updateTable("store_run").set({ captured: null }).where("request_id", "=", "R-0001").execute();
    await tx.deleteFrom("payload").where("person_id", "=", "ann").execute();
  });
}

for (const [name, { skipped, make }] of Object.entries(grounds)) {
  describe.skipIf(skipped !== undefined)(`forgetting on ${name}${skipped === undefined ? "" : ` (skipped: ${skipped})`}`, () => {
    let ground: Ground;
    let keys: Keys;
    let disk: LeftOnDisk;
    let oldBackup: string;
    const masterKeyFile = (): string => join(ground.home, "master");
    const texts = async (): Promise<string[]> =>
      (await recover(disk, "MARKED-")).map(({ place, text }) => `${place} ${text.split("-").slice(1, -1).join("-")}`).sort();

    beforeAll(async () => {
      ground = await make();
      const folder = homePaths(ground.home).keys;
      keys = await openKeys({ folder, masterKeyFile: masterKeyFile(), surroundings });
      const storage = await openStorage({ ...ground, surroundings });
      await mkdir(join(ground.home, "backups"));
      oldBackup = join(ground.home, "backups", "old.backup");
      await live(storage, keys, oldBackup);
      // What an undelete finds: every wrap there was. No copy of an epoch's key, for that is what must not be kept.
      const undeleted = join(ground.home, "undeleted");
      await cp(join(folder, "wraps"), undeleted, { recursive: true });
      await keys.forget(ann);
      await storage.executeSql("checkpoint");
      await storage.close();
      disk = {
        places: { heap: join(ground.data, "base"), wal: join(ground.data, "pg_wal"), backup: join(ground.home, "backups") },
        keyFolders: [folder, undeleted],
        masterKeyFile: masterKeyFile(),
      };
    });
    afterAll(() => ground.remove());

    test("before the epoch ends, what is left on disk still opens: in dead rows, in the WAL, in the old backup", async () => {
      await expect(keys.seal(ann, "x", marked("x"))).rejects.toMatchObject({ code: "keys.forgotten" });
      const found = await texts();
      for (const place of ["heap", "wal"]) {
        for (const what of ["subject-first", "subject-second", "captured", "payload"])
          expect(found).toContain(`${place} ann-${what}`);
      }
      for (const what of ["subject-first", "captured", "payload"]) expect(found).toContain(`backup ann-${what}`);
    });

    test("after the epoch has ended nothing of the person opens, and everything of everybody else does", async () => {
      await keys.endEpoch();
      const found = await texts();
      // The request's file outlives the erasure, under a key of its own.
      expect(found.filter((text) => text.includes(" ann-") && !text.includes("ann-file"))).toEqual([]);
      for (const place of ["heap", "wal", "backup"]) {
        for (const what of ["budi-subject-first", "budi-captured", "budi-payload", "ann-file"])
          expect(found).toContain(`${place} ${what}`);
      }
    });

    test("yesterday's database with today's keys: the forgotten stay forgotten, nobody else is locked out", async () => {
      const aside = join(ground.home, "restored");
      const database = ground.databaseUrl === undefined ? undefined : await makeDatabase();
      const place = { home: aside, databaseUrl: database?.databaseUrl };
      await restore(oldBackup, place);
      const storage = await openStorage({ ...place, surroundings });
      const rows = await storage.db
        .selectFrom("privacy_request")
        .select(["person_id", "subject", "file", "id"])
        .orderBy("id")
        .execute();
      expect(rows.map((row) => row.person_id)).toEqual(["ann", "budi"]);
      for (const row of rows) {
        const opening = keys.open({ person: row.person_id }, "subject", row.subject);
        if (row.person_id === "ann") await expect(opening).rejects.toMatchObject({ code: "keys.forgotten" });
        else expect(await opening).toEqual(marked("budi-subject-first"));
        expect(await keys.open({ request: row.id }, "file", row.file ?? new Uint8Array())).toEqual(
          marked(`${row.person_id}-file`),
        );
      }
      await expect(keys.ensure(ann)).rejects.toMatchObject({ code: "keys.forgotten" });
      expect(await keys.has(budi)).toBe(true);
      await storage.close();
      await database?.remove();
    });

    test("the recovery program opens nothing without the master key", async () => {
      const kept = masterKeyFile();
      await rename(kept, `${kept}.gone`);
      await expect(texts()).rejects.toMatchObject({ code: "ENOENT" });
      await rename(`${kept}.gone`, kept);
    });
  });
}
