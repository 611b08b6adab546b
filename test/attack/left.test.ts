// Attacks that try to have rows of the person left behind, with nothing that blocks the plan or keeps the request open.
import { expect, test } from "vitest";
import { by, cleanUp, makeCompany, open, preview, stops } from "./support.ts";

cleanUp();

const CUSTOMERS = `      customers:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email }
        rest: none
`;
const NOTES = `      notes:
        fields: { body: content.text }
        links: { customer_id: owned by customers }
        rest: none
`;
const PEOPLE = `create table customers (id integer primary key, email text unique);
  insert into customers values (1, 'ada@a.example'), (2, 'ben@a.example');`;
const ada = by("email", "ada@a.example");

// Once failed: make-plan.ts:63 keeps findings of touched datasets only, and a dataset that is missing is never touched.
test("a dataset of the program that the store no longer has (renamed) blocks", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table memos (id integer primary key, customer_id integer, body text); insert into memos values (1, 1, 'ada');`,
    datasets: CUSTOMERS + NOTES,
  });
  expect(stops(await preview(await open(shop), ada))).toBe(true);
});

// Once failed: the same filter: a dataset that only the lost link led to is not touched, so its finding is dropped.
test("a link whose column the store no longer has blocks", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table notes (id integer primary key, client_id integer, body text); insert into notes values (1, 1, 'ada');`,
    datasets: CUSTOMERS + NOTES,
  });
  expect(stops(await preview(await open(shop), ada))).toBe(true);
});

// Once failed: the same filter, for `owned` alone after its foreign key was dropped.
test("`owned` alone whose foreign key the store no longer has blocks", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table notes (id integer primary key, customer_id integer, body text); insert into notes values (1, 1, 'ada');`,
    datasets: CUSTOMERS + NOTES.replace("owned by customers", "owned"),
  });
  expect(stops(await preview(await open(shop), ada))).toBe(true);
});

// Once failed: make-plan.ts:105 drops an identity whose column is not there, without a word.
test("an identity whose column the store no longer has blocks", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table leads (id integer primary key, mail text); insert into leads values (1, 'ada@a.example');`,
    datasets: `${CUSTOMERS}      leads:
        is: customer
        identity: { email: email }
        fields: { email: contact.email }
        rest: none
`,
  });
  expect(stops(await preview(await open(shop), ada))).toBe(true);
});

// Once failed: acts.ts:25 passes over a field whose column is gone; with `rest: none` the renamed one is "not personal".
test("a field whose column the store no longer has, in a row that stays, blocks", async () => {
  const shop = makeCompany({
    sql: `create table customers (id integer primary key, email text unique, full_name text);
      insert into customers values (1, 'ada@a.example', 'Ada Lovelace'), (2, 'ben@a.example', 'Ben');`,
    datasets: CUSTOMERS.replace(
      "fields: { email: contact.email }",
      "erasure: fields\n        fields: { email: contact.email, name: name.full }",
    ),
  });
  expect(stops(await preview(await open(shop), ada))).toBe(true);
});

// Once failed: a dataset that is only reached along a path into a column was passed over in silence.
test("a dataset that is only reached along a path into a column is found", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table notes (id integer primary key, meta text, body text); insert into notes values (1, '{"customer":1}', 'ada');`,
    datasets: CUSTOMERS + NOTES.replace("customer_id: owned by customers", '"meta.customer": owned by customers'),
  });
  const view = await preview(await open(shop), ada);
  expect(view.stores.flatMap((store) => store.steps)).toContainEqual(
    expect.objectContaining({ dataset: "notes", action: "delete", rows: 1 }),
  );
});

// Once failed: `match: phone` is not run; a dataset that is found by phone alone is passed over when a phone is given.
test("a dataset that is found by a phone number, which nothing compares yet, blocks", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table leads (id integer primary key, phone text); insert into leads values (1, '+44 1');`,
    datasets: `${CUSTOMERS}      leads:
        is: customer
        identity: { phone: { field: phone, match: phone } }
        fields: { phone: contact.phone }
        rest: none
`,
  });
  expect(stops(await preview(await open(shop), [...ada, ...by("phone", "+44 1")]))).toBe(true);
});

// Once failed: what a keep finds no date in stays for ever, without a finding.
test("a row that is kept because its date cannot be read is named", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table notes (id integer primary key, customer_id integer, body text, made integer); insert into notes values (1, 1, 'ada', 1262304000);`,
    datasets: CUSTOMERS + NOTES,
    retention: "  books: { datasets: [notes], keep: 1 years since made, because: Companies Act }\n",
  });
  const view = await preview(await open(shop), ada);
  expect(view.findings.filter((one) => one.dataset === "notes")).not.toEqual([]);
});

// Once failed: keepOf takes the longer period, whatever its date says: the shorter one that still runs is lost.
test("of two keeps that count from different days, the one that lasts longer for the row holds", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table notes (id integer primary key, customer_id integer, body text, made text, paid text);
      insert into notes values (1, 1, 'ada', '2010-01-01', '2026-06-01');`,
    datasets: CUSTOMERS + NOTES,
    retention:
      "  books: { datasets: [notes], keep: 7 years since made, because: Companies Act }\n  tax: { datasets: [notes], keep: 5 years since paid, because: Tax Act }\n",
  });
  const steps = (await preview(await open(shop), ada)).stores.flatMap((one) => one.steps);
  expect(steps.filter((one) => one.dataset === "notes").map((one) => one.action)).not.toContain("delete");
});
