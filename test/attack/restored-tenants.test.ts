// A store of tenants that comes back from a backup: the same address in another tenant is somebody else's.
import { describe, expect, test } from "vitest";
import { reapplyErasures, runRequest } from "../../packages/server/src/requests/index.ts";
import { approved, by, cleanUp, erased, makeCompany, open } from "./support.ts";

cleanUp();

const DATASETS = `      members:
        is: customer
        tenant: workspace
        identity: { account: id, email: email }
        fields: { email: contact.email, name: name.full }
        rest: none
`;
const makeShop = () =>
  makeCompany({
    datasets: DATASETS,
    sql: `create table members (id integer primary key, email text, name text, workspace integer);
      insert into members values (1, 'ada@a.example', 'Ada of 7', 7), (2, 'ada@a.example', 'Ada of 8', 8), (3, 'ben@a.example', 'Ben', 7);`,
  });
const adaIn = (tenant: string) => [...by("email", "ada@a.example"), ...by("tenant", tenant)];

describe("a store of tenants that comes back from a backup", () => {
  // Once failed: she was looked for in all tenants at once, was two people then, and could not be erased again.
  test("is cleared of whom was erased in one of them, and of nobody else", async () => {
    const shop = makeShop();
    const inst = await open(shop);
    const request = await approved(inst, adaIn("8"));
    expect((await runRequest(inst, request)).state).toBe("done");
    shop.sql("insert into members values (2, 'ada@a.example', 'Ada of 8', 8)");
    const { again, returned } = await reapplyErasures(inst, { act: true });
    expect(again.map((one) => [one.of, one.state])).toEqual([[request, "done"]]);
    expect(returned).toEqual([]);
    expect(shop.sql("select id from members order by id")).toEqual([{ id: 1 }, { id: 3 }]);
  });

  test("of a batch each is one person in each tenant", async () => {
    const shop = makeShop();
    const inst = await open(shop);
    expect((await erased(inst, [adaIn("7"), adaIn("8")])).state).toBe("done");
    shop.sql("insert into members values (1, 'ada@a.example', 'Ada of 7', 7), (2, 'ada@a.example', 'Ada of 8', 8)");
    const { again } = await reapplyErasures(inst, { act: true });
    expect(again.map((one) => one.state)).toEqual(["done"]);
    expect(shop.sql("select id from members")).toEqual([{ id: 3 }]);
  });
});
