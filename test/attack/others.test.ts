// Attacks that try to have another person's row deleted or changed without a blocking finding or a second approver.
import { expect, test } from "vitest";
import { by, cleanUp, erase, makeCompany, open, preview, stops } from "./support.ts";

cleanUp();

const CUSTOMERS = `
      customers:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email }
        rest: none
`;
const PEOPLE = `create table customers (id integer primary key, email text unique);
  insert into customers values (1, 'ada@a.example'), (2, 'ben@a.example'), (3, 'cy@a.example');`;
const ada = by("email", "ada@a.example");

// Once failed: capture.ts captureReference looks a pointer up by its exact JSON form: '1' (text) is not 1 (integer).
test("a foreign key of another type than its target: the cascade is seen", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table audits (id integer primary key, who text references customers(id) on delete cascade, auditor text);
      insert into audits values (1, '1', 'ben@a.example'), (2, '2', 'x');`,
    datasets: CUSTOMERS.slice(1),
  });
  const inst = await open(shop);
  const view = await preview(inst, ada);
  if (!stops(view)) await erase(inst, ada);
  expect(shop.sql("select count(*) as n from audits")).toEqual([{ n: 2 }]);
});

// Once failed: withoutShared compares answers of the pointing column with values of the target column by exact JSON form.
test("`unshared`: a row that another person reaches by a key of another type is not taken", async () => {
  const shop = makeCompany({
    sql: `create table addresses (id integer primary key, street text);
      create table customers (id integer primary key, email text unique, address_id text references addresses(id) on delete set null);
      insert into addresses values (7, 'One Street');
      insert into customers values (1, 'ada@a.example', '7'), (2, 'ben@a.example', '7');`,
    datasets: `${CUSTOMERS.slice(1)}      addresses:
        fields: { street: contact.address }
        links: { id: { owned: customers.address_id, unshared: true } }
        rest: none
`,
  });
  const inst = await open(shop);
  await erase(inst, ada);
  expect(shop.sql("select count(*) as n from addresses")).toEqual([{ n: 1 }]);
  expect(shop.sql("select address_id from customers where id = 2")).toEqual([{ address_id: "7" }]);
});

// Once failed: captureRoots counts ambiguity per column: two columns of one dataset may name two people.
test("an address that is one person's and another's alternative address is ambiguous", async () => {
  const shop = makeCompany({
    sql: `create table customers (id integer primary key, email text unique, alt_email text unique);
      insert into customers values (1, 'ada@a.example', null), (2, 'eve@a.example', 'ada@a.example');`,
    datasets: `      customers:
        is: customer
        identity: { account: id, email: [email, alt_email] }
        fields: { email: contact.email, alt_email: contact.email }
        rest: none
`,
  });
  const inst = await open(shop);
  expect((await preview(inst, ada)).findings.map((one) => one.code)).toContain("ambiguous");
});

// Once failed: ambiguity is `found > values`: a second identifier that finds nobody makes room for a second person.
test("a second address that finds nobody does not hide that the first finds two people", async () => {
  const shop = makeCompany({
    sql: `create table customers (id integer primary key, email text);
      insert into customers values (1, 'ada@a.example'), (2, 'ada@a.example');`,
    datasets: CUSTOMERS.slice(1),
  });
  const inst = await open(shop);
  const view = await preview(inst, [...ada, ...by("email", "nobody@a.example")]);
  expect(view.canBeApproved).toBe(false);
});

// Once failed: the same, by spelling: `Ada@` and `ada@` are two values for the count and one for the store.
test("the same address in two spellings does not hide that it finds two people", async () => {
  const shop = makeCompany({
    sql: `create table customers (id integer primary key, email text);
      insert into customers values (1, 'ada@a.example'), (2, 'ADA@a.example');`,
    datasets: CUSTOMERS.slice(1),
  });
  const inst = await open(shop);
  expect((await preview(inst, ada)).canBeApproved).toBe(false);
  const view = await preview(inst, [...ada, ...by("email", "Ada@A.example")]);
  expect(view.canBeApproved).toBe(false);
});

// Once failed: identifiers are joined by "or": a mistyped account erases a second person, whole, with one signature.
test("an address and an account that name two different people are a finding", async () => {
  const shop = makeCompany({ sql: PEOPLE, datasets: CUSTOMERS.slice(1) });
  const inst = await open(shop);
  const view = await preview(inst, [...ada, ...by("account", "2")]);
  expect(stops(view)).toBe(true);
});

// Once failed: elsewhereOwned passes over every edge with a `where`, and so over every polymorphic owner.
test("a row with two polymorphic owners, one of them somebody else, asks for a second approver", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table files (id integer primary key, author_type text, author_id integer, owner_type text, owner_id integer, body text);
      insert into files values (1, 'Customer', 1, 'Customer', 2, 'contract of Ben');`,
    datasets: `${CUSTOMERS.slice(1)}      files:
        fields: { body: content.text }
        links:
          author_id: { owned: { Customer: customers }, by: author_type }
          owner_id: { owned: { Customer: customers }, by: owner_type }
        rest: none
`,
  });
  const inst = await open(shop);
  expect(stops(await preview(inst, ada))).toBe(true);
});

// Once failed: owners in datasets that the request does not reach have no edge in the plan, so nobody asks about them.
test("a row that somebody of another dataset owns too asks for a second approver, however the person is named", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table suppliers (id integer primary key, email text unique);
      insert into suppliers values (9, 'sup@a.example');
      create table deals (id integer primary key, customer_id integer, supplier_id integer, body text);
      insert into deals values (1, 1, 9, 'terms');`,
    datasets: `${CUSTOMERS.slice(1)}      suppliers:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email }
        rest: none
      deals:
        fields: { body: content.text }
        links: { customer_id: owned by customers, supplier_id: owned by suppliers }
        rest: none
`,
  });
  const inst = await open(shop);
  expect(stops(await preview(inst, ada)), "named by mail address").toBe(true);
  expect(stops(await preview(inst, by("account@customers", "1"))), "named by account").toBe(true);
});

// Once failed: references are looked for where rows are deleted only; a changed key cascades too.
test("a pseudonym in a column that others' rows refer to with ON UPDATE CASCADE does not change them in silence", async () => {
  const shop = makeCompany({
    sql: `create table customers (id integer primary key, email text unique, handle text unique);
      insert into customers values (1, 'ada@a.example', 'ada'), (2, 'ben@a.example', 'ben');
      create table reviews (id integer primary key, author integer, about text references customers(handle) on update cascade);
      insert into reviews values (1, 2, 'ada');`,
    datasets: `      customers:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email, handle: { is: contact.email, erasure: pseudonym } }
        erasure: fields
        rest: none
`,
  });
  const inst = await open(shop);
  const view = await preview(inst, ada);
  if (!stops(view)) await erase(inst, ada);
  expect(shop.sql("select about from reviews")).toEqual([{ about: "ada" }]);
});

// Once failed: the default of a mention clears every column of the pointer, the tenant's too.
test("clearing a mention by two columns leaves the tenant of another's row alone", async () => {
  const shop = makeCompany({
    sql: `create table customers (tenant_id integer, id integer, email text unique, primary key (tenant_id, id));
      insert into customers values (5, 1, 'ada@a.example'), (5, 2, 'ben@a.example');
      create table tickets (id integer primary key, tenant_id integer, closed_by integer, foreign key (tenant_id, closed_by) references customers(tenant_id, id));
      insert into tickets values (1, 5, 1);`,
    datasets: `      customers:
        is: customer
        identity: { email: email }
        fields: { email: contact.email }
        rest: none
      tickets:
        links: { "tenant_id, closed_by": mentions customers }
        rest: none
`,
  });
  const inst = await open(shop);
  const view = await preview(inst, ada);
  if (!stops(view)) await erase(inst, ada);
  expect(shop.sql("select tenant_id from tickets")).toEqual([{ tenant_id: 5 }]);
});

// Once failed: SQLite compares a foreign key by the parent's collation; the question of the capture, by the child's.
test("a foreign key to a column without regard to case: the cascade is seen", async () => {
  const shop = makeCompany({
    sql: `create table customers (code text collate nocase primary key, email text unique);
      insert into customers values ('ada', 'ada@a.example'), ('ben', 'ben@a.example');
      create table audits (id integer primary key, who text references customers(code) on delete cascade);
      insert into audits values (1, 'ADA');`,
    datasets: `      customers:
        is: customer
        identity: { email: email }
        fields: { email: contact.email }
        rest: none
`,
  });
  const inst = await open(shop);
  const view = await preview(inst, ada);
  if (!stops(view)) await erase(inst, ada);
  expect(shop.sql("select count(*) as n from audits")).toEqual([{ n: 1 }]);
});

test("a cycle over two datasets, both owned, does not lead to the neighbor", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table teams (id integer primary key, lead_id integer references customers(id), name text);
      insert into teams values (1, 1, 'red'), (2, 2, 'blue');
      create table notes (id integer primary key, team_id integer references teams(id), author_id integer references customers(id), body text);
      insert into notes values (1, 1, 2, 'ben writes in the team of ada'), (2, 2, 2, 'ben');`,
    datasets: `${CUSTOMERS.slice(1)}      teams:
        links: { lead_id: owned by customers }
        rest: none
      notes:
        fields: { body: content.text }
        links: { team_id: owned by teams, author_id: owned by customers }
        rest: none
`,
  });
  const inst = await open(shop);
  expect(stops(await preview(inst, ada))).toBe(true);
});
