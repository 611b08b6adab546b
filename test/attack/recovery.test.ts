// Attacks on what happens after a crash, a delay, or a second process: nothing lost, nothing doubled, no end out of reach.
import { copyFileSync, readFileSync, renameSync } from "node:fs";
import { expect, test } from "vitest";
import {
  denyRequest,
  requestReceipt,
  resumeAll,
  runRequest,
  setStoreLive,
  takeRequest,
  viewRequest,
} from "../../packages/server/src/requests/index.ts";
import { approved, by, cleanUp, entriesOf, makeCompany, open, sign } from "./support.ts";

cleanUp();

const CUSTOMERS = `      customers:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email }
        rest: none
`;
const NOTES = `      notes:
        fields: { body: content.text }
        links: { customer_id: owned by customers }
        rest: none
`;
const PEOPLE = `create table customers (id integer primary key, email text unique);
  insert into customers values (1, 'ada@a.example'), (2, 'ben@a.example');`;
const BOOKS = "  books: { datasets: [notes], keep: 1 years since made, because: Companies Act }\n";
const KEPT = `${PEOPLE} create table notes (id integer primary key, customer_id integer, body text, made text);`;
const ada = by("email", "ada@a.example");
const YEAR = 366 * 86_400_000;

// Once failed: `received` has no way on: run-request.ts returns at once, resume passes over it, approve refuses it.
test("a request whose planning crashed is planned by resume", async () => {
  const shop = makeCompany({ sql: PEOPLE, datasets: CUSTOMERS });
  let dies = true;
  const passing = async (step: string) => {
    if (dies && step === "take.recorded") throw new Error("killed");
  };
  const inst = await open(shop, { surroundings: { passing } });
  await expect(takeRequest(inst, { right: "erasure", subject: ada, takenBy: "staff" })).rejects.toThrow("killed");
  dies = false;
  await resumeAll(inst);
  await runRequest(inst, "R-0001");
  expect((await viewRequest(inst, "R-0001")).state).toBe("planned");
});

// Once failed: plan-if-stale.ts:44 looks at the schema while a request is `approved`, never again once it has been tried.
test("a schema that changed while a request stood open makes a new plan, and nobody else's row goes", async () => {
  const shop = makeCompany({ sql: PEOPLE, datasets: CUSTOMERS });
  const inst = await open(shop, { shadow: true });
  const request = await approved(inst, ada);
  expect((await runRequest(inst, request)).state).toBe("open");
  shop.sql(`create table audits (id integer primary key, who integer references customers(id) on delete cascade, by_whom text);
    insert into audits values (1, 1, 'ben@a.example')`);
  await setStoreLive(inst, { store: "shop", by: "officer" });
  await runRequest(inst, request);
  expect(shop.sql("select count(*) as n from audits")).toEqual([{ n: 1 }]);
});

// Once failed: run-store.ts:97 reads the run anew, so that the guard of moveRun guards nothing: A records what B recorded.
test("two processes at one store write its erasure down once", async () => {
  const shop = makeCompany({ sql: PEOPLE, datasets: CUSTOMERS });
  let other: (() => Promise<unknown>) | undefined;
  const passing = async (step: string) => {
    const now = other;
    if (step !== "store.acted" || !now) return;
    other = undefined;
    await now();
  };
  const inst = await open(shop, { surroundings: { passing } });
  const request = await approved(inst, ada);
  other = () => runRequest(inst, request);
  // The person's key is destroyed by then: what it throws is not the question here.
  await runRequest(inst, request).catch(() => undefined);
  const { entries, stores } = await viewRequest(inst, request);
  expect(entries.filter((one) => one.kind === "store.erased").length).toBe(1);
  expect(stores[0]?.state).toBe("verified");
});

// Once failed: a read-back that finds late rows leaves the run `committed`, which nothing erases again and nothing plans again.
test("rows that were written late have a way to be erased", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table notes (id integer primary key, customer_id integer, body text); insert into notes values (1, 1, 'x');`,
    datasets: CUSTOMERS + NOTES,
  });
  let late = true;
  const passing = async (step: string) => {
    if (step !== "store.recorded" || !late) return;
    late = false;
    shop.sql("insert into notes values (50, 1, 'late')");
  };
  const inst = await open(shop, { surroundings: { passing } });
  const request = await approved(inst, ada);
  expect((await runRequest(inst, request)).state).toBe("open");
  await resumeAll(inst);
  const view = await viewRequest(inst, request);
  if (view.state === "planned") await sign(inst, request);
  await runRequest(inst, request);
  expect((await viewRequest(inst, request)).state).toBe("done");
});

// Once failed: kept rows are known by their key alone, and SQLite gives the key of a deleted row to the next one.
test("a row that took the key of a kept row is not removed when the keep ends", async () => {
  const shop = makeCompany({
    sql: `${KEPT} insert into notes values (6, null, 'nobody', '2026-01-01'), (7, 1, 'ada', '2026-01-01');`,
    datasets: CUSTOMERS + NOTES,
    retention: BOOKS,
  });
  let now = Date.parse("2026-06-01T00:00:00Z");
  const inst = await open(shop, { surroundings: { now: () => now } });
  await runRequest(inst, await approved(inst, ada));
  shop.sql("delete from notes where id = 7; insert into notes (customer_id, body, made) values (2, 'of ben', '2026-06-02')");
  now += 2 * YEAR;
  await resumeAll(inst);
  now += YEAR;
  await resumeAll(inst);
  expect(shop.sql("select body from notes where customer_id = 2")).toEqual([{ body: "of ben" }]);
});

// Once failed: a row whose date the shop had corrected was let go of without a word, and stayed for good.
test("a kept row that counts from another date when its keep ends is left for staff, and said", async () => {
  const shop = makeCompany({
    sql: `${KEPT} insert into notes values (7, 1, 'ada', '2026-01-01'), (8, 1, 'ada', '2026-01-01');`,
    datasets: CUSTOMERS + NOTES,
    retention: BOOKS,
  });
  let now = Date.parse("2026-06-01T00:00:00Z");
  const inst = await open(shop, { surroundings: { now: () => now } });
  await runRequest(inst, await approved(inst, ada));
  shop.sql("update notes set made = '2026-01-02' where id = 7");
  now += 2 * YEAR;
  const said: string[] = [];
  await resumeAll(inst, { onTrouble: (says) => said.push(says) });
  expect(shop.sql("select id from notes")).toEqual([{ id: 7 }]);
  expect(said).toEqual([expect.stringMatching(/R-0001: 1 row of shop\/notes .* another date now/)]);
  expect((await entriesOf(inst, "keep.ended")).at(-1)).toMatchObject({ deleted: 1, waiting: 0, redated: { "shop/notes": 1 } });
});

// Once failed: kept-rows.ts and tombstones.ts write bytes as JSON objects: no key of bytes is ever found again.
test("a kept row whose key is bytes is removed when its keep ends", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table notes (id blob primary key, customer_id integer, body text, made text); insert into notes values (x'0aff', 1, 'ada', '2026-01-01');`,
    datasets: CUSTOMERS + NOTES,
    retention: BOOKS,
  });
  let now = Date.parse("2026-06-01T00:00:00Z");
  const inst = await open(shop, { surroundings: { now: () => now } });
  const view = await runRequest(inst, await approved(inst, ada));
  expect(view.state).toBe("done");
  now += 2 * YEAR;
  await resumeAll(inst);
  expect(shop.sql("select count(*) as n from notes")).toEqual([{ n: 0 }]);
});

// Once failed: the due is taken before its job has done anything, and the job gives up after its retries.
test("a keep that ends while the store is away ends when it is back", async () => {
  const shop = makeCompany({
    sql: `${KEPT} insert into notes values (7, 1, 'ada', '2026-01-01');`,
    datasets: CUSTOMERS + NOTES,
    retention: BOOKS,
  });
  let now = Date.parse("2026-06-01T00:00:00Z");
  const inst = await open(shop, { surroundings: { now: () => now } });
  await runRequest(inst, await approved(inst, ada));
  now += 2 * YEAR;
  renameSync(shop.database, `${shop.database}.away`);
  for (let day = 0; day < 6; day += 1) {
    now += 86_400_000;
    await resumeAll(inst);
  }
  renameSync(`${shop.database}.away`, shop.database);
  now += 86_400_000;
  await resumeAll(inst);
  expect(shop.sql("select count(*) as n from notes")).toEqual([{ n: 0 }]);
});

// Once failed: planning again resets a store that has committed; the second act finds nothing and takes the record's place.
test("planning again after one store of two has committed loses neither its kept rows nor its numbers", async () => {
  const shop = makeCompany({
    sql: `${KEPT} insert into notes values (7, 1, 'ada', '2026-01-01');`,
    datasets: `${CUSTOMERS}${NOTES}  zulu:
    connector: sqlite
    url: \${ZULU_DB}
    datasets:
${CUSTOMERS}`,
    retention: "  books: { datasets: [shop/notes], keep: 1 years since made, because: Companies Act }\n",
  });
  const zulu = `${shop.database}.zulu`;
  copyFileSync(shop.database, zulu);
  Object.assign(shop.env, { ZULU_DB: `file:${zulu}` });
  let now = Date.parse("2026-06-01T00:00:00Z");
  const inst = await open(shop, { surroundings: { now: () => now } });
  await setStoreLive(inst, { store: "zulu", by: "officer" });
  const request = await approved(inst, ada);
  renameSync(zulu, `${zulu}.away`);
  const first = await runRequest(inst, request);
  expect(first.stores.find((one) => one.store === "shop")).toMatchObject({ state: "verified", deleted: 1 });
  renameSync(`${zulu}.away`, zulu);
  // What the approver saw there is no longer what is there: the request is planned again.
  const { default: Database } = await import("libsql");
  const db = new Database(zulu);
  db.exec("delete from customers where id = 1");
  db.close();
  expect((await runRequest(inst, request)).state).toBe("planned");
  await sign(inst, request);
  const last = await runRequest(inst, request);
  expect(last.state).toBe("done");
  expect(last.stores.find((one) => one.store === "shop")?.deleted).toBe(1);
  now += 2 * YEAR;
  await resumeAll(inst);
  expect(shop.sql("select count(*) as n from notes")).toEqual([{ n: 0 }]);
});

// Once failed: the second act's journal took the place of the first's, and the rollback took both with it.
test("a second act that is rolled back takes nothing of the first with it", async () => {
  const shop = makeCompany({
    sql: `${KEPT} create table drafts (id integer primary key, customer_id integer, body text);
      insert into notes values (7, 1, 'ada', '2026-01-01'); insert into drafts values (1, 1, 'x');`,
    datasets: `${CUSTOMERS}${NOTES}${NOTES.replace("notes:", "drafts:")}`,
    retention: BOOKS,
  });
  let now = Date.parse("2026-06-01T00:00:00Z");
  let late = true;
  let dies = false;
  const passing = async (step: string) => {
    if (dies && step === "store.journalled") throw new Error("killed");
    if (step !== "store.recorded" || !late) return;
    late = false;
    shop.sql("insert into drafts values (50, 1, 'late')");
  };
  const inst = await open(shop, { surroundings: { now: () => now, passing } });
  const request = await approved(inst, ada);
  expect((await runRequest(inst, request)).state).toBe("open");
  expect((await runRequest(inst, request)).state).toBe("planned");
  await sign(inst, request);
  dies = true;
  await expect(runRequest(inst, request)).rejects.toThrow("killed");
  dies = false;
  const last = await runRequest(inst, request);
  expect(last.state).toBe("done");
  expect(last.stores[0]).toMatchObject({ deleted: 3, remaining: 0 });
  expect(shop.sql("select count(*) as n from drafts")).toEqual([{ n: 0 }]);
  now += 2 * YEAR;
  await resumeAll(inst);
  expect(shop.sql("select count(*) as n from notes")).toEqual([{ n: 0 }]);
});

// Once failed: whichever request of a person ended last, only the end of an erasure began to forget them.
test.each(["copied", "denied"] as const)(
  "a person is forgotten when the last of their requests ends, if that one is %s",
  async (how) => {
    const shop = makeCompany({ sql: PEOPLE, datasets: CUSTOMERS });
    const inst = await open(shop);
    const { request: other } = await takeRequest(inst, { right: "access", subject: ada, takenBy: "staff" });
    if (how === "copied") await sign(inst, other);
    const erasure = await approved(inst, ada);
    expect((await runRequest(inst, erasure)).state).toBe("done");
    const stateOf = async () => (await inst.storage.db.selectFrom("person").select(["id", "state"]).execute())[0];
    const person = await stateOf();
    expect(person?.state).toBe("known");
    if (how === "denied") await denyRequest(inst, { request: other, ground: "unidentifiable", because: "taken back" });
    else {
      await runRequest(inst, other);
      // Nobody is left to copy: the plan comes back, and with its yes the empty copy ends the request.
      await sign(inst, other);
      await runRequest(inst, other);
    }
    expect((await stateOf())?.state).toBe("forgetting");
    expect(await inst.keys.has({ person: person?.id ?? "" })).toBe(false);
  },
);

// Once failed: each time it was looked at, it went through `executing` and wrote two entries.
test("an open request that is resumed and waits for the same writes nothing", async () => {
  const shop = makeCompany({ sql: PEOPLE, datasets: CUSTOMERS });
  const inst = await open(shop, { shadow: true });
  const request = await approved(inst, ada);
  const before = (await runRequest(inst, request)).entries.length;
  await resumeAll(inst);
  const view = await runRequest(inst, request);
  expect(view.state).toBe("open");
  expect(view.entries.length).toBe(before);
});

// Once failed: only rows that are the person's alone were remembered for the day on which the keep ends.
test("a row of two people that a law keeps whole loses her part when the keep ends", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table deals (id integer primary key, buyer integer, seller integer, buyer_name text, made text);
      insert into deals values (1, 1, 2, 'Ada', '2026-01-01');`,
    datasets: `${CUSTOMERS}      deals:
        fields: { buyer_name: { is: name.full, erasure: clear } }
        links: { buyer: shared by customers, seller: none }
        rest: none
`,
    retention: "  deeds: { datasets: [deals], keep: 1 years since made, because: Civil Code, as: whole }\n",
  });
  let now = Date.parse("2026-06-01T00:00:00Z");
  const inst = await open(shop, { surroundings: { now: () => now } });
  const request = await approved(inst, ada);
  expect((await runRequest(inst, request)).state).toBe("done");
  const receipt = await requestReceipt(inst, request);
  expect("file" in receipt && JSON.parse(readFileSync(receipt.file, "utf8")).entry).toMatchObject({
    kept: 1,
    keptUntil: "2027-01-01",
    stores: [{ deleted: 1, transactions: 1, remaining: 0 }],
  });
  expect(shop.sql("select buyer_name from deals")).toEqual([{ buyer_name: "Ada" }]);
  now += 2 * YEAR;
  await resumeAll(inst);
  expect(shop.sql("select buyer_name, seller from deals")).toEqual([{ buyer_name: null, seller: 2 }]);
});

// Once failed: such rows were left out of what is remembered, and nobody said so.
test("a row that is kept and has no key to be found by later is named", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table notes (customer_id integer, body text, made text); insert into notes values (1, 'ada', '2026-01-01');`,
    datasets: CUSTOMERS + NOTES,
    retention: BOOKS,
  });
  const inst = await open(shop, { surroundings: { now: () => Date.parse("2026-06-01T00:00:00Z") } });
  const request = await approved(inst, ada);
  const view = await runRequest(inst, request);
  expect(view.plan?.findings.map((one) => one.code)).toContain("no-key");
  const receipt = await requestReceipt(inst, request);
  expect("file" in receipt && JSON.parse(readFileSync(receipt.file, "utf8")).entry).toMatchObject({ kept: 1, keptWithoutEnd: 1 });
});
