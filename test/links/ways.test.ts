// Every way in which one row can point at another, from the program to the rows that are gone.
import Sqlite from "libsql";
import { describe, expect, test } from "vitest";
import { runRequest, takeRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import { by, cleanUp, erase, makeCompany, open, preview, SECOND_APPROVER, type Subject, sign } from "../attack/support.ts";

cleanUp();

const PEOPLE = `create table people (id integer primary key, email text unique, ref text, workspace integer);
  insert into people values (1, 'ada@a.example', '0B9DB5B6-7EBE-4FB2-A0B9-F3E9E0C7D5A1', 1), (11, 'ben@a.example', 'x', 1), (2, 'cy@a.example', 'y', 1);`;
const DATASETS = `      people:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email }
        rest: none
`;
const ada = by("email", "ada@a.example");

interface Case {
  readonly way: string;
  readonly things: string;
  readonly rows: string;
  readonly link: string;
  /** Ids of the rows that are Ada's. */
  readonly hers: readonly number[];
  /** One of them names somebody else too: two people sign. */
  readonly second?: boolean;
}

const CASES: readonly Case[] = [
  {
    way: "a type and an id",
    things: "kind text, of integer",
    rows: "(1, 'Person', 1), (2, 'Firm', 1), (3, 'Person', 11)",
    link: "of: { by: kind, owned: { Person: people } }",
    hers: [1],
  },
  {
    way: "a mail address, in any case",
    things: "mail text",
    rows: "(1, 'Ada@A.example'), (2, 'ada@a.example.org'), (3, ''), (4, null)",
    link: "mail: { owned: people.email, fold: true }",
    hers: [1],
  },
  {
    way: "a list in a text",
    things: "ids text",
    rows: "(1, '11, 1 ,2'), (2, '11,2'), (3, '1'), (4, ''), (5, '21')",
    link: 'ids: { owned: people, split: "," }',
    hers: [1, 3],
    second: true,
  },
  {
    way: "a list in JSON",
    things: "ids text",
    rows: "(1, '[1, 2]'), (2, '[11]'), (3, '{broken 1'), (4, '[\"1\"]')",
    link: "ids: { owned: people, split: json }",
    hers: [1, 4],
    second: true,
  },
  {
    way: "a list in YAML",
    things: "ids text",
    rows: `(1, '---' || char(10) || '- 1' || char(10) || '- 2'), (2, '---' || char(10) || '- 11'), (3, '--- []')`,
    link: "ids: { owned: people, split: yaml }",
    hers: [1],
    second: true,
  },
  {
    way: "a path into JSON",
    things: "payload text",
    rows: `(1, '{"actor":{"id":1},"other":2}'), (2, '{"actor":{"id":2},"other":1}'), (3, '{"actors":[{"id":1}]}')`,
    link: "payload.actor.id: owned by people",
    hers: [1],
  },
  {
    way: "addresses in a header",
    things: "sent text",
    rows: `(1, '"Ada, A" <ada@a.example>, ben@a.example'), (2, 'nada@a.example'), (3, 'ben@a.example')`,
    link: "sent: { owned: people.email, match: address }",
    hers: [1],
    second: true,
  },
  {
    way: "a uuid written differently",
    things: "ref text",
    rows: "(1, '0b9db5b6-7ebe-4fb2-a0b9-f3e9e0c7d5a1'), (2, '0b9db5b67ebe4fb2a0b9f3e9e0c7d5a1'), (3, '0b9db5b6')",
    link: "ref: { owned: people.ref, cast: uuid }",
    hers: [1, 2],
  },
  {
    way: "a number in a text, with zeros before it",
    things: "no text",
    rows: "(1, '0001'), (2, '1'), (3, '1-2'), (4, 'one'), (5, '11')",
    link: "no: { owned: people, cast: number }",
    hers: [1, 2],
  },
];

describe.each(CASES)("$way", ({ things, rows, link, hers, second = false }) => {
  test("finds and erases the rows that are hers, and no other", async () => {
    const shop = makeCompany({
      sql: `${PEOPLE} create table things (id integer primary key, ${things.replaceAll(", ", ", ")}, body text);
        insert into things select column1, ${things
          .split(",")
          .map((_, at) => `column${at + 2}`)
          .join(", ")}, 'written' from (values ${rows});`,
      datasets: `${DATASETS}      things: { rest: none, fields: { body: content.text }, links: { ${link} } }\n`,
      twoApprovers: true,
    });
    const inst = await open(shop);
    const view = await preview(inst, ada, "access");
    const step = view.stores.flatMap((store) => store.steps).find((one) => one.dataset === "things");
    expect(step).toMatchObject({ link: "owned", rows: hers.length });
    const left = new Sqlite(shop.database).prepare("select id from things order by id").all();
    const { request } = await takeRequest(inst, { right: "erasure", subject: ada, takenBy: "staff" });
    expect((await viewRequest(inst, request)).plan?.needsSecondApprover).toBe(second);
    await sign(inst, request);
    if (second) await sign(inst, request, SECOND_APPROVER);
    expect((await runRequest(inst, request)).state).toMatch(/done|open/);
    const after = new Sqlite(shop.database).prepare("select id from things order by id").all() as { id: number }[];
    expect(after.map((row) => row.id)).toEqual(
      (left as { id: number }[]).map((row) => row.id).filter((id) => !hers.includes(id)),
    );
  });
});

describe("tenants", () => {
  const sql = `create table members (id integer primary key, email text, workspace integer);
    insert into members values (1, 'ada@a.example', 7), (2, 'ada@a.example', 8), (3, 'ben@a.example', 7);
    create table letters (id integer primary key, mail text, workspace integer);
    insert into letters values (1, 'ada@a.example', 7), (2, 'ada@a.example', 8);`;
  const datasets = `      members:
        is: customer
        tenant: workspace
        identity: { account: id, email: email }
        fields: { email: contact.email }
        rest: none
      letters: { rest: none, tenant: workspace, fields: { mail: contact.email }, links: { mail: owned by members.email } }
`;

  test("the same address in two of them is two people: without the tenant nobody is chosen", async () => {
    const view = await preview(await open(makeCompany({ sql, datasets })), ada);
    expect(view.canBeApproved).toBe(false);
    expect(view.findings.map((one) => one.code)).toContain("ambiguous");
  });

  test("with the tenant only the one who is meant goes, with what an address leads to there", async () => {
    const shop = makeCompany({ sql, datasets });
    const subject: Subject = [...ada, { kind: "tenant", value: "8" }];
    const done = await erase(await open(shop), subject);
    expect(done?.state).toMatch(/done|open/);
    const db = new Sqlite(shop.database);
    expect(db.prepare("select id from members order by id").all()).toEqual([{ id: 1 }, { id: 3 }]);
    expect(db.prepare("select id from letters order by id").all()).toEqual([{ id: 1 }]);
  });
});

test("the same address in two tenants is two people to Troth as well: one's erasure forgets one", async () => {
  const shop = makeCompany({
    sql: `create table members (id integer primary key, email text, workspace integer);
      insert into members values (1, 'ada@a.example', 7), (2, 'ada@a.example', 8);`,
    datasets: `      members:
        is: customer
        tenant: workspace
        identity: { account: id, email: email }
        fields: { email: contact.email }
        rest: none
`,
  });
  const inst = await open(shop);
  await erase(inst, [...ada, { kind: "tenant", value: "8" }]);
  await erase(inst, [...ada, { kind: "tenant", value: "7" }]);
  expect(await inst.storage.db.selectFrom("person").select("id").execute()).toHaveLength(2);
  expect(new Sqlite(shop.database).prepare("select id from members").all()).toEqual([]);
});

describe("one person in several rows", () => {
  const sql = `create table people (id integer primary key, email text);
    insert into people values (1, 'ada@a.example'), (2, 'ada@a.example'), (3, 'ben@a.example');`;
  test("an address alone does not say so; whoever names each row does", async () => {
    const shop = makeCompany({ sql, datasets: DATASETS });
    const inst = await open(shop);
    expect((await preview(inst, ada)).canBeApproved).toBe(false);
    expect((await preview(inst, [...ada, ...by("account", "1")])).canBeApproved).toBe(false);
    const whole = [...ada, ...by("account", "1"), ...by("account", "2")];
    expect((await preview(inst, whole)).canBeApproved).toBe(true);
    await erase(inst, whole);
    expect(new Sqlite(shop.database).prepare("select id from people").all()).toEqual([{ id: 3 }]);
  });
});

test("a value that rows of others hold too leads nowhere by itself", async () => {
  const shop = makeCompany({
    sql: `create table people (id integer primary key, email text unique, phone text);
      insert into people values (1, 'ada@a.example', '555'), (2, 'ben@a.example', '555');
      create table calls (id integer primary key, phone text); insert into calls values (1, '555');`,
    datasets: `${DATASETS}      calls: { rest: none, fields: { phone: contact.phone }, links: { phone: owned by people.phone } }\n`,
  });
  const view = await preview(await open(shop), ada);
  expect(view.canBeApproved).toBe(false);
  expect(view.findings.find((one) => one.code === "ambiguous")?.says).toMatch(
    /1 other row holds the same value in people\.phone/,
  );
});

describe("unshared: only what nobody else reaches", () => {
  const HOMES = `      people:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email }
        rest: none
        links: { home: none }
`;
  const people = `create table people (id integer primary key, email text unique, home integer);
    insert into people values (1, 'ada@a.example', 1), (2, 'ben@a.example', 2);`;
  const homes = (link: string) =>
    `      homes: { rest: none, fields: { street: contact.street }, links: { id: { owned: people.home, unshared: true }${link} } }\n`;
  const steps = async (sql: string, datasets: string) =>
    (await preview(await open(makeCompany({ sql, datasets })), ada)).stores
      .flatMap((store) => store.steps)
      .filter((step) => step.dataset === "homes" && step.link !== "mentions").length;

  test("a row that points at itself is nobody else", async () => {
    const sql = `${people} create table homes (id integer primary key, street text, next integer references homes(id)); insert into homes values (1, 'Elm', 1);`;
    expect(await steps(sql, HOMES + homes(", next: none"))).toBe(1);
  });

  test("a row that by another of its links is somebody else's is not theirs alone", async () => {
    const sql = `${people} create table homes (id integer primary key, street text, owner integer); insert into homes values (1, 'Elm', 2);`;
    expect(await steps(sql, HOMES + homes(", owner: owned by people"))).toBe(0);
    expect(await steps(sql.replace("'Elm', 2", "'Elm', 1"), HOMES + homes(", owner: owned by people"))).toBe(1);
  });

  test("a blank in another of its links names nobody; a number that is nobody's names somebody who went", async () => {
    const sql = `${people} create table homes (id integer primary key, street text, owner text); insert into homes values (1, 'Elm', ' ');`;
    expect(await steps(sql, HOMES + homes(", owner: owned by people.email"))).toBe(1);
    expect(await steps(sql.replace("' ')", "'gone@a.example')"), HOMES + homes(", owner: owned by people.email"))).toBe(0);
  });

  test("a row that is shared with a dataset to which nothing of theirs leads is not theirs alone", async () => {
    const sql = `${people} create table firms (id integer primary key); insert into firms values (5);
      create table homes (id integer primary key, street text, firm integer); insert into homes values (1, 'Elm', 5);`;
    const firms = `${HOMES}      firms: { rest: none }\n`;
    expect(await steps(sql, firms + homes(", firm: shared by firms"))).toBe(0);
    expect(await steps(sql.replace("'Elm', 5", "'Elm', null"), firms + homes(", firm: shared by firms"))).toBe(1);
  });

  test("a row that others point at by another of its columns is not theirs alone", async () => {
    const sql = `${people} create table homes (id integer primary key, street text, code text unique);
      create table firms (id integer primary key, code text references homes(code)); insert into homes values (1, 'Elm', 'E'), (2, 'Oak', 'F'); insert into firms values (1, 'E');`;
    expect(await steps(sql, HOMES + homes(""))).toBe(0);
    expect(await steps(sql.replace("values (1, 'E')", "values (1, 'F')"), HOMES + homes(""))).toBe(1);
  });
});

test("what belongs to a row that only mentions the person is somebody else's too", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table tickets (id integer primary key, closed_by integer); insert into tickets values (5, 1);
      create table files (id integer primary key, ticket integer, person integer, body text); insert into files values (1, 5, 1, 'x');`,
    datasets: `${DATASETS}      tickets: { rest: none, links: { closed_by: mentions people } }
      files: { rest: none, fields: { body: content.file }, links: { ticket: owned by tickets, person: owned by people } }\n`,
  });
  expect((await preview(await open(shop), ada)).needsSecondApprover).toBe(true);
});

test.each([
  ["a placeholder", "n/a"],
  ["nothing", ""],
])("a foreign key over %s still points", async (_, code) => {
  const shop = makeCompany({
    sql: `create table people (id integer primary key, email text unique, code text unique);
      insert into people values (1, 'ada@a.example', '${code}');
      create table audits (id integer primary key, code text references people(code) on delete cascade);
      insert into audits values (1, '${code}'), (2, '${code}');`,
    datasets: DATASETS,
  });
  const view = await preview(await open(shop), ada);
  expect(view.canBeApproved).toBe(false);
  expect(view.findings.map((one) => one.code)).toContain("others-refer");
});
