// What random companies with lists, tenants and batches have found, each as small as it gets.
import { expect, test } from "vitest";
import { by, cleanUp, erase, makeCompany, open, preview, stops } from "../attack/support.ts";

cleanUp();

const ada = by("account@customers", "1");
const CUSTOMERS = `      customers:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email }
        rest: none
`;
const PEOPLE = `create table customers (id integer primary key, email text, address_id integer);
  insert into customers values (1, 'ada@a.example', 7), (2, 'ben@a.example', null);`;

test("of a list that says of what it is, only what is theirs in that table is taken out", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table teams (id integer primary key, customer_id integer); insert into teams values (1, 2), (4, 1);
      create table notes (id integer primary key, kind text, ids text, author integer);
      insert into notes values (1, 'Team', '1,4', 2), (2, 'Person', '1,2,4', 2);`,
    datasets: `${CUSTOMERS}      teams: { rest: none, links: { customer_id: owned by customers } }
      notes:
        rest: none
        links: { author: none, ids: { by: kind, mentions: { Team: teams, Person: customers }, split: "," } }
`,
  });
  await erase(await open(shop), ada);
  expect(shop.sql("select ids from notes order by id")).toEqual([{ ids: "1" }, { ids: "2,4" }]);
});

test("unshared: rows that another of its `unshared` links leads to are somebody else, though nothing else leads to them", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table addresses (id integer primary key, code text unique, street text);
      create table suppliers (id integer primary key, address_code text);
      insert into addresses values (7, 'a7', 'One Street'); insert into suppliers values (1, 'a7');`,
    datasets: `${CUSTOMERS}      suppliers: { rest: none, links: { address_code: none } }
      addresses:
        erasure: fields
        fields: { street: { is: contact.address, erasure: clear } }
        links: { id: { owned: customers.address_id, unshared: true }, code: { owned: suppliers.address_code, unshared: true } }
        rest: none
`,
  });
  await erase(await open(shop), ada);
  expect(shop.sql("select street from addresses")).toEqual([{ street: "One Street" }]);
});

test.each(["[1, 2]", "[1]"])("unshared: a row that names several people is nobody's alone: %s", async (ids) => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table rooms (id integer primary key, ids text); insert into rooms values (1, '${ids}');`,
    datasets: `${CUSTOMERS}      rooms: { rest: none, links: { ids: { owned: customers, split: json, unshared: true } } }
`,
  });
  await erase(await open(shop), ada);
  expect(shop.sql("select ids from rooms")).toEqual(ids === "[1]" ? [] : [{ ids }]);
});

test("unshared: whoever else names a row inside JSON uses it too", async () => {
  const shop = makeCompany({
    sql: `create table customers (id integer primary key, email text, profile text);
      insert into customers values (1, 'ada@a.example', '{"home":7}'), (2, 'ben@a.example', '{"home":7}');
      create table addresses (id integer primary key, street text); insert into addresses values (7, 'One Street');`,
    datasets: `${CUSTOMERS}      addresses:
        erasure: fields
        fields: { street: { is: contact.address, erasure: clear } }
        links: { id: { owned: customers.profile.home, unshared: true } }
        rest: none
`,
  });
  await erase(await open(shop), ada);
  expect(shop.sql("select street from addresses")).toEqual([{ street: "One Street" }]);
});

const TENANTS = `create table members (id integer primary key, email text, workspace integer);
  insert into members values (1, 'ada@a.example', 7), (2, 'ada@a.example', 8), (3, 'ben@a.example', 8);`;
const MEMBERS = `      members:
        is: customer
        tenant: workspace
        identity: { account: id, email: email }
        fields: { email: contact.email }
        rest: none
`;

test.each([
  ["at once", {}],
  ["in parts", { surroundings: { largeSets: { rows: 1, chunkRows: 2, pauseMs: 1 } } }],
])(
  "of a list only what means them in the row's own tenant is taken out, %s, and what stays is nothing left behind",
  async (_, at) => {
    const shop = makeCompany({
      sql: `${TENANTS} insert into members values (4, 'ada.two@a.example', 8);
      create table letters (id integer primary key, workspace integer, sent text);
      insert into letters values (1, 8, '["ada@a.example","ada.two@a.example"]'), (2, 7, '["ada@a.example","cy@a.example"]');`,
      datasets: `${MEMBERS}      letters: { rest: none, tenant: workspace, links: { sent: { mentions: members.email, split: json } } }
`,
    });
    const view = await erase(await open(shop, at), [...by("account@members", "1"), ...by("account@members", "4")]);
    expect(view?.state).toBe("done");
    expect(shop.sql("select sent from letters order by id")).toEqual([
      { sent: '["ada@a.example"]' },
      { sent: '["cy@a.example"]' },
    ]);
  },
);

test("the same address in another tenant is somebody else, who is said to own a row too", async () => {
  const shop = makeCompany({
    sql: `${TENANTS} create table orders (id integer primary key, workspace integer, member_id integer, mail text);
      insert into orders values (1, 8, 1, 'ada@a.example');`,
    datasets: `${MEMBERS}      orders: { rest: none, tenant: workspace, links: { member_id: owned by members, mail: owned by members.email } }
`,
  });
  expect(stops(await preview(await open(shop), by("account@members", "1")))).toBe(true);
});
