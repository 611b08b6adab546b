// A person whose address has letters beyond ASCII, written in another case than they write it.
import { expect, test } from "vitest";
import { cleanUp, erased, makeCompany, open } from "./support.ts";

cleanUp();

// Once failed: SQLite folds ASCII alone; nobody was found, and the request was complete with their row in its place.
test("is found and erased in SQLite, with what holds their address in a list", async () => {
  const shop = makeCompany({
    sql: `create table customers (id integer primary key, email text unique, name text);
      create index customers_lower on customers (lower(email));
      create table lists (id integer primary key, members text);
      insert into customers values (1, 'JÖRG.MÜLLER@a.example', 'Jörg'), (2, 'JORG.MULLER@a.example', 'Jorg');
      insert into lists values (1, 'ada@a.example,JÖRG.MÜLLER@a.example');`,
    datasets: `      customers:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email, name: name.full }
        rest: none
      lists:
        links: { members: { mentions: customers.email, split: ",", fold: true } }
        rest: none
`,
  });
  const inst = await open(shop);
  const view = await erased(inst, [[{ kind: "email", value: "jörg.müller@a.example" }]]);
  expect(view.stores).toMatchObject([{ deleted: 1, remaining: 0 }]);
  expect(shop.sql("select id from customers")).toEqual([{ id: 2 }]);
  expect(shop.sql("select members from lists")).toEqual([{ members: "ada@a.example" }]);
});
