// Rows that stay: only the person's own part of them is changed.
import Sqlite from "libsql";
import { describe, expect, test } from "vitest";
import { by, cleanUp, erase, makeCompany, open, preview } from "../attack/support.ts";

cleanUp();

const PEOPLE = `create table people (id integer primary key, email text unique, name text);
  insert into people values (1, 'ada@a.example', 'Ada Zqx'), (11, 'ben@a.example', 'Ben Orr');`;
const DATASETS = `      people:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email, name: name.full }
        rest: none
`;
const ada = by("email", "ada@a.example");

/** The table after Ada's erasure. */
async function left(sql: string, datasets: string, query: string): Promise<Record<string, unknown>[]> {
  const shop = makeCompany({ sql: PEOPLE + sql, datasets: DATASETS + datasets });
  const done = await erase(await open(shop), ada);
  if (done === undefined) throw new Error("stopped");
  return new Sqlite(shop.database).prepare(query).all() as Record<string, unknown>[];
}

describe("a pointer inside something longer is taken out, and the rest stays to the letter", () => {
  test.each([
    ['{ mentions: people, split: "," }', "11, 1 ,2", "11,2"],
    ["{ mentions: people, split: json }", "[11, 1, 9007199254740993]", "[11, 9007199254740993]"],
    ["{ mentions: people, split: yaml }", "---\n- 11\n- 1\n", "---\n- 11\n"],
    ["{ shared: people, split: json }", '[ "1","11" ]', '[ "11" ]'],
  ])("%s", async (link, was, is) => {
    const rows = await left(
      `create table tasks (id integer primary key, ids text); insert into tasks values (1, '${was}'), (2, '[11]');`,
      `      tasks: { rest: none, links: { ids: ${link} } }\n`,
      "select ids from tasks order by id",
    );
    expect(rows).toEqual([{ ids: is }, { ids: "[11]" }]);
  });

  test("an address in a header becomes a pseudonym, with the name before it", async () => {
    const [row] = await left(
      `create table mails (id integer primary key, sent text); insert into mails values (1, 'Ben <ben@a.example>, "Zqx, Ada" <Ada@a.example>');`,
      "      mails: { rest: none, fields: { sent: contact.email }, links: { sent: { shared: people.email, match: address, fold: true, erasure: pseudonym } } }\n",
      "select sent from mails",
    );
    expect(row?.sent).toMatch(/^Ben <ben@a\.example>, erased-[0-9a-f]{12}@erased\.invalid$/);
  });
});

test("what stands at a path of JSON is changed there, and the rest of the text stays to the letter", async () => {
  const [row] = await left(
    `create table events (id integer primary key, person integer, payload text);
     insert into events values (1, 1, '{"who":{"name":"Ada Zqx", "no":1.10},  "size":9007199254740993}');`,
    "      events: { rest: none, erasure: fields, fields: { payload.who.name: name.full }, links: { person: { owned: people, erasure: clear } } }\n",
    "select person, payload from events",
  );
  expect(row?.payload).toMatch(/^\{"who":\{"name":"erased-[0-9a-f]{12}", "no":1\.10\}, {2}"size":9007199254740993\}$/);
  expect(row?.person).toBeNull();
});

test("of a row that is others' too, others' names stay, and hers become one pseudonym", async () => {
  const rows = await left(
    `create table deals (id integer primary key, seller integer, buyer integer, seller_name text, buyer_name text, note text);
     insert into deals values (1, 1, 11, 'Ada Zqx', 'Ben Orr', 'Ada Zqx meets Ben Orr'), (2, 11, 1, 'Ben Orr', 'ada zqx', null);`,
    "      deals: { rest: none, fields: { seller_name: name.full, buyer_name: name.full, note: { holds: [name.full] } }, links: { seller: shared by people, buyer: shared by people } }\n",
    "select seller_name, buyer_name, note from deals order by id",
  );
  const [first, second] = rows;
  expect(first?.seller_name).toMatch(/^erased-/);
  expect(first).toMatchObject({ buyer_name: "Ben Orr", note: "[redacted] meets Ben Orr" });
  expect(second).toEqual({ seller_name: "Ben Orr", buyer_name: first?.seller_name, note: null });
});

test("a path into JSON is in the copy by itself, and what nobody spoke of is said to be held back", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table events (id integer primary key, person integer, payload text); insert into events values (1, 1, '{"city":"Cork","x":1}');`,
    datasets: `${DATASETS}      events: { fields: { payload.city: contact.city }, links: { person: owned by people } }\n`,
  });
  const view = await preview(await open(shop), ada, "access");
  expect(view.findings).toContainEqual(expect.objectContaining({ code: "unmapped", dataset: "events", column: "payload.*" }));
});

test("a row that is written while its person is erased is not hidden by one whose address was replaced", async () => {
  const shop = makeCompany({
    sql: `${PEOPLE} create table deals (id integer primary key, mail text, note text);
      insert into deals values (1, 'ada@a.example', 'x'), (2, 'ben@a.example', 'y');`,
    datasets: `${DATASETS}      deals: { rest: none, fields: { mail: contact.email }, links: { mail: shared by people.email } }\n`,
  });
  let late = true;
  const passing = async (step: string) => {
    if (step !== "store.recorded" || !late) return;
    late = false;
    new Sqlite(shop.database).exec("insert into deals values (3, 'ada@a.example', 'late')");
  };
  const inst = await open(shop, { surroundings: { passing } });
  const done = await erase(inst, ada);
  expect(late).toBe(false);
  expect(done?.state).not.toBe("done");
  const mails = new Sqlite(shop.database).prepare("select mail from deals order by id").all() as { mail: string }[];
  expect(mails.map((row) => row.mail)).toEqual([expect.stringMatching(/^erased-/), "ben@a.example", "ada@a.example"]);
});
