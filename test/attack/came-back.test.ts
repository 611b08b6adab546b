// Somebody who signs up again within the hour in which it is looked for late rows: nobody asked to have the new customer erased.
import { expect, test } from "vitest";
import { letStay, lookForLateRows, runRequest, setStoreLive, viewRequest } from "../../packages/server/src/requests/index.ts";
import { acts } from "../../packages/server/src/staff/request-actions.ts";
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
} from "./support.ts";

cleanUp();

const zoe = by("email", "zoe@a.example");
let ahead = 0;

async function erasedWithLateRows(
  sql: string,
): Promise<{ readonly inst: Inst; readonly request: string; readonly shop: ReturnType<typeof makeCompany> }> {
  const shop = makeCompany({
    sql: `create table customers (id integer primary key autoincrement, email text unique, name text);
      create table messages (id integer primary key autoincrement, customer_id integer, body text);
      insert into customers values (1, 'ada@a.example', 'Ada'), (2, 'zoe@a.example', 'Zoe');
      insert into messages values (1, 1, 'ada'), (2, 2, 'zoe');`,
    datasets: CUSTOMERS_AND_MESSAGES,
  });
  replaceAll(shop, (text) => text.replace("late-rows: none", "late-rows: 1 hours"));
  ahead = 0;
  const inst = await open(shop, { surroundings: { now: () => Date.now() + ahead } });
  await setStoreLive(inst, { store: "shop", by: "officer" });
  const request = await approved(inst, zoe);
  await runRequest(inst, request);
  expect((await viewRequest(inst, request)).state).toBe("done");
  shop.sql(sql);
  ahead += 3_700_000;
  await lookForLateRows(inst);
  await runRequest(inst, request);
  return { inst, request, shop };
}

const states = async (inst: Inst, request: string) => [
  (await viewRequest(inst, request)).state,
  ...(await inst.storage.db.selectFrom("person").select("state").execute()).map((one) => one.state),
];

// Once failed: the only way on was to sign the erasure of the new customer; unsigned, the request stood for ever and nobody was forgotten.
test("their rows can be let stay, on record: the request is complete, and whoever was erased is forgotten", async () => {
  const { inst, request, shop } = await erasedWithLateRows(
    "insert into customers (email, name) values ('zoe@a.example', 'Zoe again')",
  );
  expect(await viewRequest(inst, request)).toMatchObject({ state: "planned", canLetStay: true });
  expect(await letStay(inst, { request, as: "clerk" })).toMatchObject({ kind: "refused", reason: "role" });
  const press = () =>
    acts.find((act) => act.name === "let-stay")?.run({ inst, request, account: "a-1", role: "officer", form: {} });
  expect(await press()).toEqual({ kind: "done" });
  expect(await press()).toEqual({ kind: "done" });
  expect(await letStay(inst, { request, as: "officer" })).toMatchObject({ kind: "refused", reason: "state" });
  expect(await states(inst, request)).toEqual(["done", "forgetting"]);
  expect(await entriesOf(inst, "request.let-stay")).toMatchObject([{ request, rows: 1, role: "officer", account: "a-1" }]);
  ahead += 3_700_000;
  expect(await lookForLateRows(inst)).toEqual([]);
  expect(shop.sql("select name from customers where id > 1")).toEqual([{ name: "Zoe again" }]);
});

test("what was never approved, or is planned for another reason, cannot be let stay", async () => {
  const { inst, request, shop } = await erasedWithLateRows("insert into messages (customer_id, body) values (2, 'late')");
  expect(await viewRequest(inst, request)).toMatchObject({ state: "planned", canLetStay: true });
  await sign(inst, request);
  expect(await letStay(inst, { request, as: "officer" })).toMatchObject({ kind: "refused", reason: "state" });
  shop.sql("insert into messages (customer_id, body) values (2, 'later'), (2, 'later'), (2, 'later')");
  await runRequest(inst, request);
  expect(await viewRequest(inst, request)).toMatchObject({ state: "planned", canLetStay: false });
  expect(await letStay(inst, { request, as: "officer" })).toMatchObject({ kind: "refused", reason: "state" });
  expect(await viewRequest(inst, await approved(inst, by("email", "ada@a.example")))).toMatchObject({ canLetStay: false });
});

// Once failed: by its key, by its address, and by its address among the identities of tier 2, it was three rows.
test("a row that is found by several questions is told once", async () => {
  const { inst, request } = await erasedWithLateRows(
    "insert into customers (id, email, name) values (2, 'zoe@a.example', 'Zoe, written late')",
  );
  expect(await entriesOf(inst, "request.reopened")).toMatchObject([{ stores: [{ store: "shop", remaining: 1 }] }]);
  expect(await viewRequest(inst, request)).toMatchObject({ because: expect.stringContaining("1 row was found") });
});
