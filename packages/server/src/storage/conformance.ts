import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { expect, test } from "vitest";
import type { Storage } from "./storage.ts";
import type { Tables } from "./tables.ts";

const day = "2026-11-22T01:02:03.456Z";

async function makeLog(db: Kysely<Tables>): Promise<number> {
  await db.updateTable("log").set({ ended_at: day }).where("ended_at", "is", null).execute();
  const row = await db
    .insertInto("log")
    .values({ origin: "test.example", vkey: randomUUID(), started_at: day, forked_from: JSON.stringify({ size: "3" }) })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** What every kind of storage must do, as tests. Call it inside a suite; `storage` is asked inside the tests. */
export function storageConformance(storage: () => Storage): void {
  const addPerson = (id: string) => storage().db.insertInto("person").values({ id, state: "known", created_at: day }).execute();

  test("values come back in one form: text int8, ISO timestamps, parsed jsonb, plain bytes, false and null", async () => {
    const { db } = storage();
    await addPerson("form");
    const subject = new Uint8Array([0, 255, 92, 39]);
    await db
      .insertInto("privacy_request")
      .values({
        ...{ id: "R-9001", right: "erasure", state: "taken", person_id: "form", subject, taken_by: "staff", verified: false },
        ...{ received_at: day, plan: JSON.stringify({ steps: [1, "a"] }) },
      })
      .execute();
    const row = await db.selectFrom("privacy_request").selectAll().where("id", "=", "R-9001").executeTakeFirstOrThrow();
    expect(row).toMatchObject({ subject, file: null, verified: false, received_at: day, closed_at: null, version: 1 });
    expect(row.plan).toEqual({ steps: [1, "a"] });
    expect(Object.getPrototypeOf(row.subject)).toBe(Uint8Array.prototype);
    const log = await makeLog(db);
    const entry = await db
      .insertInto("entry")
      .values({ log, index: null, at: day, kind: "request.taken", body: "{}" })
      .returningAll()
      .executeTakeFirstOrThrow();
    expect(entry).toMatchObject({ at: day, index: null, log });
    expect(entry.id).toMatch(/^\d+$/);
  });

  test("counts of changed rows are told", async () => {
    await addPerson("count-1");
    await addPerson("count-2");
    const result = await storage()
      .db.updateTable("person")
      .set({ state: "forgetting" })
      .where("id", "like", "count-%")
      .executeTakeFirst();
    expect(result.numUpdatedRows).toBe(2n);
  });

  test("a transaction is whole or not at all, and the next one works after a failed one", async () => {
    const failing = storage().transaction(async (tx) => {
      await tx.insertInto("person").values({ id: "half", state: "known", created_at: day }).execute();
      await tx.insertInto("person").values({ id: "half", state: "known", created_at: day }).execute();
    });
    await expect(failing).rejects.toMatchObject({ code: "23505" });
    expect(await storage().db.selectFrom("person").select("id").where("id", "=", "half").execute()).toEqual([]);
    await storage().transaction((tx) =>
      tx.insertInto("person").values({ id: "half", state: "known", created_at: day }).execute(),
    );
  });

  test("asking the storage inside a transaction's work throws instead of waiting for itself", async () => {
    const nested = storage().transaction(() => storage().db.selectFrom("person").selectAll().execute());
    await expect(nested).rejects.toThrow("inside a transaction's work");
    const raw = storage().transaction(() => storage().executeSql("select 1"));
    await expect(raw).rejects.toThrow("inside a transaction's work");
  });

  test("many at once are served, none sees half of another", async () => {
    const { db } = storage();
    await db.updateTable("sequencer").set({ token: "0" }).execute();
    const bump = (): Promise<unknown> =>
      storage().transaction(async (tx) => {
        const { token } = await tx.selectFrom("sequencer").select("token").forUpdate().executeTakeFirstOrThrow();
        await tx
          .updateTable("sequencer")
          .set({ token: String(Number(token) + 1) })
          .execute();
      });
    await Promise.all(Array.from({ length: 25 }, bump));
    expect((await db.selectFrom("sequencer").select("token").executeTakeFirstOrThrow()).token).toBe("25");
  });

  test("raw SQL takes several statements, and a failed one leaves no transaction open", async () => {
    expect((await storage().executeSql("select 1 as a; select 2 as a")).rows).toEqual([{ a: 1 }, { a: 2 }]);
    await expect(storage().executeSql("begin; select 1 / 0; commit")).rejects.toMatchObject({ code: "22012" });
    await storage().executeSql("begin; insert into troth.store_mode (store) values ('kept'); commit");
    expect((await storage().executeSql("select store from troth.store_mode where store = $1", ["kept"])).rowCount).toBe(1);
  });

  test("an entry gets its index once, and is otherwise neither changed nor deleted nor emptied away", async () => {
    const { db } = storage();
    const log = await makeLog(db);
    const values = { log, index: null, at: day, kind: "request.taken", body: '{"request":"R-1"}' };
    const { id } = await db.insertInto("entry").values(values).returning("id").executeTakeFirstOrThrow();
    const change = (set: Partial<{ index: string | null; body: string; kind: string }>) =>
      db.updateTable("entry").set(set).where("id", "=", id).execute();
    await expect(change({ body: "{}" })).rejects.toMatchObject({ code: "23001" });
    await expect(change({ index: "0", kind: "other" })).rejects.toMatchObject({ code: "23001" });
    await change({ index: "0" });
    await expect(change({ index: "1" })).rejects.toMatchObject({ code: "23001" });
    await expect(change({ index: null })).rejects.toMatchObject({ code: "23001" });
    await expect(db.deleteFrom("entry").where("id", "=", id).execute()).rejects.toMatchObject({ code: "23001" });
    await expect(sql`truncate entry cascade`.execute(db)).rejects.toMatchObject({ code: "23001" });
  });

  test("what cannot be is refused: an address as an id, two people of one identifier, a second open log, a forgotten person of no day", async () => {
    const { db } = storage();
    await expect(addPerson("ann@person.example")).rejects.toMatchObject({ code: "23514" });
    await addPerson("one");
    await addPerson("two");
    const hash = "ab".repeat(32);
    await db.insertInto("person_identifier").values({ person_id: "one", kind: "email", hash }).execute();
    const second = db.insertInto("person_identifier").values({ person_id: "two", kind: "email", hash }).execute();
    await expect(second).rejects.toMatchObject({ code: "23505" });
    await makeLog(db);
    const open = db.insertInto("log").values({ origin: "x", vkey: randomUUID(), started_at: day }).execute();
    await expect(open).rejects.toMatchObject({ code: "23505" });
    const forgotten = db.updateTable("person").set({ state: "forgotten" }).where("id", "=", "one").execute();
    await expect(forgotten).rejects.toMatchObject({ code: "23514" });
  });

  test("maintenance runs beside use", async () => {
    await Promise.all([storage().maintain(), storage().db.selectFrom("person").select("id").execute()]);
  });
}
