// A store without a journal, a kill between its COMMIT and our note, and the key of who was erased given to somebody else meanwhile.
import { expect, test } from "vitest";
import { resumeAll, runRequest, settleRun, viewRequest } from "../../packages/server/src/requests/index.ts";
import {
  approved,
  by,
  CUSTOMERS_AND_MESSAGES,
  cleanUp,
  entriesOf,
  type Inst,
  makeCompany,
  open,
  replaceAll,
  sign,
  staffPageOf,
} from "./support.ts";

cleanUp();

function makeShop() {
  const shop = makeCompany({
    sql: `create table customers (id integer primary key, email text unique, name text);
      create table messages (id integer primary key, customer_id integer references customers(id), body text);
      insert into customers values (1, 'ada@a.example', 'Ada'), (2, 'zoe@a.example', 'Zoe');
      insert into messages values (1, 1, 'ada'), (2, 2, 'zoe');`,
    datasets: CUSTOMERS_AND_MESSAGES,
  });
  replaceAll(shop, (text) => text.replace("url: ${SHOP_DB}\n", "url: ${SHOP_DB}\n    options: { journal: false }\n"));
  return shop;
}

async function killedAt(step: string) {
  const shop = makeShop();
  let kills = 1;
  const passing = async (at: string) => {
    if (at === step && kills-- > 0) throw new Error("killed");
  };
  const inst = await open(shop, { surroundings: { passing } });
  const request = await approved(inst, by("account", "2"));
  await expect(runRequest(inst, request)).rejects.toThrow("killed");
  return { shop, inst, request };
}

// Once failed: what had her number was taken for her, undone, and erased a second time: it was somebody else.
test("whoever has the key then is not erased in her place, and the request stands open and says why", async () => {
  const { shop, inst, request } = await killedAt("store.acted");
  expect(shop.sql("select id from customers")).toEqual([{ id: 1 }]);
  shop.sql(
    "insert into customers (email, name) values ('bob@a.example', 'Bob'); insert into messages (customer_id, body) values (2, 'bob')",
  );
  await resumeAll(inst);
  await resumeAll(inst);
  expect(shop.sql("select id from customers where name = 'Bob'")).toEqual([{ id: 2 }]);
  expect(shop.sql("select body from messages where body = 'bob'")).toHaveLength(1);
  const view = await viewRequest(inst, request);
  expect(view).toMatchObject({ state: "open", because: expect.stringContaining("other rows have their keys") });
  expect(view.entries.filter((one) => one.kind === "store.failed")).toHaveLength(1);
});

test("killed before its COMMIT it is done, whatever else was changed in between", async () => {
  const { shop, inst, request } = await killedAt("store.journalled");
  shop.sql("update customers set name = 'Zoe, married' where id = 2");
  await resumeAll(inst);
  expect((await viewRequest(inst, request)).state).toBe("done");
  expect(shop.sql("select id from customers")).toEqual([{ id: 1 }]);
});

/** Bob has Zoe's number: whether she was erased is not known. */
async function unknownAt(step: "store.acted" | "store.journalled") {
  const at = await killedAt(step);
  if (step === "store.journalled") at.shop.sql("delete from messages where customer_id = 2; delete from customers where id = 2");
  at.shop.sql(
    "insert into customers (email, name) values ('bob@a.example', 'Bob'); insert into messages (customer_id, body) values (2, 'bob')",
  );
  await resumeAll(at.inst);
  expect((await viewRequest(at.inst, at.request)).stores).toMatchObject([{ state: "unknown", acted: true }]);
  return at;
}

const bobsRows = (shop: Awaited<ReturnType<typeof unknownAt>>["shop"]) =>
  shop.sql("select c.id, m.body from customers c join messages m on m.customer_id = c.id where c.name = 'Bob'");

const settle = (inst: Inst, request: string, more: Partial<Parameters<typeof settleRun>[1]> = {}) =>
  settleRun(inst, { ...{ request, store: "shop", outcome: "erased", by: "rows", as: "officer" }, ...more });

test("somebody who has looked says that it was erased: it is done and read back, on the ledger with who said it and how they know", async () => {
  const { shop, inst, request } = await unknownAt("store.acted");
  expect(await settle(inst, request)).toMatchObject({ kind: "done" });
  await resumeAll(inst);
  const view = await viewRequest(inst, request);
  expect(view).toMatchObject({
    state: "done",
    stores: [{ state: "verified", deleted: 2, remaining: 0, outcomeKnownBy: "staff" }],
  });
  expect(bobsRows(shop)).toEqual([{ id: 2, body: "bob" }]);
  expect(await entriesOf(inst, "store.settled")).toMatchObject([
    { request, store: "shop", attempt: 1, outcome: "erased", by: "rows", role: "officer" },
  ]);
  expect(await entriesOf(inst, "store.erased")).toMatchObject([{ deleted: 2, outcomeKnownBy: "staff" }]);
  expect(await settle(inst, request)).toMatchObject({ kind: "refused", reason: "store" });
});

test("said not to be erased, it is done again, and never to rows that have the keys now and are somebody else's", async () => {
  const { shop, inst, request } = await unknownAt("store.journalled");
  shop.sql("insert into messages (customer_id, body) values (1, 'ada again')");
  expect(await settle(inst, request, { outcome: "not-erased", by: "log" })).toMatchObject({ kind: "done" });
  await resumeAll(inst);
  const view = await viewRequest(inst, request);
  expect(bobsRows(shop)).toEqual([{ id: 2, body: "bob" }]);
  // Her rows were gone by another hand: that is not what was approved, and whoever signs sees whose the rows there are.
  expect(view.state).toBe("planned");
  expect(view.plan?.findings).toMatchObject([{ code: "key-taken" }, { code: "nobody" }]);
  expect(view.plan?.totals.rows).toBe(0);
  await sign(inst, request);
  await resumeAll(inst);
  expect(await viewRequest(inst, request)).toMatchObject({
    state: "done",
    stores: [{ state: "verified", deleted: 0, remaining: 0 }],
  });
  expect(bobsRows(shop)).toEqual([{ id: 2, body: "bob" }]);
});

test("whoever may not decide settles nothing, nor anybody what Troth can find out", async () => {
  const { inst, request } = await unknownAt("store.acted");
  expect(await settle(inst, request, { as: "nobody" })).toMatchObject({ kind: "refused", reason: "role" });
  expect(await settle(inst, request, { store: "shed" })).toMatchObject({
    kind: "refused",
    reason: "store",
    advice: "one of: shop",
  });
  expect((await viewRequest(inst, request)).stores).toMatchObject([{ state: "unknown" }]);
  const other = await killedAt("store.acted");
  expect(await settle(other.inst, other.request)).toMatchObject({ kind: "refused", reason: "store" });
});

test("a store that the program no longer has is settled, too; said not to be erased it waits for nothing there", async () => {
  const { shop, inst, request } = await killedAt("store.acted");
  await inst.close();
  replaceAll(shop, (text) => text.replace("  shop:\n", "  store:\n").replaceAll("shop/", "store/"));
  const after = await open(shop);
  await resumeAll(after);
  await resumeAll(after);
  expect(await viewRequest(after, request)).toMatchObject({
    state: "open",
    stores: [{ store: "shop", state: "unknown", because: "the program no longer has this store" }],
  });
  expect(await settle(after, request, { outcome: "not-erased", by: "keeper" })).toMatchObject({ kind: "done" });
  await resumeAll(after);
  expect(await viewRequest(after, request)).toMatchObject({
    state: "planned",
    because: expect.stringContaining("program has changed"),
  });
  await sign(after, request);
  expect((await viewRequest(after, request)).stores.map((one) => one.store)).toEqual(["store"]);
});

test("on the page of the request staff say it, with how they know; pressed twice, it is said once", async () => {
  const { inst, request } = await unknownAt("store.acted");
  const page = await staffPageOf(inst, request);
  const post = (form: Record<string, string>) => page.post("settle", { store: "shop", ...form });
  expect(await page.text()).toContain("Was it erased in shop?");
  expect((await post({ outcome: "erased" })).status).toBe(422);
  expect((await post({ knownBy: "keeper" })).status).toBe(422);
  for (let pressed = 0; pressed < 2; pressed++) expect((await post({ outcome: "erased", knownBy: "keeper" })).status).toBe(303);
  expect(await entriesOf(inst, "store.settled")).toMatchObject([
    { outcome: "erased", by: "keeper", role: "officer", account: page.account },
  ]);
  await resumeAll(inst);
  expect(await page.text()).not.toContain("Was it erased in shop?");
  expect((await viewRequest(inst, request)).state).toBe("done");
});
