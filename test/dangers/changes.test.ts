// What changes between a plan and its act, what the store would do by itself, and who comes back: on every kind of database.
import { describe, expect, test } from "vitest";
import {
  approveRequest,
  planRequest,
  reapplyErasures,
  runRequest,
  takeRequest,
  viewRequest,
} from "../../packages/server/src/requests/index.ts";
import { approved, cleanUp, preview, sign } from "../attack/support.ts";
import { skippedWithoutPostgres, testPostgres } from "../support/databases.ts";
import { skippedWithoutMariadb, testMariadb } from "../support/mariadb.ts";
import { ada, type CompanySaid, CUSTOMERS, dropCompanies, type Make, onMariadb, onPostgres, onSqlite } from "./companies.ts";

cleanUp();
dropCompanies();

const ORDERS: CompanySaid = {
  sql: `create table customers (id integer primary key, email text unique);
    create table orders (id integer primary key, customer_id integer, item text);
    insert into customers values (1, 'ada@a.example'), (2, 'ben@a.example');
    insert into orders values (1, 1, 'hers'), (2, 2, 'his');`,
  datasets: `${CUSTOMERS}      orders:
        fields: { item: content.text }
        links: { customer_id: owned by customers }
        rest: none
`,
};

function dangers(make: Make): void {
  test("a cascade into rows of others stops the plan, and nothing is deleted", async () => {
    const company = await make({
      sql: `create table customers (id integer primary key, email text unique);
        create table audits (id integer primary key, customer_id integer, auditor text, foreign key (customer_id) references customers (id) on delete cascade);
        insert into customers values (1, 'ada@a.example'), (2, 'ben@a.example');
        insert into audits values (1, 1, 'ben'), (2, 2, 'ben');`,
      datasets: CUSTOMERS,
    });
    const view = await preview(company.inst, ada);
    expect(view.canBeApproved).toBe(false);
    expect(view.findings.filter((one) => one.blocks)).toContainEqual(
      expect.objectContaining({ code: "others-refer", dataset: "audits", says: expect.stringContaining("delete them as well") }),
    );
    const { request } = await takeRequest(company.inst, { right: "erasure", subject: ada, takenBy: "staff" });
    const { plan } = await viewRequest(company.inst, request);
    expect(await approveRequest(company.inst, { request, plan: plan?.hash ?? "", as: "officer" })).toMatchObject({
      kind: "refused",
    });
    await runRequest(company.inst, request);
    expect(await company.sql("select id from audits order by id")).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test("a signature under yesterday's plan is refused, and more rows than it allowed come back for another", async () => {
    const company = await make(ORDERS);
    const { inst, sql } = company;
    const { request } = await takeRequest(inst, { right: "erasure", subject: ada, takenBy: "staff" });
    const yesterday = (await viewRequest(inst, request)).plan?.hash ?? "";
    await sql("insert into orders values (3, 1, 'more'), (4, 1, 'more')");
    await planRequest(inst, request);
    expect(await approveRequest(inst, { request, plan: yesterday, as: "officer" })).toMatchObject({ reason: "stale" });
    await sign(inst, request);
    await sql("insert into orders values (5, 1, 'more'), (6, 1, 'more'), (7, 1, 'more')");
    const view = await runRequest(inst, request);
    expect(view).toMatchObject({ state: "planned", because: expect.stringContaining("6 rows, 3 were approved") });
    expect(await sql("select id from orders where customer_id = 1")).toHaveLength(6);
    await sign(inst, request);
    expect((await runRequest(inst, request)).state).toBe("done");
    expect(await sql("select id from orders order by id")).toEqual([{ id: 2 }]);
  });

  test("a column that is added between the plan and the act makes the plan stale: nothing is done under the old one", async () => {
    const company = await make(ORDERS);
    const request = await approved(company.inst, ada);
    await company.sql("alter table orders add column gift_for varchar(80)");
    const view = await runRequest(company.inst, request);
    expect(view.state).toBe("planned");
    expect(view.entries.map((one) => one.kind)).not.toContain("store.erased");
    expect(await company.sql("select id from orders where customer_id = 1")).toEqual([{ id: 1 }]);
    await sign(company.inst, request);
    expect((await runRequest(company.inst, request)).state).toBe("done");
  });

  test("a customer who comes back is reported and never erased, whatever is put back", async () => {
    const company = await make(ORDERS);
    const request = await approved(company.inst, ada);
    expect((await runRequest(company.inst, request)).state).toBe("done");
    await company.sql("insert into customers values (9, 'ada@a.example')");
    await company.sql("insert into orders values (9, 9, 'new')");
    expect(await reapplyErasures(company.inst, { act: true })).toMatchObject({
      again: [],
      returned: [{ of: request, dataset: "customers", rows: 1 }],
    });
    expect(await company.sql("select id from customers order by id")).toEqual([{ id: 2 }, { id: 9 }]);
    expect(await company.sql("select id from orders order by id")).toEqual([{ id: 2 }, { id: 9 }]);
  });
}

describe("on SQLite", () => dangers(onSqlite));
describe.skipIf(testPostgres === undefined)(`on PostgreSQL${skippedWithoutPostgres}`, () => dangers(onPostgres));
describe.skipIf(testMariadb === undefined)(`on MariaDB${skippedWithoutMariadb}`, () => dangers(onMariadb));
