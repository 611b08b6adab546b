// Two installations of Troth, one after the other or side by side, over one store: what the one has written down there of its
// act is never taken for the other's, although both number their requests from the first.
import { describe, expect, test } from "vitest";
import type { Installation } from "../../packages/server/src/installation/index.ts";
import { resumeAll, runRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import { entriesOf } from "../attack/support.ts";
import { SAMPLE, sampled } from "../support/sample.ts";
import {
  dyingAt,
  erasedIn,
  finish,
  Killed,
  makeHomes,
  onSqlite,
  openIn,
  SHARED_STORES,
  type SharedStore,
  skipped,
  take,
} from "./shared-store.ts";

describe(`names in a store's journal${skipped}${SAMPLE}`, () => {
  test.each(SHARED_STORES)(
    "$name: a new home over a store in which an older one's journal stands",
    { timeout: 120_000 },
    async ({ make, rows }) => {
      const ground = await make();
      const [old, anew] = await makeHomes();
      const older = await openIn(ground, old);
      const first = await take(older, ground.people[1]);
      await runRequest(older, first);
      await finish(older, first);
      expect(await viewRequest(older, first)).toMatchObject({ id: "R-0001", state: "done" });
      await older.close();
      expect(await ground.left()).toEqual([rows[0], 0]);

      // The same number, another person, and death before the store's COMMIT.
      const dying = await openIn(ground, anew, dyingAt("store.journalled"));
      const request = await take(dying, ground.people[0]);
      expect(request).toBe(first);
      await expect(runRequest(dying, request)).rejects.toThrow(Killed);
      await dying.close();
      expect(await ground.left()).toEqual([rows[0], 0]);
      const inst = await openIn(ground, anew, dyingAt("store.captured"));
      await resumeAll(inst).catch(() => undefined);
      expect(await erasedIn(inst, ground.store)).toEqual([]);
      await inst.close();
      const last = await openIn(ground, anew);
      await finish(last, request);
      expect(await viewRequest(last, request)).toMatchObject({ state: "done" });
      expect(await ground.left()).toEqual([0, 0]);
      expect(await erasedIn(last, ground.store)).toHaveLength(1);
      expect((await last.ledger.fsck()).problems).toEqual([]);
    },
  );

  test.each(sampled(SHARED_STORES, 2))(
    "$name: two homes at once, of which one dies before its COMMIT and the other commits",
    { timeout: 120_000 },
    async ({ make, rows }) => {
      const ground = await make();
      const [one, other] = await makeHomes();
      const dying = await openIn(ground, one, dyingAt("store.journalled"));
      const request = await take(dying, ground.people[0]);
      await expect(runRequest(dying, request)).rejects.toThrow(Killed);
      await dying.close();

      const beside = await openIn(ground, other);
      const theirs = await take(beside, ground.people[1]);
      expect(theirs).toBe(request);
      await runRequest(beside, theirs);
      await finish(beside, theirs);
      expect(await viewRequest(beside, theirs)).toMatchObject({ state: "done" });
      await beside.close();
      expect(await ground.left()).toEqual([rows[0], 0]);

      const looking = await openIn(ground, one, dyingAt("store.captured"));
      await resumeAll(looking).catch(() => undefined);
      expect(await erasedIn(looking, ground.store)).toEqual([]);
      await looking.close();
      const last = await openIn(ground, one);
      await finish(last, request);
      expect(await viewRequest(last, request)).toMatchObject({ state: "done" });
      expect(await ground.left()).toEqual([0, 0]);
    },
  );

  // What a Troth of before wrote: the request and no installation, in the store and beside it.
  async function nameAsBefore(store: SharedStore, inst: Installation, request: string): Promise<void> {
    const { db } = inst.storage;
    const before = `${request}/${store.store}/1`;
    const runs = db.selectFrom("store_run").select("transaction").where("request_id", "=", request);
    const { transaction } = await runs.where("store", "=", store.store).executeTakeFirstOrThrow();
    await store.rename(String(transaction), before);
    const named = db.updateTable("store_run").set({ transaction: before }).where("request_id", "=", request);
    await named.where("store", "=", store.store).execute();
  }

  const named = SHARED_STORES.filter(({ name }) => name !== "PostgreSQL");

  test.each(sampled(named, 2))(
    "$name: an act that was committed under an old name is known after an upgrade",
    { timeout: 120_000 },
    async ({ make, rows }) => {
      const store = await make();
      const [home] = await makeHomes();
      const dying = await openIn(store, home, dyingAt("store.acted"));
      const request = await take(dying, store.people[0]);
      await expect(runRequest(dying, request)).rejects.toThrow(Killed);
      await nameAsBefore(store, dying, request);
      await dying.close();
      expect(await store.left()).toEqual([0, rows[1]]);

      const inst = await openIn(store, home);
      await finish(inst, request);
      expect(await viewRequest(inst, request)).toMatchObject({ state: "done" });
      const entries = await erasedIn(inst, store.store);
      expect(entries).toMatchObject([{ attempt: 1, outcomeKnownBy: "read-back" }]);
      expect(Number(entries[0]?.deleted)).toBeGreaterThanOrEqual(rows[0]);
      const tombstones = inst.storage.db.selectFrom("tombstone").select("id").where("store", "=", store.store);
      expect((await tombstones.execute()).length).toBeGreaterThan(0);
    },
  );

  test.each(sampled(named.toReversed(), 2))(
    "$name: an old name that another home has used tells nothing after an upgrade",
    { timeout: 120_000 },
    async ({ make, rows }) => {
      const store = await make();
      const [old, home] = await makeHomes();
      const older = await openIn(store, old);
      const first = await take(older, store.people[1]);
      await runRequest(older, first);
      await nameAsBefore(store, older, first);
      await finish(older, first);
      await older.close();

      const dying = await openIn(store, home, dyingAt("store.journalled"));
      const request = await take(dying, store.people[0]);
      await expect(runRequest(dying, request)).rejects.toThrow(Killed);
      await nameAsBefore(store, dying, request);
      await dying.close();
      const inst = await openIn(store, home);
      await finish(inst, request);
      expect(await viewRequest(inst, request)).toMatchObject({ state: "done" });
      expect(await store.left()).toEqual([0, 0]);
      expect(await erasedIn(inst, store.store)).toMatchObject([{ attempt: 2, outcomeKnownBy: "commit" }]);
      expect(rows[0]).toBeGreaterThan(0);
    },
  );

  test.each([
    ["store.chunk.journalled", "commit"],
    ["store.chunk.acted", "read-back"],
  ])("a large set in chunks under old names, killed at %s, is known by %s", { timeout: 120_000 }, async (step, knownBy) => {
    const store = onSqlite();
    const [old, home] = await makeHomes();
    const largeSets = { rows: 1, chunkRows: 4, pauseMs: 50 };
    const older = await openIn(store, old, { largeSets });
    await runRequest(older, await take(older, store.people[1]));
    const theirs = older.storage.db.selectFrom("store_run").select("transaction");
    const [last] = await theirs.execute();
    await store.rename(String(last?.transaction), "R-0001/shop/1/1.1");
    await older.close();

    const dying = await openIn(store, home, { largeSets, ...dyingAt(step) });
    const request = await take(dying, store.people[0]);
    await expect(runRequest(dying, request)).rejects.toThrow(Killed);
    const { db } = dying.storage;
    const { transaction } = await db
      .selectFrom("run_chunk")
      .select("transaction")
      .where("state", "=", "started")
      .executeTakeFirstOrThrow();
    // The other home has used this very name; of what was committed the row stands in its place.
    await store.rename(String(transaction), "R-0001/shop/1/1.1 of another");
    await db.updateTable("run_chunk").set({ transaction: "R-0001/shop/1/1.1" }).where("state", "=", "started").execute();
    await dying.close();
    const inst = await openIn(store, home, { largeSets });
    await finish(inst, request);
    expect(await viewRequest(inst, request)).toMatchObject({ state: "done" });
    expect(await store.left()).toEqual([0, 0]);
    const [entry] = await entriesOf(inst, "store.erased");
    expect(entry).toMatchObject({ deleted: 15, changed: 6 });
    expect((await entriesOf(inst, "store.partly-erased"))[0]).toMatchObject({ chunk: 1, outcomeKnownBy: knownBy });
  });
});
