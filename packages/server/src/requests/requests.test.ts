import { copyFileSync, readFileSync, renameSync, rmSync } from "node:fs";
import { verifyReceipt } from "@troth/core/ledger";
import { afterEach, beforeEach, expect, test } from "vitest";
import { eachKind, makePlace } from "../../../../test/support/storages.ts";
import { ada, MARK, makeWorkshop, openWorkshop, takeApproved, type Workshop } from "../../../../test/support/workshop.ts";
import type { Installation } from "../installation/index.ts";
import {
  approveRequest,
  closeOrHold,
  denyRequest,
  planRequest,
  reapplyErasures,
  recordTold,
  requestReceipt,
  resumeAll,
  runRequest,
  setStoreLive,
  takeRequest,
  viewRequest,
  writeCopy,
} from "./index.ts";

const subject = [{ kind: "email", value: ada.email }];

eachKind("requests", (kind) => {
  let place: Awaited<ReturnType<typeof makePlace>>;
  let shop: Workshop;
  let inst: Installation;
  const opened: Installation[] = [];
  const open = async (more: Parameters<typeof openWorkshop>[1] = {}) => {
    const { home, databaseUrl } = place;
    inst = await openWorkshop(shop, { home, databaseUrl, ...more });
    opened.push(inst);
    return inst;
  };
  beforeEach(async () => {
    place = await makePlace(kind);
    shop = makeWorkshop();
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    shop.remove();
    await place.remove();
  });
  const erase = async () => {
    const request = await takeApproved(inst, "erasure");
    const view = await runRequest(inst, request);
    return { request, view };
  };

  test("a request that is planned by another process while it is taken is taken", async () => {
    let others = 1;
    const passing = async (step: string): Promise<void> => {
      if (step !== "plan.captured" || others-- !== 1) return;
      const [row] = await inst.storage.db.selectFrom("privacy_request").select("id").execute();
      await planRequest(inst, row?.id ?? "");
    };
    await open({ surroundings: { passing } });
    const { request } = await takeRequest(inst, { right: "erasure", subject, takenBy: "staff" });
    expect((await viewRequest(inst, request)).state).toBe("planned");
  });

  test.each([
    ["closes", (of: Installation, request: string) => closeOrHold(of, { request })],
    ["runs", runRequest],
  ] as const)(
    "a request that another process completes while this one %s it is done, and says nothing else",
    async (_, finish) => {
      let dies = true;
      const passing = async (step: string): Promise<void> => {
        if (dies && step === "close.decided") throw new Error("killed");
      };
      await open({ surroundings: { passing } });
      const { request } = await erase();
      await expect(recordTold(inst, { request, recipient: "letters" })).rejects.toThrow("killed");
      dies = false;
      let others = 1;
      const keys: Installation["keys"] = {
        ...inst.keys,
        open: async (...asked) => {
          if (others-- === 1) await runRequest(inst, request);
          return inst.keys.open(...asked);
        },
      };
      await finish({ ...inst, keys }, request);
      expect(others).toBeLessThan(1);
      expect(await viewRequest(inst, request)).toMatchObject({ state: "done", because: undefined });
    },
  );

  test("an erasure takes every row of the person, clears every pointer, keeps the books, and its receipt verifies", async () => {
    await open();
    const { request, view } = await erase();
    expect(view.because).toBe("not told yet: letters");
    expect(view.stores[0]).toMatchObject({ state: "verified", deleted: 15, changed: 6, remaining: 0, outcomeKnownBy: "commit" });
    const told = await recordTold(inst, { request, recipient: "letters" });
    expect(told.kind === "done" && told.value.state).toBe("done");
    expect(shop.sql("select count(*) as n from customers")).toEqual([{ n: 39 }]);
    expect(shop.sql("select count(*) as n, sum(total) as total from orders")).toEqual([{ n: 41, total: 39 * 500 + 300 }]);
    expect(shop.sql("select customer_id, bill_name from orders where id = 1")[0]).toMatchObject({
      customer_id: null,
      bill_name: expect.stringMatching(/^erased-/),
    });
    expect(shop.sql("select id, sender_id, receiver_id, note from parcels order by id")).toEqual([
      { id: 1, sender_id: null, receiver_id: 2, note: null },
      { id: 2, sender_id: 3, receiver_id: 4, note: "leave at desk" },
      { id: 3, sender_id: 5, receiver_id: null, note: null },
    ]);
    expect(shop.sql("select closed_by from tickets order by id")).toEqual([{ closed_by: null }, { closed_by: 2 }]);
    expect(readFileSync(shop.database).includes(MARK)).toBe(false);
    const receipt = await requestReceipt(inst, request);
    expect("file" in receipt && verifyReceipt(readFileSync(receipt.file), inst.ledger.vkey).ok).toBe(true);
    expect((await inst.ledger.fsck()).problems).toEqual([]);
  });

  test("an order past its period is deleted, one within it stays and says until when", async () => {
    await open();
    const { request } = await takeRequest(inst, { right: "erasure", subject, takenBy: "staff" });
    const { plan } = await viewRequest(inst, request);
    const orders = plan?.stores[0]?.steps.filter((step) => step.dataset === "orders");
    expect(orders?.map(({ action, rows, until }) => ({ action, rows, until }))).toEqual([
      { action: "delete", rows: 1, until: undefined },
      { action: "pseudonym", rows: 2, until: "2033-05-02" },
    ]);
    expect(plan?.keptUntil).toBe("2033-05-02");
  });

  test("what was not approved is not done: a plan is refused by hash, by role, twice, and when it has findings", async () => {
    shop.edit("closed_by: mentions customers", "closed_by: mentions customers, subject: none");
    shop.edit(
      "messages: { fields: { body: content.text },",
      "messages: { fields: { body: { holds: [content.text], erasure: clear } }, erasure: fields,",
    );
    await open();
    const { request } = await takeRequest(inst, { right: "erasure", subject, takenBy: "staff" });
    const view = await viewRequest(inst, request);
    const hash = view.plan?.hash ?? "";
    const refusal = async (plan: string, as: string) => {
      const answer = await approveRequest(inst, { request, plan, as });
      return answer.kind === "refused" ? answer.reason : answer.kind;
    };
    expect(await refusal("abc", "officer")).toBe("hash");
    expect(await refusal("0".repeat(64), "officer")).toBe("stale");
    expect(await refusal(hash, "nobody")).toBe("role");
    expect(await refusal(hash, "officer")).toBe("findings");
    expect(view.plan?.findings.filter((one) => one.blocks).map((one) => one.code)).toContain("strategy");
    expect(shop.sql("select count(*) as n from messages")).toEqual([{ n: 51 }]);
  });

  test("rows that appeared after the approval bring the plan back, and nothing is changed", async () => {
    await open();
    const request = await takeApproved(inst, "erasure");
    shop.sql("insert into messages select id + 1000, 1, 'more' from messages where customer_id = 1");
    const view = await runRequest(inst, request);
    expect(view.state).toBe("planned");
    expect(view.because).toMatch(/shop: not what was approved: shop\/messages owned delete: 24 rows, 12 were approved/);
    expect(shop.sql("select count(*) as n from customers where id = 1")).toEqual([{ n: 1 }]);
    const again = await approveRequest(inst, { request, plan: view.plan?.hash ?? "", as: "officer" });
    expect(again.kind).toBe("done");
    expect((await runRequest(inst, request)).stores[0]).toMatchObject({ state: "verified", deleted: 27 });
  });

  test("a schema that changed after the approval brings the plan back; a change elsewhere does not", async () => {
    await open();
    const elsewhere = await takeApproved(inst, "erasure");
    shop.sql("alter table stock add column shelf text");
    shop.sql("alter table messages add column mood text");
    const view = await runRequest(inst, elsewhere);
    expect(view).toMatchObject({ state: "planned", because: "the schema of shop has changed since this was approved" });
    const answer = await approveRequest(inst, { request: elsewhere, plan: view.plan?.hash ?? "", as: "officer" });
    expect(answer.kind).toBe("done");
    shop.sql("alter table stock add column room text");
    expect((await runRequest(inst, elsewhere)).state).toBe("open");
  });

  test("a store in shadow reports and changes nothing, until it is live", async () => {
    await open({ shadow: true });
    const request = await takeApproved(inst, "erasure");
    const view = await runRequest(inst, request);
    expect(view.state).toBe("open");
    expect(view.because).toMatch(/shadow/);
    expect(view.stores[0]).toMatchObject({ state: "shadow", deleted: 15 });
    expect(shop.sql("select count(*) as n from customers")).toEqual([{ n: 40 }]);
    await setStoreLive(inst, { store: "shop", by: "officer" });
    const [after] = await resumeAll(inst);
    expect(after?.stores[0]?.state).toBe("verified");
    expect(shop.sql("select count(*) as n from customers")).toEqual([{ n: 39 }]);
  });

  test("a store that vanishes keeps the request open with its reason, and is acted on when it is back", async () => {
    await open();
    const request = await takeApproved(inst, "erasure");
    renameSync(shop.database, `${shop.database}.away`);
    const view = await runRequest(inst, request);
    expect(["open", "planned", "approved"]).toContain(view.state);
    expect(view.because ?? "").toMatch(/shop/);
    renameSync(`${shop.database}.away`, shop.database);
    const back = await runRequest(inst, request);
    expect(back.stores[0]?.state).toBe("verified");
  });

  test("a row written after the erasure is found by the read-back and keeps the request open", async () => {
    // The shop's own connection does not enforce its keys, as SQLite's default is.
    const write = "-- unenforced\npragma foreign_keys = off; insert into messages values (999, 1, 'late')";
    const late = { passing: async (step: string) => void (step === "verify.settled" && shop.sql(write)) };
    await open({ surroundings: late });
    const request = await takeApproved(inst, "erasure");
    const view = await runRequest(inst, request);
    expect(view.state).toBe("open");
    expect(view.because).toMatch(/1 row was found by the read-back in messages.customer_id/);
    expect(view.stores[0]).toMatchObject({ state: "committed", remaining: 1 });
  });

  test("whoever is told just as the request is about to be held keeps it open no longer", async () => {
    let request = "";
    const told = {
      passing: async (step: string) => {
        if (step === "close.holding" && request !== "") await recordTold(inst, { request, recipient: "letters" });
      },
    };
    await open({ surroundings: told });
    request = await takeApproved(inst, "erasure");
    expect(await runRequest(inst, request)).toMatchObject({ state: "done", because: undefined });
  });

  test("two runs at once act once", async () => {
    await open();
    const request = await takeApproved(inst, "erasure");
    await Promise.allSettled([runRequest(inst, request), runRequest(inst, request)]);
    const view = await runRequest(inst, request);
    expect(view.stores[0]).toMatchObject({ state: "verified", deleted: 15, remaining: 0 });
    expect(view.entries.filter((entry) => entry.kind === "store.erased")).toHaveLength(1);
  });

  test("a copy shows what is hers, describes secrets, and holds back text that others share", async () => {
    await open();
    const request = await takeApproved(inst, "access");
    const answer = await writeCopy(inst, { request });
    if (answer.kind !== "done") throw new Error(answer.says);
    const text = readFileSync(answer.value.file, "utf8");
    const copy = JSON.parse(text);
    expect(text).toContain(ada.email);
    expect(text).toContain(ada.segment);
    expect(text).not.toContain(ada.password);
    expect(text).not.toContain(ada.note);
    expect(answer.value.withheld).toEqual([
      "shop/customers.password_hash: a secret: it is held, and never shown",
      "shop/parcels.note: others may be named in it, and nobody has reviewed it yet",
    ]);
    expect(copy.mentions.map((one: { dataset: string }) => one.dataset).sort()).toEqual(["customers", "tickets"]);
    expect((await viewRequest(inst, request)).state).toBe("done");
  });

  test("a denial needs its ground, is recorded without it in the clear, and ends the request", async () => {
    await open();
    const { request } = await takeRequest(inst, { right: "erasure", subject, takenBy: "staff" });
    expect((await denyRequest(inst, { request, because: " " })).kind).toBe("refused");
    const answer = await denyRequest(inst, { request, ground: "unidentifiable", because: `${ada.name} is not a customer` });
    expect(answer.kind === "done" && answer.value.state).toBe("denied");
    expect(JSON.stringify(await inst.storage.db.selectFrom("entry").select("body").execute())).not.toContain(MARK);
    expect((await denyRequest(inst, { request, because: "again" })).kind).toBe("refused");
  });

  test("an unknown request is said to be unknown", async () => {
    await open();
    await expect(viewRequest(inst, "R-9999")).rejects.toMatchObject({ code: "requests.unknown" });
  });

  test("more than one row for an address that need not be unique goes to staff", async () => {
    shop.sql("create table guests (id integer primary key, mail text)");
    shop.sql(`insert into guests values (1, '${ada.email}'), (2, '${ada.email.toUpperCase()}')`);
    shop.edit(
      "      tickets:",
      "      guests: { is: customer, identity: { email: mail }, fields: { mail: contact.email } }\n      tickets:",
    );
    await open();
    const { request } = await takeRequest(inst, { right: "erasure", subject, takenBy: "staff" });
    const { plan } = await viewRequest(inst, request);
    expect(plan?.findings.filter((one) => one.blocks).map((one) => one.code)).toEqual(["ambiguous"]);
  });

  test("a store restored from a backup is reported, erased again, and whoever came back is left alone", async () => {
    await open();
    shop.sql("pragma wal_checkpoint(truncate)");
    copyFileSync(shop.database, `${shop.database}.backup`);
    const { request } = await erase();
    await recordTold(inst, { request, recipient: "letters" });
    shop.sql(`insert into customers values (900, '${ada.email}', '${ada.name}', null, 'new', null)`);
    expect(await reapplyErasures(inst, { act: false })).toMatchObject({
      again: [],
      returned: [{ of: request, dataset: "customers", rows: 1 }],
      stray: [],
    });
    expect(await reapplyErasures(inst, { act: true })).toMatchObject({ again: [], returned: [{ rows: 1 }] });
    expect(shop.sql("select count(*) as n from customers where id = 900")).toEqual([{ n: 1 }]);
    for (const rest of ["", "-wal", "-shm"]) rmSync(`${shop.database}${rest}`, { force: true });
    copyFileSync(`${shop.database}.backup`, shop.database);
    expect(await reapplyErasures(inst, { act: false })).toMatchObject({
      again: [{ of: request, state: "to be erased again" }],
      returned: [],
      unknown: [],
    });
    expect(shop.sql("select count(*) as n from customers where id = 1")).toEqual([{ n: 1 }]);
    const { again } = await reapplyErasures(inst, { act: true });
    expect(again).toMatchObject([{ of: request, state: "open" }]);
    expect(shop.sql("select count(*) as n from customers where id = 1")).toEqual([{ n: 0 }]);
    expect(readFileSync(shop.database).includes(MARK)).toBe(false);
  });

  test("what a law kept is removed when its time is over, and not before", async () => {
    let now = Date.parse("2026-11-22T00:00:00Z");
    await open({ surroundings: { now: () => now++ } });
    const { request } = await erase();
    await recordTold(inst, { request, recipient: "letters" });
    const kept = () => shop.sql("select count(*) as n from orders where id < 100")[0]?.n;
    expect(kept()).toBe(2);
    now = Date.parse("2033-05-01T12:00:00Z");
    await resumeAll(inst);
    expect(kept()).toBe(2);
    now = Date.parse("2033-05-02T12:00:00Z");
    await resumeAll(inst);
    expect(kept()).toBe(1);
    now = Date.parse("2033-05-04T12:00:00Z");
    await resumeAll(inst);
    expect(kept()).toBe(0);
    expect(shop.sql("select count(*) as n from orders")).toEqual([{ n: 39 }]);
    const entries = (await viewRequest(inst, request)).entries.filter((entry) => entry.kind === "keep.ended");
    expect(entries).toHaveLength(2);
  });

  test.each([
    // Kept to the end of 2 May 2033 there: 7 hours before it is over in UTC, or 7 hours after.
    ["Asia/Jakarta", "2026-05-01T20:00:00Z", "2033-05-02T16:59:00Z", "2033-05-02T17:01:00Z"],
    ["America/Los_Angeles", "2026-05-03T03:00:00Z", "2033-05-03T06:59:00Z", "2033-05-03T07:01:00Z"],
  ])("what a law keeps stays until its last day is over in %s", async (zone, placed, before, after) => {
    let now = Date.parse("2026-11-22T00:00:00Z");
    shop.edit("country: IE, contact: privacy@workshop", `country: IE, zone: ${zone}, contact: privacy@workshop`);
    shop.sql(`update orders set placed_at = '${placed}' where id = 1`);
    await open({ surroundings: { now: () => now++ } });
    const { request } = await erase();
    await recordTold(inst, { request, recipient: "letters" });
    const kept = () => shop.sql("select count(*) as n from orders where id = 1")[0]?.n;
    now = Date.parse(before);
    await resumeAll(inst);
    expect(kept()).toBe(1);
    now = Date.parse(after);
    await resumeAll(inst);
    expect(kept()).toBe(0);
  });

  test("a day's cap stops further erasures, and says so", async () => {
    await open();
    const request = await takeApproved(inst, "erasure");
    await inst.storage.transaction(async (tx) => {
      const other = await tx.selectFrom("privacy_request").selectAll().where("id", "=", request).executeTakeFirstOrThrow();
      await tx
        .insertInto("privacy_request")
        .values({
          ...other,
          id: "R-8000",
          number: 8000,
          plan: null,
          approval: null,
          clock: null,
          laws: null,
          denial: null,
          fee: null,
          asking: null,
        })
        .execute();
      const counts = JSON.stringify({ deleted: 1_000_000, changed: 0 });
      const run = {
        request_id: "R-8000",
        store: "shop",
        attempt: 1,
        state: "verified" as const,
        transaction: null,
        counts,
        captured: null,
      };
      const now = new Date(inst.surroundings.now()).toISOString();
      await tx
        .insertInto("store_run")
        .values({ ...run, outcome_known_by: null, because: null, updated_at: now })
        .execute();
    });
    const view = await runRequest(inst, request);
    expect(view.because).toMatch(/the day's cap is reached: 1 people and 1000000 rows/);
    expect(shop.sql("select count(*) as n from customers")).toEqual([{ n: 40 }]);
  });
});
