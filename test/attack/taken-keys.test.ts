// A store gives the key of a deleted row to somebody else: SQLite takes the highest number again. Whatever is under it then is theirs.
import { join } from "node:path";
import Sqlite from "libsql";
import { expect, test } from "vitest";
import { lookForLateRows, runRequest, setStoreLive, viewRequest } from "../../packages/server/src/requests/index.ts";
import type { Workshop } from "../support/workshop.ts";
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
  type Subject,
  sign,
} from "./support.ts";

cleanUp();

const zoe = by("email", "zoe@a.example");

/** Zoe is the newest customer, and wrote the newest message: both numbers are given again. */
function makeShop(): Workshop {
  const shop = makeCompany({
    datasets: CUSTOMERS_AND_MESSAGES,
    sql: `create table customers (id integer primary key, email text unique, name text);
      create table messages (id integer primary key, customer_id integer references customers(id), body text);
      insert into customers values (1, 'ada@a.example', 'Ada'), (2, 'zoe@a.example', 'Zoe');
      insert into messages values (1, 1, 'ada'), (2, 2, 'zoe');`,
  });
  replaceAll(shop, (text) => text.replace("late-rows: none", "late-rows: 1 hours"));
  return shop;
}

const bobSignsUp = (shop: Workshop) =>
  shop.sql(`insert into customers (email, name) values ('bob@a.example', 'Bob');
    insert into messages (customer_id, body) values (2, 'bob'), (2, 'bob again');`);
const bobsRows = (shop: Workshop) => [
  ...shop.sql("select id from customers where name = 'Bob'"),
  ...shop.sql("select id from messages where body like 'bob%'"),
];
const ALL_OF_BOB = [{ id: 2 }, { id: 2 }, { id: 3 }];

let ahead = 0;
let atStep: Record<string, () => void> = {};
async function openAt(shop: Workshop): Promise<Inst> {
  ahead = 0;
  atStep = {};
  const passing = async (step: string) => {
    const once = atStep[step];
    delete atStep[step];
    once?.();
  };
  return open(shop, { surroundings: { now: () => Date.now() + ahead, passing } });
}

async function erasedBy(inst: Inst, subject: Subject): Promise<string> {
  const request = await approved(inst, subject);
  await runRequest(inst, request);
  expect((await viewRequest(inst, request)).state).toBe("done");
  return request;
}

async function lookAgain(inst: Inst, request: string): Promise<string> {
  ahead += 3_700_000;
  expect(await lookForLateRows(inst)).toEqual([]);
  await runRequest(inst, request);
  return (await viewRequest(inst, request)).state;
}

// Once failed: the customer who had the number next was looked for by it: their messages were planned, and erased once signed.
test.each([zoe, by("account", "2")])("whoever gets the number next keeps all that is theirs (%j)", async (...subject) => {
  const shop = makeShop();
  const inst = await openAt(shop);
  const request = await erasedBy(inst, subject);
  bobSignsUp(shop);
  expect(await lookAgain(inst, request)).toBe("done");
  expect(bobsRows(shop)).toEqual(ALL_OF_BOB);
  expect((await inst.storage.db.selectFrom("person").select("state").execute()).map((one) => one.state)).toEqual(["forgetting"]);
  expect(JSON.stringify((await entriesOf(inst, "request.looked-again"))[0]?.stores)).toContain("the keys of 2 deleted rows");
});

// Once failed: the read-back found the numbers, and the request was planned again and again and could never be complete.
test("between the erasure and its read-back, too", async () => {
  const shop = makeShop();
  const inst = await openAt(shop);
  const request = await approved(inst, zoe);
  atStep = { "verify.settled": () => bobSignsUp(shop) };
  await runRequest(inst, request);
  expect((await viewRequest(inst, request)).state).toBe("done");
  expect(bobsRows(shop)).toEqual(ALL_OF_BOB);
});

test("what was written late is erased beside them, and the request is complete then", async () => {
  const shop = makeShop();
  const inst = await openAt(shop);
  const request = await erasedBy(inst, zoe);
  bobSignsUp(shop);
  shop.sql(
    "insert into customers (email, name) values ('zoe@a.example', 'Zoe'); insert into messages (customer_id, body) values (3, 'zoe late')",
  );
  expect(await lookAgain(inst, request)).toBe("planned");
  const { plan } = await viewRequest(inst, request);
  expect(plan?.stores[0]?.steps.map(({ dataset, action, rows }) => `${dataset} ${action} ${rows}`)).toEqual([
    "customers delete 1",
    "messages delete 1",
  ]);
  expect(plan?.findings.filter((one) => one.code === "key-taken")).toHaveLength(1);
  await sign(inst, request);
  await runRequest(inst, request);
  expect((await viewRequest(inst, request)).state).toBe("done");
  expect(bobsRows(shop)).toEqual(ALL_OF_BOB);
  expect(shop.sql("select id from customers where email like 'zoe%'")).toEqual([]);
  expect(await lookAgain(inst, request)).toBe("done");
});

test("a row that came back as it was is found, and what points at it", async () => {
  const shop = makeShop();
  const inst = await openAt(shop);
  const request = await erasedBy(inst, by("account", "2"));
  shop.sql(
    "insert into customers values (2, 'zoe@a.example', 'Zoe'); insert into messages (customer_id, body) values (2, 'zoe late')",
  );
  expect(await lookAgain(inst, request)).toBe("planned");
  await sign(inst, request);
  await runRequest(inst, request);
  expect((await viewRequest(inst, request)).state).toBe("done");
  expect(shop.sql("select id from customers")).toEqual([{ id: 1 }]);
  expect(shop.sql("select id from messages")).toEqual([{ id: 1 }]);
});

test("nor is anything of theirs looked for in another store", async () => {
  const shop = makeShop();
  const path = join(shop.folder, "crm.sqlite");
  const crm = new Sqlite(path);
  crm.exec(
    "create table calls (id integer primary key, who integer, note text); insert into calls values (1, 1, 'ada'), (2, 2, 'zoe')",
  );
  const second = `  crm:
    connector: sqlite
    url: ${path}
    datasets:
      calls: { rest: none, fields: { note: content.text }, links: { who: { owned: shop/customers } } }
`;
  replaceAll(shop, (text) => text.replace(/\nrequests:/, `\n${second}requests:`));
  const inst = await openAt(shop);
  await setStoreLive(inst, { store: "crm", by: "officer" });
  const request = await erasedBy(inst, zoe);
  bobSignsUp(shop);
  crm.exec("insert into calls (who, note) values (2, 'bob')");
  expect(await lookAgain(inst, request)).toBe("done");
  expect(crm.prepare("select note from calls order by id").all()).toEqual([{ note: "ada" }, { note: "bob" }]);
  crm.close();
});
