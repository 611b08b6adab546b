import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { eachKind, makePlace } from "../../../../test/support/storages.ts";
import { ada, MARK, makeWorkshop, openWorkshop, takeApproved, type Workshop } from "../../../../test/support/workshop.ts";
import type { Installation } from "../installation/index.ts";
import { recordTold, runRequest, soughtKey, takeRequest, viewRequest } from "../requests/index.ts";
import { excusePlace, listResidue, recordRemoved, sweepStores } from "./index.ts";

const DAY_MS = 86_400_000;

eachKind("the nightly pass", (kind) => {
  let shop: Workshop;
  let inst: Installation;
  let ahead = 0;
  let passing: (step: string) => Promise<void>;
  let place: Awaited<ReturnType<typeof makePlace>>;
  beforeEach(async () => {
    ahead = 0;
    passing = async () => undefined;
    place = await makePlace(kind);
    shop = makeWorkshop();
    shop.sql("create table audit (id integer primary key, details text, seen_on text)");
    shop.sql("create table cache (body blob)");
    inst = await openWorkshop(shop, {
      ...place,
      surroundings: { now: () => Date.now() + ahead, passing: (step) => passing(step) },
    });
  });
  afterEach(async () => {
    await inst.close();
    await place.remove();
    shop.remove();
  });

  const erase = async (email: string = ada.email): Promise<string> => {
    const request = await takeApproved(inst, "erasure", [{ kind: "email", value: email }]);
    await runRequest(inst, request);
    await recordTold(inst, { request, recipient: "letters" });
    expect((await viewRequest(inst, request)).state).toBe("done");
    return request;
  };
  const entries = async (entryKind: string): Promise<Record<string, unknown>[]> =>
    (await inst.storage.db.selectFrom("entry").select(["kind", "body"]).orderBy("id").execute())
      .filter((one) => one.kind === entryKind)
      .map((one) => JSON.parse(one.body) as Record<string, unknown>);
  const soughtRows = () => inst.storage.db.selectFrom("sought").selectAll().execute();

  test("finds what no link leads to, in any wrapping, and opens the request again with the place", async () => {
    shop.sql(`insert into audit values
      (1, '{"who":"${ada.email.replace("@", "\\u0040")}"}', '2026-01-01'),
      (2, 'https://crm.example/?name=${encodeURIComponent(ada.name)}&x=1', '2026-01-01'),
      (3, 'somebody else', '2026-01-01')`);
    shop.sql(`insert into cache values (cast('seen: ${ada.name.toUpperCase()}' as blob))`);
    const request = await erase();
    expect(await soughtRows()).toMatchObject([{ request_id: request, sweep_id: null }]);
    expect(await sweepStores(inst)).toEqual({ kind: "nothing" });
    ahead = DAY_MS;
    const answer = await sweepStores(inst);
    expect(answer).toMatchObject({
      kind: "ended",
      people: 1,
      reopened: [{ request, places: ["shop/audit.details", "shop/cache.body"] }],
    });
    const view = await viewRequest(inst, request);
    expect(view.state).toBe("open");
    expect(view.closedAt).toBeUndefined();
    expect(view.because).toBe("found in the night after: 2 rows of shop/audit.details, 1 row of shop/cache.body");
    expect((await entries("store.swept"))[0]).toMatchObject({ store: "shop", people: 1, notRead: [] });
    expect((await entries("request.reopened"))[0]).toMatchObject({ request, cause: "residue" });
    expect(await soughtRows()).toEqual([]);
    expect(await inst.keys.has(soughtKey(request))).toBe(false);
    expect(JSON.stringify(await inst.storage.db.selectFrom("entry").select("body").execute())).not.toContain(MARK);
    expect(await sweepStores(inst, { evenIfEarly: true })).toEqual({ kind: "nothing" });
    // Whoever looks after open requests finds it open, and no more.
    await runRequest(inst, request);
    expect((await viewRequest(inst, request)).state).toBe("open");
  });

  test("what staff removed is looked at once more; what they excuse stays excused, until its day", async () => {
    shop.sql(`insert into audit values (1, '${ada.email}', ''), (2, 'c3@workshop.example', '')`);
    shop.sql(`insert into cache values ('${ada.name}')`);
    const request = await erase();
    ahead = DAY_MS;
    await sweepStores(inst);
    const by = "officer";
    expect(await recordRemoved(inst, { request, place: "shop/cache.body", by })).toMatchObject({
      kind: "refused",
      reason: "still-there",
    });
    expect(await recordRemoved(inst, { request, place: "shop/cache.bodi", by })).toMatchObject({
      kind: "refused",
      advice: expect.stringContaining("shop/cache.body"),
    });
    shop.sql("delete from cache");
    expect(await recordRemoved(inst, { request, place: "shop/cache.body", by })).toMatchObject({ kind: "done" });
    const place = "shop/audit.details";
    expect(await excusePlace(inst, { place, reason: "rotating-log", by })).toMatchObject({ kind: "refused", reason: "until" });
    const until = new Date(Date.now() + 3 * DAY_MS).toISOString().slice(0, 10);
    expect(await excusePlace(inst, { place, reason: "rotating-log", until, by })).toMatchObject({ kind: "done" });
    expect((await viewRequest(inst, request)).state).toBe("done");
    expect((await entries("request.completed")).at(-1)).toMatchObject({ again: true, residue: { removed: 1, excused: 1 } });

    const second = await erase("c3@workshop.example");
    ahead = 2 * DAY_MS;
    expect(await sweepStores(inst)).toMatchObject({ kind: "ended", reopened: [], excused: 1 });
    expect((await viewRequest(inst, second)).state).toBe("done");
    expect((await entries("request.swept")).at(-1)).toMatchObject({
      request: second,
      excused: [{ place, rows: 1, reason: "rotating-log" }],
    });
    shop.sql("insert into audit values (3, 'c4@workshop.example', '')");
    await erase("c4@workshop.example");
    ahead = 9 * DAY_MS;
    expect(await sweepStores(inst)).toMatchObject({ kind: "ended", reopened: [{ places: [place] }] });
    expect((await listResidue(inst)).found).toHaveLength(1);
  });

  test("a name that somebody else bears says nothing; a mail address of hers still does", async () => {
    shop.sql(`update customers set name = '${ada.name}' where id = 7`);
    shop.sql(`insert into audit values (1, 'call ${ada.name}', ''), (2, 'nothing', '')`);
    const request = await erase();
    shop.sql(`insert into audit values (4, 'cc ${ada.email}', '')`);
    ahead = DAY_MS;
    expect(await sweepStores(inst)).toMatchObject({ kind: "ended", reopened: [{ request, places: ["shop/audit.details"] }] });
    const swept = (await entries("request.swept")).at(-1);
    expect(swept?.borneByOthers).toBeGreaterThan(0);
  });

  test("rows that a law keeps, and people who came back, are no residue", async () => {
    shop.edit("as: pseudonym", "as: whole");
    await inst.close();
    inst = await openWorkshop(shop, { ...place, surroundings: { now: () => Date.now() + ahead } });
    const request = await erase();
    expect(shop.sql(`select count(*) as n from orders where bill_name = '${ada.name}'`)).toEqual([{ n: 2 }]);
    ahead = DAY_MS;
    expect(await sweepStores(inst)).toMatchObject({ kind: "ended", reopened: [] });
    expect((await viewRequest(inst, request)).state).toBe("done");
  });

  test("killed on its way it goes on where it was; a store that is down keeps it open, by name", async () => {
    shop.sql(`insert into audit values (1, '${ada.email}', '')`);
    const request = await erase();
    ahead = DAY_MS;
    let datasets = 0;
    passing = async (step) => {
      if (step === "sweep.dataset" && ++datasets === 3) throw new Error("killed");
    };
    await expect(sweepStores(inst)).rejects.toThrow("killed");
    passing = async () => undefined;
    const before = await inst.storage.db.selectFrom("swept_dataset").select("dataset").execute();
    expect(before).toHaveLength(3);
    const { renameSync } = await import("node:fs");
    renameSync(shop.database, `${shop.database}.away`);
    expect(await sweepStores(inst)).toMatchObject({ kind: "open", because: [expect.stringContaining("store shop")] });
    expect(await soughtRows()).toHaveLength(1);
    renameSync(`${shop.database}.away`, shop.database);
    let read = 0;
    passing = async (step) => {
      if (step === "sweep.read") read += 1;
    };
    const answer = await sweepStores(inst);
    expect(answer).toMatchObject({ kind: "ended", reopened: [{ request, places: ["shop/audit.details"] }] });
    const all = await inst.storage.db.selectFrom("swept_dataset").select("dataset").execute();
    expect(read).toBe(all.length - 3);
    passing = async () => undefined;
  });
});

describe("rows that are written late", () => {
  let shop: Workshop;
  let inst: Installation;
  let ahead = 0;
  let place: Awaited<ReturnType<typeof makePlace>>;
  beforeEach(async () => {
    ahead = 0;
    place = await makePlace("pglite");
    shop = makeWorkshop();
    shop.edit("late-rows: none", "late-rows: 1 hours");
    inst = await openWorkshop(shop, { ...place, surroundings: { now: () => Date.now() + ahead } });
  });
  afterEach(async () => {
    await inst.close();
    await place.remove();
    shop.remove();
  });

  const states = async (request: string) => {
    const people = await inst.storage.db.selectFrom("person").select("state").execute();
    return [(await viewRequest(inst, request)).state, ...people.map((one) => one.state)];
  };

  const erase = async (): Promise<string> => {
    const request = await takeApproved(inst, "erasure");
    await runRequest(inst, request);
    await recordTold(inst, { request, recipient: "letters" });
    return request;
  };

  test("the receipt does not wait; the person is forgotten after the second look", async () => {
    const { lookForLateRows } = await import("../requests/index.ts");
    const request = await erase();
    expect(await states(request)).toEqual(["done", "known"]);
    expect(await lookForLateRows(inst)).toEqual([]);
    expect(await states(request)).toEqual(["done", "known"]);
    ahead = 3_700_000;
    expect(await lookForLateRows(inst)).toEqual([]);
    expect(await states(request)).toEqual(["done", "forgetting"]);
    const kinds = (await viewRequest(inst, request)).entries.map((one) => one.kind);
    expect(kinds.slice(-3)).toEqual(["request.completed", "request.looked-again", "person.forgetting"]);
  });

  test("rows that an application wrote a moment later open it again, are planned for, and go with a new yes", async () => {
    const { approveRequest, lookForLateRows } = await import("../requests/index.ts");
    const request = await erase();
    shop.sql(`-- as an application with foreign keys off
      pragma foreign_keys = off; insert into messages values (900, 1, '${ada.body} late')`);
    ahead = 3_700_000;
    expect(await lookForLateRows(inst)).toEqual([]);
    const opened = await viewRequest(inst, request);
    expect(opened.state).toBe("open");
    expect(opened.because).toContain("1 row was written late in shop: messages.customer_id");
    await runRequest(inst, request);
    const planned = await viewRequest(inst, request);
    expect(planned).toMatchObject({ state: "planned", plan: { totals: { deleted: 1 } } });
    await approveRequest(inst, { request, plan: planned.plan?.hash ?? "", as: "officer" });
    await runRequest(inst, request);
    await recordTold(inst, { request, recipient: "letters" });
    expect(await states(request)).toEqual(["done", "known"]);
    expect(shop.sql("select count(*) as n from messages where customer_id = 1")).toEqual([{ n: 0 }]);
    ahead = 7_500_000;
    expect(await lookForLateRows(inst)).toEqual([]);
    expect(await states(request)).toEqual(["done", "forgetting"]);
  });

  test("a store that is down leaves the look due, and the person known", async () => {
    const { lookForLateRows } = await import("../requests/index.ts");
    const { renameSync } = await import("node:fs");
    const request = await erase();
    ahead = 3_700_000;
    renameSync(shop.database, `${shop.database}.away`);
    expect(await lookForLateRows(inst)).toEqual([expect.stringContaining(request)]);
    expect(await states(request)).toEqual(["done", "known"]);
    renameSync(`${shop.database}.away`, shop.database);
    expect(await lookForLateRows(inst)).toEqual([]);
    expect(await states(request)).toEqual(["done", "forgetting"]);
  });

  test("another request of the same person ends meanwhile: they are not forgotten before the look", async () => {
    const { denyRequest } = await import("../requests/index.ts");
    const request = await erase();
    const other = await takeRequest(inst, {
      right: "access",
      subject: [{ kind: "email", value: ada.email }],
      takenBy: "staff",
    });
    await denyRequest(inst, { request: other.request, ground: "unidentifiable", because: "a test" });
    expect(await states(request)).toEqual(["done", "known"]);
  });
});
