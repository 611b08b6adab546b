// What a store does by itself beside an erasure, in the plan: its cascades among the rows of the plan, and its triggers.
import { besideSays } from "@troth/core/subject-graph";
import { expect, test } from "vitest";
import { by, cleanUp, makeCompany, open, preview } from "../attack/support.ts";

cleanUp();

const SQL = `
create table people (id integer primary key, email text);
insert into people values (1, 'a@b.example'), (2, 'c@d.example');
create table orders (id integer primary key, person_id integer references people on delete cascade);
insert into orders values (1, 1), (2, 1), (3, 2);
create table notes (id integer primary key, writer_id integer references people on delete set null, about text);
insert into notes values (1, 1, 'x'), (2, 2, 'y');
create table people_log (id integer primary key, email text);
create table plain (id integer primary key, person_id integer references people);
insert into plain values (1, 1);
create trigger keep_old after delete on people begin insert into people_log (email) values (old.email); end;
create trigger fresh after insert on people begin update notes set about = 'z' where id = new.id; end;
`;

const DATASETS = `      people:
        is: customer
        identity: { account: id, email: email }
        rest: none
        fields: { email: contact.email }
      people_log: { rest: none, fields: { email: contact.email }, links: { email: owned by people.email } }
      orders: { rest: none, links: { person_id: owned by people } }
      plain: { rest: none, links: { person_id: owned by people } }
      notes: { rest: none, links: { writer_id: mentions people } }
`;

const besideOf = (subject: string, right: "access" | "erasure" = "erasure") =>
  open(makeCompany({ sql: SQL, datasets: DATASETS }))
    .then((inst) => preview(inst, by("email", subject), right))
    .then((view) => view.stores.flatMap((store) => (store.beside ?? []).map(besideSays)));

test("cascades and triggers that stay inside the plan are said in words; what the store leaves alone is not", async () => {
  expect((await besideOf("a@b.example")).sort()).toEqual([
    "notes: the store clears the pointer of 1 row by itself as well (notes.writer_id -> people, ON DELETE SET NULL)",
    "orders: the store deletes 2 rows of these by itself as well (orders.person_id -> people, ON DELETE CASCADE)",
    "trigger keep_old of people fires on delete: copies the old row into people_log",
  ]);
});

test("a copy, and a person of whom there is nothing, set off nothing", async () => {
  expect(await besideOf("a@b.example", "access")).toEqual([]);
  expect(await besideOf("nobody@b.example")).toEqual([]);
});
