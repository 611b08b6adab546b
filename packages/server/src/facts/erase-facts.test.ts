import { randomUUID } from "node:crypto";
import { subjectHash } from "@troth/core/facts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { eachKind } from "../../../../test/support/storages.ts";
import { anyLink, makeToldWorkshop, type ToldWorkshop } from "../../../../test/support/told-workshop.ts";
import { ada, takeApproved } from "../../../../test/support/workshop.ts";
import { browserToken, setChoices, takeSignIn } from "../consent/index.ts";
import type { Installation } from "../installation/index.ts";
import {
  approveRequest,
  denyRequest,
  leaveOut,
  planRequest,
  recordTold,
  runRequest,
  takeRequest,
  viewRequest,
  writeCopy,
} from "../requests/index.ts";
import {
  backfillFacts,
  changedSubjects,
  factsOfAccounts,
  lookUpSubjects,
  publishNotice,
  sequenceLeft,
  tellFacts,
} from "./index.ts";
import { subjectKey } from "./subjects.ts";

let seen = 0;
/** Now, and so many milliseconds. */
const moment = (later = 0) => new Date(Date.now() + later).toISOString();
const fact = (more: Record<string, unknown>) => ({ id: `e${++seen}`, at: "2026-01-02T00:00:00Z", origin: "app", ...more });

eachKind("facts and the rights of their person", (kind) => {
  let told: ToldWorkshop;
  beforeEach(async () => {
    told = await makeToldWorkshop(kind);
  });
  afterEach(() => told.close());

  const tell = async (...facts: Record<string, unknown>[]) => {
    const answer = await tellFacts(told.inst, { facts, by: "key" }, anyLink);
    return answer.kind === "told" ? "told" : answer.faults.map(({ code }) => code).join();
  };
  const stateOf = async (kindOf: "person" | "browser", id: string) =>
    (await lookUpSubjects(told.inst, [{ kind: kindOf, id }])).subjects[0]?.state;
  const countOf = async (table: "fact" | "fact_subject") =>
    (await told.inst.storage.db.selectFrom(table).selectAll().execute()).length;
  /** Ada's account is row 1 of the customers. */
  const tellOfAda = () =>
    tell(
      fact({ person: "1", kind: "born", day: "1815-12-10" }),
      fact({ person: "1", kind: "linked", to: "adas-browser", on: true }),
      fact({ browser: "adas-browser", kind: "opted-out", of: "sale", on: true }),
      fact({ person: "2", kind: "born", day: "2000-01-01" }),
    );
  const erase = async () => {
    const request = await takeApproved(told.inst, "erasure", [{ kind: "account", value: "1" }]);
    await runRequest(told.inst, request);
    await recordTold(told.inst, { request, recipient: "letters" });
    await runRequest(told.inst, request);
    expect((await viewRequest(told.inst, request)).state).toBe("done");
  };
  const completed = async (request: string) => {
    const rows = await told.inst.storage.db.selectFrom("entry").select("body").where("kind", "=", "request.completed").execute();
    return rows.map((row) => JSON.parse(row.body)).find((body) => body.request === request);
  };

  test("an erasure by address alone erases what was told of the account, and of its browser, with the keys", async () => {
    await tellOfAda();
    const keysBefore = await told.inst.storage.db.selectFrom("fact_subject").select(["hash", "person_id"]).execute();
    const hash = subjectHash(subjectKey(told.inst), { kind: "person", id: "1" });
    const person = keysBefore.find((row) => row.hash === hash)?.person_id ?? "";
    const request = await takeApproved(told.inst, "erasure");
    await runRequest(told.inst, request);
    expect(await stateOf("person", "1")).toMatchObject({ beingErased: true, born: "1815-12-10" });
    expect(await tell(fact({ person: "1", kind: "minor", is: true }))).toBe("erasing");
    expect(await tell(fact({ person: "1", kind: "consented", purpose: "profiling", given: true }))).toBe("erasing");
    expect(await tell(fact({ person: "1", kind: "consented", purpose: "profiling", given: false }))).toBe("told");
    const said = { person: "1", how: "unsubscribe", language: "en", gpc: false } as const;
    expect(await setChoices(told.inst, { ...said, choices: { profiling: false } }, anyLink)).toBe("kept");
    await recordTold(told.inst, { request, recipient: "letters" });
    await runRequest(told.inst, request);
    expect((await viewRequest(told.inst, request)).state).toBe("done");
    expect(await completed(request)).toMatchObject({ facts: { erased: 5, subjects: 2 } });
    expect([await stateOf("person", "1"), await stateOf("browser", "adas-browser")]).toEqual([null, null]);
    expect(await told.inst.keys.has({ person })).toBe(false);
    expect(await stateOf("person", "2")).toEqual({ born: "2000-01-01" });
    expect([await countOf("fact"), await countOf("fact_subject")]).toEqual([1, 1]);
    // Whoever comes back under the same account is somebody new.
    expect(await tell(fact({ person: "1", at: moment(60_000), kind: "minor", is: true }))).toBe("told");
    expect(await stateOf("person", "1")).toEqual({ minor: true });
  });

  test("telling what was told before once more, during an erasure, does not say that it has ended", async () => {
    const old = fact({ person: "1", kind: "born", day: "1815-12-10" });
    await tell(old);
    const request = await takeApproved(told.inst, "erasure", [{ kind: "account", value: "1" }]);
    await runRequest(told.inst, request);
    const again = await tellFacts(told.inst, { facts: [old], by: "key" }, anyLink);
    expect(again).toMatchObject({ kind: "told", repeated: 1 });
    expect(again.kind === "told" && again.token.subjects.map(({ state }) => state)).toEqual([await stateOf("person", "1")]);
    expect(await stateOf("person", "1")).toEqual({ born: "1815-12-10", beingErased: true });
  });

  test("what happened before an erasure is not taken after it, in whatever batch it comes again", async () => {
    const old = fact({ person: "1", kind: "born", day: "1815-12-10" });
    const browsed = fact({ browser: "adas-browser", kind: "opted-out", of: "sale", on: true });
    await tell(old, browsed, fact({ person: "1", kind: "linked", to: "adas-browser", on: true }));
    await erase();
    const before = [await countOf("fact_subject"), await told.inst.storage.db.selectFrom("person").selectAll().execute()];
    expect(await tell(old)).toBe("erased");
    expect(await tell({ ...old, id: "under-a-new-id" })).toBe("erased");
    expect(await tell(browsed)).toBe("erased");
    const answer = await tellFacts(
      told.inst,
      { facts: [fact({ person: "3", kind: "minor", is: true }), old], by: "key" },
      anyLink,
    );
    expect(answer).toMatchObject({ kind: "conflict", faults: [{ path: "facts[1].at", code: "erased" }] });
    expect(JSON.stringify(answer)).not.toContain("1815");
    expect([await countOf("fact_subject"), await told.inst.storage.db.selectFrom("person").selectAll().execute()]).toEqual(
      before,
    );
    expect([await stateOf("person", "1"), await stateOf("person", "3")]).toEqual([null, null]);
    // What stays says neither who it was nor by which hash others know them.
    const stays = JSON.stringify(await told.inst.storage.db.selectFrom("erased_subject").selectAll().execute());
    expect(stays).not.toContain(subjectHash(subjectKey(told.inst), { kind: "person", id: "1" }));
    // Whoever comes back is somebody new, of whom the old is told as little as before.
    expect(await tell(fact({ person: "1", at: moment(60_000), kind: "minor", is: true }))).toBe("told");
    expect(await tell(old)).toBe("erased");
    expect(await stateOf("person", "1")).toEqual({ minor: true });
  });

  /** Something else is done once it was looked up whom the batch is about; the erasure, unless given. */
  const late = async (meanwhile = erase): Promise<Installation> => {
    const { inst } = told;
    let done = false;
    const transaction: Installation["storage"]["transaction"] = async (work) => {
      if (armed && !done) {
        done = true;
        await meanwhile();
      }
      return inst.storage.transaction(work);
    };
    let armed = false;
    const other = { ...inst, storage: { ...inst.storage, transaction } };
    await publishNotice(other);
    armed = true;
    return other;
  };

  test("who is erased while something is told of them is somebody new to what happened since, and nobody to the rest", async () => {
    const old = fact({ person: "1", kind: "born", day: "1815-12-10" });
    await tell(old);
    const minor = fact({ person: "1", at: moment(120_000), kind: "minor", is: true });
    expect(await tellFacts(await late(), { facts: [minor], by: "key" }, anyLink)).toMatchObject({ kind: "told", accepted: 1 });
    expect(await stateOf("person", "1")).toEqual({ minor: true });
    expect(await tell(old)).toBe("erased");
  });

  test("of whom nothing was told before nothing is kept that happened before an erasure which ends while it is told", async () => {
    const consented = fact({ person: "1", kind: "consented", purpose: "profiling", given: true });
    const answer = await tellFacts(await late(), { facts: [consented], by: "key" }, anyLink);
    expect(answer).toMatchObject({ kind: "conflict", faults: [{ code: "erased" }] });
    expect([await countOf("fact"), await countOf("fact_subject"), await stateOf("person", "1")]).toEqual([0, 0, null]);
  });

  test("whose key is lost, and whom another batch made anew meanwhile, keeps what that told", async () => {
    await tell(fact({ browser: "b", kind: "opted-out", of: "sale", on: true }));
    const { person_id: person } = await told.inst.storage.db.selectFrom("fact_subject").selectAll().executeTakeFirstOrThrow();
    await told.inst.keys.forget({ person });
    const other = await late(async () => {
      expect(await tell(fact({ browser: "b", kind: "opted-out", of: "profiling", on: true }))).toBe("told");
    });
    const sharing = fact({ browser: "b", kind: "opted-out", of: "sharing", on: true });
    expect(await tellFacts(other, { facts: [sharing], by: "key" }, anyLink)).toMatchObject({ kind: "told", accepted: 1 });
    expect(await stateOf("browser", "b")).toEqual({ optOuts: ["profiling", "sharing"] });
  });

  test("a row that came back from a backup tells nothing of whom it was, and one of a newcomer does", async () => {
    const { shop } = told;
    shop.sql(`alter table customers add column joined text; alter table customers add column country text;
      update customers set joined = '2024-05-01 10:00:00', country = 'NL' where id < 3;
      create table google (id integer primary key, customer_id integer, scopes text)`);
    shop.edit("sign-up: { at: /sign-up, of: [customer],", "sign-up: { at: /sign-up, since: customers.joined,");
    shop.edit("inbox: { from: integration,", "inbox: { from: integration, granted: google.scopes,");
    shop.edit("name: name.full,", "name: name.full, country: contact.country, joined: none,");
    shop.edit("tickets:", "google: { rest: none, links: { customer_id: owned by customers } }\n      tickets:");
    await told.reopen();
    const run = () => backfillFacts(told.inst, { store: "shop", dry: false });
    await run();
    await erase();
    const again = (joined: string) =>
      shop.sql(`insert into customers (id, email, name, joined, country) values (1, 'a@workshop.example', 'A', '${joined}', 'NL');
        insert into google values (1, 1, 'mail.read')`);
    again("2024-05-01 10:00:00");
    const [customers, google] = await run();
    expect(customers).toMatchObject({ told: 0, unread: { erased: 2 } });
    // It has no day of its own: nobody knows whether it is of before.
    expect(google).toMatchObject({ told: 0, unread: { erased: 1 } });
    expect(await backfillFacts(told.inst, { store: "shop", dry: true })).toMatchObject([{ told: 0, unread: { erased: 2 } }, {}]);
    expect(await stateOf("person", "1")).toBe(null);
    shop.sql("delete from google; delete from customers where id = 1");
    again(moment(60_000));
    expect((await run()).map((one) => [one.told, one.unread])).toEqual([
      [2, expect.not.objectContaining({ erased: 1 })],
      [1, {}],
    ]);
    expect(await stateOf("person", "1")).toMatchObject({ residences: [{ country: "NL" }], granted: { inbox: ["mail.read"] } });
  });

  test("a page that was open all the while makes nobody of whoever was erased anew", async () => {
    await tellOfAda();
    const { token } = await browserToken(told.inst, "1");
    await erase();
    const signIn = { id: randomUUID(), browser: randomUUID(), token, gpc: true };
    expect(await takeSignIn(told.inst, signIn, anyLink)).toEqual({ kept: false, odd: [] });
    expect(await stateOf("person", "1")).toBe(null);
  });

  test("of whom nothing was told nothing is taken while they are erased, and everybody who decides hears of it", async () => {
    const request = await takeApproved(told.inst, "erasure", [{ kind: "account", value: "1" }]);
    const before = await lookUpSubjects(told.inst, []);
    await runRequest(told.inst, request);
    expect(await tell(fact({ person: "1", kind: "minor", is: true }))).toBe("erasing");
    expect(await stateOf("person", "1")).toEqual({ beingErased: true });
    const hash = subjectHash(subjectKey(told.inst), { kind: "person", id: "1" });
    await sequenceLeft(told.inst);
    expect(await changedSubjects(told.inst, before.position)).toMatchObject({ subjects: [hash] });
  });

  test("and where an erasure is denied, that they are nobody again", async () => {
    told.shop.sql("create trigger stay before delete on customers begin select raise(abort, 'no'); end");
    const { request } = await takeRequest(told.inst, {
      right: "erasure",
      subject: [{ kind: "account", value: "1" }],
      takenBy: "staff",
    });
    await approveRequest(told.inst, { request, plan: (await viewRequest(told.inst, request)).plan?.hash ?? "", as: "officer" });
    await runRequest(told.inst, request);
    expect(await stateOf("person", "1")).toEqual({ beingErased: true });
    const { position } = await lookUpSubjects(told.inst, []);
    await planRequest(told.inst, request, "looked at again");
    await denyRequest(told.inst, { request, ground: "unidentifiable", because: "somebody else's account" });
    expect(await stateOf("person", "1")).toBe(null);
    const hash = subjectHash(subjectKey(told.inst), { kind: "person", id: "1" });
    await sequenceLeft(told.inst);
    expect(await changedSubjects(told.inst, position)).toMatchObject({ subjects: [hash] });
  });

  test("what an application tells that somebody says against a use is taken while they are erased, and holds where that is broken off", async () => {
    told.shop.sql("create trigger stay before delete on customers begin select raise(abort, 'no'); end");
    const subject = [{ kind: "account", value: "1" }];
    const { request } = await takeRequest(told.inst, { right: "erasure", subject, takenBy: "staff" });
    await approveRequest(told.inst, { request, plan: (await viewRequest(told.inst, request)).plan?.hash ?? "", as: "officer" });
    await runRequest(told.inst, request);
    const about = { person: "1", at: moment() };
    const chose = { ...about, kind: "chose", how: "api" };
    for (const no of [
      { ...about, kind: "consented", purpose: "profiling", given: false },
      { ...about, kind: "objected", purpose: "profiling", on: true },
      { ...about, kind: "opted-out", of: "sale", on: true },
      { ...about, kind: "restricted", ground: "accuracy", on: true },
      { ...chose, choices: { profiling: false } },
      { ...chose, choices: {}, optOuts: { sharing: true } },
    ])
      expect(await tell(fact(no)), no.kind).toBe("told");
    for (const other of [
      { ...about, kind: "consented", purpose: "profiling", given: true },
      { ...about, kind: "opted-out", of: "sale", on: false },
      { ...chose, choices: { profiling: true } },
      { ...about, kind: "collected", point: "sign-up", categories: ["name.full"] },
    ])
      expect(await tell(fact(other)), other.kind).toBe("erasing");
    expect(await stateOf("person", "1")).toMatchObject({ beingErased: true, consents: { profiling: { given: false } } });
    await planRequest(told.inst, request, "looked at again");
    await denyRequest(told.inst, { request, ground: "unidentifiable", because: "somebody else's account" });
    const state = await stateOf("person", "1");
    expect(state).toMatchObject({ optOuts: ["sale", "sharing"], consents: { profiling: { given: false } } });
    expect(state).not.toHaveProperty("beingErased");
  });

  test("where accounts lie in two datasets only what the request names is erased, and the receipt says so", async () => {
    told.shop.edit("tickets: { rest: none", "tickets: { is: customer, identity: { account: id }, rest: none");
    await told.reopen();
    await tellOfAda();
    const subject = [{ kind: "email", value: ada.email }];
    const { request } = await takeRequest(told.inst, { right: "erasure", subject, takenBy: "staff" });
    await leaveOut(told.inst, { request, places: ["shop/tickets"], reason: "nothing-there", as: "officer" });
    const { plan } = await viewRequest(told.inst, request);
    await approveRequest(told.inst, { request, plan: plan?.hash ?? "", as: "officer" });
    await runRequest(told.inst, request);
    await recordTold(told.inst, { request, recipient: "letters" });
    await runRequest(told.inst, request);
    expect(await completed(request)).toMatchObject({ facts: "no account known" });
    expect(await countOf("fact")).toBe(4);
  });

  test("a request that is denied before anything was done lifts the mark", async () => {
    await tellOfAda();
    // The store answers no: the request is executing, and nothing was done.
    told.shop.sql("create trigger stay before delete on customers begin select raise(abort, 'no'); end");
    const { request } = await takeRequest(told.inst, {
      right: "erasure",
      subject: [{ kind: "account", value: "1" }],
      takenBy: "staff",
    });
    const view = await viewRequest(told.inst, request);
    await approveRequest(told.inst, { request, plan: view.plan?.hash ?? "", as: "officer" });
    await runRequest(told.inst, request);
    expect(await stateOf("person", "1")).toMatchObject({ beingErased: true });
    // It may be somebody else's account: what they say meanwhile is theirs, and nothing is permitted by it.
    const said = { person: "1", how: "unsubscribe", language: "en", gpc: false } as const;
    expect(await setChoices(told.inst, { ...said, choices: { profiling: false } }, anyLink)).toBe("kept");
    expect(await stateOf("person", "1")).toMatchObject({ beingErased: true, consents: { profiling: { given: false } } });
    await planRequest(told.inst, request, "looked at again");
    const denied = await denyRequest(told.inst, { request, ground: "unidentifiable", because: "somebody else's account" });
    expect(denied.kind).toBe("done");
    expect(await stateOf("person", "1")).not.toHaveProperty("beingErased");
    expect(await stateOf("person", "1")).toMatchObject({ consents: { profiling: { given: false } } });
    expect(await tell(fact({ person: "1", kind: "minor", is: true }))).toBe("told");
  });

  const copyOfAda = async () => {
    const { request } = await takeRequest(told.inst, {
      right: "access",
      subject: [{ kind: "email", value: ada.email }],
      takenBy: "staff",
    });
    const view = await viewRequest(told.inst, request);
    await approveRequest(told.inst, { request, plan: view.plan?.hash ?? "", as: "officer" });
    const copy = await writeCopy(told.inst, { request });
    if (copy.kind === "refused") throw new Error(copy.says);
    const { readFileSync } = await import("node:fs");
    const { data } = JSON.parse(readFileSync(copy.value.file, "utf8"));
    const facts = data.find((part: { store: string }) => part.store === "troth");
    return facts.rows as readonly { readonly kind: string; readonly says: string; readonly at: string }[];
  };

  test("a copy holds what was told of the account, and nothing of a browser to which it may not be linked", async () => {
    await tellOfAda();
    const rows = await copyOfAda();
    expect(rows.map((row) => row.kind)).toEqual(["born", "linked"]);
    expect(rows[0]).toMatchObject({ at: "2026-01-02T00:00:00Z", says: '{"day":"1815-12-10"}' });
  });

  test("where a fact is shown is kept with it, sealed, goes with the copy of its person, and away with them", async () => {
    const proof = "scans/zq-passport-17";
    const born = fact({ person: "1", kind: "born", day: "1815-12-10", proof });
    expect(await tell(born, fact({ person: "2", kind: "born", day: "2000-01-01", proof: "scans/another" }))).toBe("told");
    const anew = await tellFacts(told.inst, { facts: [{ ...born, proof: "scans/other" }], by: "key" }, anyLink);
    expect(anew).toMatchObject({ kind: "conflict" });
    const [copied, ...others] = await copyOfAda();
    expect(JSON.parse(copied?.says ?? "")).toEqual({ day: "1815-12-10", proof });
    expect(others).toEqual([]);
    expect(await factsOfAccounts(told.inst, ["1"])).toEqual([born]);
    const stored = JSON.stringify(await told.inst.storage.db.selectFrom("fact").selectAll().execute());
    expect(stored).not.toContain(proof);
    await erase();
    expect(await factsOfAccounts(told.inst, ["1"])).toEqual([]);
    expect(await factsOfAccounts(told.inst, ["2"])).toMatchObject([{ proof: "scans/another" }]);
  });

  test("where accounts and browsers may be linked it holds what was told of those browsers, too, and of no other", async () => {
    told.shop.edit("purposes:", "purposes:\n  joining: { kind: linking, basis: consent, data: [device.cookie-id] }");
    await told.reopen();
    await tell(fact({ person: "1", kind: "consented", purpose: "joining", given: true }));
    await tellOfAda();
    await tell(fact({ browser: "another", kind: "opted-out", of: "sharing", on: true }));
    const rows = await copyOfAda();
    expect(rows.map((row) => row.kind)).toEqual(["consented", "born", "linked", "opted-out"]);
    expect(JSON.parse(rows[3]?.says ?? "")).toEqual({ browser: "adas-browser", of: "sale", on: true });
  });
});
