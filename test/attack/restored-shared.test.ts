// Whoever comes back from a backup beside others who have an address or number of theirs, in a company that lets erasures cool off.
import { expect, test } from "vitest";
import { reapplyErasures, resumeAll, runRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import { approved, by, cleanUp, makeCompany, open, replaceAll } from "./support.ts";

cleanUp();

const DATASETS = `      customers:
        is: customer
        identity: { account: id, email: email, phone: phone }
        fields: { email: contact.email, phone: contact.phone, name: name.full }
        rest: none
`;
const makeShop = () =>
  makeCompany({
    datasets: DATASETS,
    sql: `create table customers (id integer primary key, email text, phone text, name text);
      create index customers_email on customers (email);
      insert into customers values (1, 'ada@a.example', '+6221555', 'Ada'), (2, 'ben@a.example', '+6221555', 'Ben');`,
  });
const ADA = "insert into customers values (1, 'ada@a.example', '+6221555', 'Ada')";

// Once failed: looked for by the number that they share, she was two people, and the request could never be signed.
test("whoever shares a number with somebody who was never erased is erased again by what is theirs alone", async () => {
  const shop = makeShop();
  const inst = await open(shop);
  const request = await approved(inst, by("email", "ada@a.example"));
  expect((await runRequest(inst, request)).state).toBe("done");
  shop.sql(ADA);
  const { again } = await reapplyErasures(inst, { act: true });
  expect(again.map((one) => [one.of, one.state])).toEqual([[request, "done"]]);
  expect(shop.sql("select id from customers")).toEqual([{ id: 2 }]);
});

test("whoever shares everything with somebody else is left to staff", async () => {
  const shop = makeShop();
  const inst = await open(shop);
  const request = await approved(inst, by("email", "ada@a.example"));
  expect((await runRequest(inst, request)).state).toBe("done");
  shop.sql(`${ADA}; insert into customers values (3, 'ada@a.example', null, 'Ada, new')`);
  const { again, returned } = await reapplyErasures(inst, { act: true });
  expect(again.map((one) => one.state)).toEqual(["planned"]);
  expect(returned.length).toBeGreaterThan(0);
  expect(shop.sql("select id from customers")).toHaveLength(3);
});

// Once failed: it cooled off anew, and each further `reapply` in the meantime took one more request for the same rows.
test("an erasure that had cooled off does not cool off anew: what is back goes at once, under one request", async () => {
  const shop = makeShop();
  replaceAll(shop, (text) => text.replace("cooling-off: none", "cooling-off: 1 day"));
  let ahead = 0;
  const inst = await open(shop, { surroundings: { now: () => Date.now() + ahead } });
  const request = await approved(inst, by("email", "ada@a.example"));
  ahead += 2 * 86_400_000;
  await resumeAll(inst);
  expect((await viewRequest(inst, request)).state).toBe("done");
  shop.sql(ADA.replace("+6221555", "+6221777"));
  const { again } = await reapplyErasures(inst, { act: true });
  expect(again.map((one) => one.state)).toEqual(["done"]);
  expect(shop.sql("select id from customers")).toEqual([{ id: 2 }]);
  expect((await reapplyErasures(inst, { act: true })).again).toEqual([]);
});
