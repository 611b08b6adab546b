// A store without a journal, a kill between its COMMIT and our note, and the key of who was erased given to somebody else meanwhile.
import { expect, test } from "vitest";
import { resumeAll, runRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import { approved, by, CUSTOMERS_AND_MESSAGES, cleanUp, makeCompany, open, replaceAll } from "./support.ts";

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
