// What the random companies have found and nobody has mended yet, each as small as it gets. `test.fails` turns red when it
// is mended: then it becomes `test`, and its line in open-findings.ts is set to false.
import { whyUnfit } from "@troth/core/program";
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
const PEOPLE = `create table customers (id integer primary key, email text, address_id integer, note text);
  insert into customers values (1, 'ada@a.example', 7, 'x'), (2, 'ben@a.example', null, 'y');`;
const addresses = (links: string, more = ""): string => `      addresses:
        erasure: fields
        fields: { street: { is: contact.address, erasure: clear } }
        links: { ${links} }
        rest: none
${more}`;

// `unshared`
test("unshared: a row that points at itself is used by nobody else", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table addresses (id integer primary key, street text, parent_id integer references addresses(id));
      insert into addresses values (7, 'One Street', 7);`,
    datasets: CUSTOMERS + addresses("id: { owned: customers.address_id, unshared: true }, parent_id: none"),
  });
  await erase(await open(shop), ada);
  expect(shop.sql("select street from addresses")).toEqual([{ street: null }]);
});

// `unshared`
test("unshared: a row that belongs to somebody else by another of its links is not taken", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table addresses (id integer primary key, street text, owner_id integer);
      insert into addresses values (7, 'Street of Ben', 2);`,
    datasets: CUSTOMERS + addresses("id: { shared: customers.address_id, unshared: true }, owner_id: shared by customers"),
  });
  await erase(await open(shop), ada);
  expect(shop.sql("select street from addresses")).toEqual([{ street: "Street of Ben" }]);
});

// `unshared`
test("unshared: a row at which somebody else points by another of its columns is not taken", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table addresses (id integer primary key, code text unique, street text);
      create table suppliers (id integer primary key, address_code text references addresses(code));
      insert into addresses values (7, 'a7', 'One Street'); insert into suppliers values (1, 'a7');`,
    datasets: CUSTOMERS + addresses("id: { owned: customers.address_id, unshared: true }"),
  });
  await erase(await open(shop), ada);
  expect(shop.sql("select street from addresses")).toEqual([{ street: "One Street" }]);
});

// `unshared`
test("unshared: a row that is used by a row of theirs, which is found after it, is taken", async () => {
  const shop = makeCompany({
    sql: `create table customers (id integer primary key, email text, address_id integer, order_id integer);
      insert into customers values (1, 'ada@a.example', 7, 5), (2, 'ben@a.example', 8, null);
      create table addresses (id integer primary key, street text);
      create table orders (id integer primary key, address_id integer references addresses(id));
      insert into addresses values (7, 'One Street'), (8, 'Street of Ben'); insert into orders values (5, 7);`,
    datasets: `${CUSTOMERS}${addresses("id: { owned: customers.address_id, unshared: true }")}      orders:
        links: { id: { owned: customers.order_id, unshared: true }, address_id: mentions addresses }
        rest: none
`,
  });
  await erase(await open(shop), ada);
  expect(shop.sql("select street from addresses")).toEqual([{ street: null }, { street: "Street of Ben" }]);
});

// `twoTargets`
test("a link by a value that another person has as well asks for a second approver", async () => {
  const shop = makeCompany({
    sql: `create table customers (id integer primary key, email text);
      insert into customers values (1, 'family@a.example'), (2, 'family@a.example');
      create table orders (id integer primary key, email text, item text);
      insert into orders values (1, 'family@a.example', 'of Ben');`,
    datasets: `${CUSTOMERS}      orders:
        fields: { item: content.text }
        links: { email: owned by customers.email }
        rest: none
`,
  });
  expect(stops(await preview(await open(shop), ada))).toBe(true);
});

// `emptyKeys`
test.each(["n/a", ""])("a cascade over the key '%s' is seen", async (code) => {
  const shop = makeCompany({
    sql: `create table customers (id integer primary key, email text, code text unique);
      insert into customers values (1, 'ada@a.example', '${code}'), (2, 'ben@a.example', 'b');
      create table audits (id integer primary key, who text references customers(code) on delete cascade);
      insert into audits values (1, '${code}');`,
    datasets: CUSTOMERS,
  });
  await erase(await open(shop), ada).catch(() => undefined);
  expect(shop.sql("select count(*) as n from audits")).toEqual([{ n: 1 }]);
});

// `ownersByMention`
test("an owner in a dataset that mentions the person asks for a second approver", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table tickets (id integer primary key, closed_by integer);
      create table files (id integer primary key, customer_id integer, ticket_id integer, body text);
      insert into tickets values (5, null); insert into files values (1, 1, 5, 'x');`,
    datasets: `${CUSTOMERS}      tickets: { rest: none, links: { closed_by: mentions customers } }
      files:
        fields: { body: content.text }
        links: { customer_id: owned by customers, ticket_id: owned by tickets }
        rest: none
`,
  });
  expect(stops(await preview(await open(shop), ada))).toBe(true);
});

test("the pointer of a mention to which a foreign key refers does not take others' rows along", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table tickets (id integer primary key, closed_by integer unique);
      create table bills (id integer primary key, closer integer references tickets(closed_by) on update cascade);
      insert into tickets values (5, 1); insert into bills values (1, 1);`,
    datasets: `${CUSTOMERS}      tickets: { rest: none, links: { closed_by: mentions customers } }
`,
  });
  const inst = await open(shop);
  if (!stops(await preview(inst, ada))) await erase(inst, ada);
  expect(shop.sql("select closer from bills")).toEqual([{ closer: 1 }]);
});

// `constants`
test.each(["uuid", "date", "time", "timestamp", "json", "bytes"] as const)("a constant that is no %s does not fit", (family) => {
  const column = { name: "c", type: family, family, nullable: true, maxLength: null, unique: false, indexed: false };
  expect(whyUnfit({ ...column, generated: false, checked: false }, { kind: "constant", value: "gone" })).toBeDefined();
});
