// Links that would take a stranger's rows, or a whole table, on every kind of database.
import { describe, expect, test } from "vitest";
import { approveRequest, runRequest, takeRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import { approved, cleanUp, preview } from "../attack/support.ts";
import { skippedWithoutPostgres, testPostgres } from "../support/databases.ts";
import { skippedWithoutMariadb, testMariadb } from "../support/mariadb.ts";
import {
  ada,
  type Company,
  type CompanySaid,
  CUSTOMERS,
  dropCompanies,
  type Make,
  onMariadb,
  onPostgres,
  onSqlite,
} from "./companies.ts";

cleanUp();
dropCompanies();

/** Rows of a table, so many, from a number on. */
const rows = (table: string, count: number, row: (at: number) => string): string =>
  `insert into ${table} values ${Array.from({ length: count }, (_, at) => `(${at + 1}, ${row(at + 1)})`).join(", ")};`;

const ORDERS = `${CUSTOMERS}      orders:
        fields: { item: content.text }
        links: { ref: owned by customers.ref }
        rest: none
`;
const shopWith = (ref: string, count: number): CompanySaid => ({
  sql: `create table customers (id integer primary key, email text unique, ref text);
    create table orders (id integer primary key, ref text, item text);
    ${rows("customers", 50, (at) => (at === 1 ? `'ada@a.example', '${ref}'` : `'c${at}@a.example', 'c${at}'`))}
    ${rows("orders", count, (at) => `'${ref}', 'item ${at}'`)}`,
  datasets: ORDERS,
});

/** `ITEMS.seller_id` was meant: every item of the shop has number 1 there, and so has Ada. */
const itemsWith = (mine: number, all: number): CompanySaid => ({
  sql: `create table customers (id integer primary key, email text unique);
    create table items (id integer primary key, shop_id integer, title text);
    ${rows("customers", 50, (at) => `'${at === 1 ? "ada" : `c${at}`}@a.example'`)}
    ${rows("items", all, (at) => `${at <= mine ? 1 : 1000}, 't${at}'`)}`,
  datasets: `${CUSTOMERS}      items:
        fields: { title: content.text }
        links: { shop_id: owned by customers }
        rest: none
`,
});

async function countOf({ sql }: Company, table: string): Promise<number> {
  return Number((await sql(`select count(*) as n from ${table}`))[0]?.n);
}

function dangers(make: Make): void {
  test("a link over empty texts leads to nobody's rows", async () => {
    const company = await make(shopWith("", 20));
    const view = await runRequest(company.inst, await approved(company.inst, ada));
    expect(view.state).toBe("done");
    expect(await countOf(company, "customers")).toBe(49);
    expect(await countOf(company, "orders")).toBe(20);
  });

  test("a placeholder that thousands share leads to nobody's rows", async () => {
    const company = await make(shopWith("N/A", 3000));
    const view = await runRequest(company.inst, await approved(company.inst, ada));
    expect(view.state).toBe("done");
    expect(await countOf(company, "orders")).toBe(3000);
  });

  test("an address that thousands share, and that is no known placeholder, is not erased on one signature", async () => {
    const company = await make(shopWith("noreply@shop.example", 3000));
    const view = await preview(company.inst, ada);
    expect(view.findings.map((one) => one.code)).toContain("blast-radius");
    await refuseOneSignature(company);
    expect(await countOf(company, "orders")).toBe(3000);
  });

  test("a mistyped `owned by` that takes a whole table is not carried out on one signature", async () => {
    const company = await make(itemsWith(2000, 2000));
    await refuseOneSignature(company);
    expect(await countOf(company, "items")).toBe(2000);
  });

  test("over 1 % of a large dataset wants a second pair of eyes, and is carried out with it", async () => {
    const company = await make(itemsWith(130, 12_000));
    const view = await preview(company.inst, ada);
    expect(view.findings.filter((one) => one.code === "blast-radius").map((one) => one.says)).toEqual([
      "130 rows are over 1 % of items, which has 12000",
    ]);
    const request = await refuseOneSignature(company);
    const again = await viewRequest(company.inst, request);
    expect(await approveRequest(company.inst, { request, plan: again.plan?.hash ?? "", as: "deputy" })).toMatchObject({
      kind: "done",
    });
    expect((await runRequest(company.inst, request)).state).toBe("done");
    expect(await countOf(company, "items")).toBe(11_870);
  });
}

/** One officer signs, and nothing runs. */
async function refuseOneSignature({ inst }: Company): Promise<string> {
  const { request } = await takeRequest(inst, { right: "erasure", subject: ada, takenBy: "staff" });
  const view = await viewRequest(inst, request);
  await approveRequest(inst, { request, plan: view.plan?.hash ?? "", as: "officer" });
  expect((await runRequest(inst, request)).state).toBe("planned");
  return request;
}

describe("on SQLite", () => dangers(onSqlite));
describe.skipIf(testPostgres === undefined)(`on PostgreSQL${skippedWithoutPostgres}`, () => dangers(onPostgres));
describe.skipIf(testMariadb === undefined)(`on MariaDB${skippedWithoutMariadb}`, () => dangers(onMariadb));
