// Many people in one request: one plan, one signature, one transaction in each store, and nobody's row taken for another's.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "libsql";
import { describe, expect, test } from "vitest";
import { runCommandLine } from "../../packages/server/src/cli/index.ts";
import { parsePeople } from "../../packages/server/src/cli/parse-subject.ts";
import { endKeeps, planRequest, runRequest, takeRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import { by, cleanUp, entriesOf, erased, makeCompany, open, type Subject, sign } from "../attack/support.ts";
import type { Workshop } from "../support/workshop.ts";

cleanUp();

const SQL = `create table people (id integer primary key, email text unique, name text);
  insert into people values (1, 'ada@a.example', 'Ada Zqx'), (2, 'ben@a.example', 'Ben Orr'), (3, 'cy@a.example', 'Cyd Wynn'), (4, 'di@a.example', 'Dian Voss');
  create table orders (id integer primary key, buyer integer, bill text, at text);
  insert into orders values (1, 1, 'Ada Zqx', '2026-01-01'), (2, 2, 'Ben Orr', '2026-01-01'), (3, 4, 'Dian Voss', '2026-01-01'), (4, 2, 'Ben Orr', '2001-01-01');
  create table talks (id integer primary key, one integer, two integer, words text);
  insert into talks values (1, 1, 2, 'Ada Zqx met Ben Orr'), (2, 2, 4, 'Ben Orr met Dian Voss'), (3, 3, 4, 'Cyd Wynn met Dian Voss');`;
const DATASETS = `      people:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email, name: name.full }
        rest: none
      orders:
        fields: { bill: name.full }
        links: { buyer: owned by people }
        rest: none
      talks:
        fields: { words: { holds: [content.text], erasure: redact } }
        links: { one: { shared: people, erasure: clear }, two: { shared: people, erasure: clear } }
        rest: none
`;
const KEEP = "  books: { datasets: [orders], keep: 7 years since at, because: Companies Act, as: pseudonym }\n";

const company = () => makeCompany({ sql: SQL, datasets: DATASETS, retention: KEEP });
const rowsOf = (database: string, sql: string) => new Sqlite(database).prepare(sql).all() as Record<string, unknown>[];
const of = (email: string): Subject => by("email", email);

describe("a batch", () => {
  test("is one plan that counts everybody's rows, and says who is nowhere", async () => {
    const inst = await open(company());
    const [subject = [], ...others] = [of("ada@a.example"), of("ben@a.example"), of("eve@a.example")];
    const { request } = await takeRequest(inst, { right: "erasure", subject, others, takenBy: "staff" });
    const { plan } = await viewRequest(inst, request);
    expect(plan?.people).toBe(3);
    expect(plan?.stores[0]?.steps.map((step) => `${step.dataset} ${step.action} ${step.rows}`).sort()).toEqual([
      "orders delete 1",
      "orders pseudonym 2",
      "people delete 2",
      "talks clear 2",
    ]);
    expect(plan?.findings).toContainEqual(
      expect.objectContaining({ code: "nobody", says: "no store holds anything about 1 of 3 people: person 3 of the list" }),
    );
    expect((await entriesOf(inst, "request.taken"))[0]).toMatchObject({ people: 3 });
  });

  test("erases them in one transaction: each by their own values and pseudonym, nobody else changed", async () => {
    const shop = company();
    const inst = await open(shop);
    const done = await erased(inst, [of("ada@a.example"), of("ben@a.example")]);
    expect(done).toMatchObject({ state: "done" });
    expect(rowsOf(shop.database, "select id from people order by id")).toEqual([{ id: 3 }, { id: 4 }]);
    expect(rowsOf(shop.database, "select one, two, words from talks order by id")).toEqual([
      { one: null, two: null, words: expect.not.stringMatching(/Ada|Ben|Zqx|Orr/) },
      { one: null, two: 4, words: expect.stringMatching(/^(?!.*(Ben|Orr)).* met Dian Voss$/) },
      { one: 3, two: 4, words: "Cyd Wynn met Dian Voss" },
    ]);
    const bills = rowsOf(shop.database, "select id, bill from orders order by id");
    expect(bills.map((row) => row.id)).toEqual([1, 2, 3]);
    expect(bills[0]?.bill).not.toEqual(bills[1]?.bill);
    expect(bills[2]?.bill).toBe("Dian Voss");
    expect((await entriesOf(inst, "store.erased")).length).toBe(1);
  });

  test("is what one person after the other would have come to", async () => {
    const [together, apart] = [company(), company()];
    await erased(await open(together), [of("ada@a.example"), of("ben@a.example"), of("cy@a.example")]);
    const inst = await open(apart);
    for (const email of ["ada@a.example", "ben@a.example", "cy@a.example"]) await erased(inst, [of(email)]);
    for (const sql of [
      "select * from people order by id",
      "select id, buyer, at from orders order by id",
      "select id, one, two from talks order by id",
    ])
      expect(rowsOf(together.database, sql)).toEqual(rowsOf(apart.database, sql));
  });

  test("is the same in several transactions", async () => {
    const [whole, cut] = [company(), company()];
    const people = [of("ada@a.example"), of("ben@a.example"), of("cy@a.example")];
    await erased(await open(whole), people);
    const inst = await open(cut, { surroundings: { largeSets: { rows: 1, chunkRows: 2, pauseMs: 10 } } });
    const done = await erased(inst, people);
    expect(done).toMatchObject({ state: "done" });
    expect((await entriesOf(inst, "store.partly-erased")).length).toBeGreaterThan(2);
    for (const table of ["people", "talks"])
      expect(rowsOf(cut.database, `select * from ${table} order by id`)).toEqual(
        rowsOf(whole.database, `select * from ${table} order by id`),
      );
    const bills = rowsOf(cut.database, "select id, bill from orders order by id");
    expect(bills.map((row) => row.id)).toEqual([1, 2, 3]);
    expect(new Set(bills.map((row) => row.bill)).size).toBe(3);
  });

  test("what a law kept ends for each with their own values", async () => {
    let now = Date.parse("2026-11-28T09:00:00Z");
    const shop = company();
    const inst = await open(shop, { surroundings: { now: () => now } });
    const { id } = await erased(inst, [of("ada@a.example"), of("ben@a.example")]);
    now = Date.parse("2034-02-01T09:00:00Z");
    await endKeeps(inst, id);
    expect(rowsOf(shop.database, "select id, bill from orders")).toEqual([{ id: 3, bill: "Dian Voss" }]);
  });

  test("forgets whom it erased, also by what they asked before", async () => {
    const inst = await open(company());
    const { request: before } = await takeRequest(inst, { right: "access", subject: of("ada@a.example"), takenBy: "staff" });
    await sign(inst, before);
    await runRequest(inst, before);
    const person = async (request: string) =>
      (await inst.storage.db.selectFrom("privacy_request").select("person_id").where("id", "=", request).executeTakeFirst())
        ?.person_id ?? "";
    const ada = await person(before);
    expect(await inst.keys.has({ person: ada })).toBe(true);
    const done = await erased(inst, [of("ada@a.example"), of("ben@a.example")]);
    expect(await inst.keys.has({ person: ada })).toBe(false);
    expect(await inst.keys.has({ person: await person(done.id) })).toBe(false);
  });

  test("killed after its COMMIT it is found out, and nothing is done twice", async () => {
    const broken = { step: "store.acted" };
    const passing = async (step: string) => {
      if (step !== broken.step) return;
      broken.step = "";
      throw new Error("broken off");
    };
    const shop = company();
    const inst = await open(shop, { surroundings: { passing } });
    const [subject = [], ...others] = [of("ada@a.example"), of("ben@a.example")];
    const { request } = await takeRequest(inst, { right: "erasure", subject, others, takenBy: "staff" });
    await sign(inst, request);
    await expect(runRequest(inst, request)).rejects.toThrow("broken off");
    expect((await runRequest(inst, request)).state).toBe("done");
    expect(await entriesOf(inst, "store.erased")).toHaveLength(1);
  });

  test("a copy is one person's", async () => {
    const inst = await open(company());
    const wrong = takeRequest(inst, {
      right: "access",
      subject: of("ada@a.example"),
      others: [of("ben@a.example")],
      takenBy: "staff",
    });
    await expect(wrong).rejects.toMatchObject({ code: "requests.batch" });
    expect(await inst.storage.db.selectFrom("privacy_request").select("id").execute()).toEqual([]);
  });
});

describe("a list of people at the command line", () => {
  const said: string[] = [];
  const outlet = { write: (text: string) => said.push(text) > 0, isTTY: false };
  const troth = (list: string, ...args: string[]) => trothAt(company(), list, ...args);
  async function trothAt(shop: Workshop, list: string, ...args: string[]) {
    writeFileSync(join(shop.folder, "list.csv"), list);
    said.length = 0;
    const status = await runCommandLine(args, {
      stdout: outlet as never,
      stderr: outlet as never,
      cwd: shop.folder,
      env: { ...shop.env, TROTH_HOME: shop.home },
    });
    return { status, said: said.join("") };
  }

  test("is planned as one", async () => {
    const { status, said: says } = await troth("email,account\nada@a.example,\n,2\n", "plan", "erasure", "--people", "list.csv");
    expect(status).toBe(0);
    expect(says).toMatch(/It is of 2 people\.[\s\S]*people +owned +delete +2[\s\S]*--people list\.csv/);
  });

  test("says by their lines whom no store knows and who may be two people, and no value; also when it is planned again", async () => {
    const list = "account,email\n\n1,\n,nobody@a.example\n,twice@a.example\n2,\n,eve@a.example\n";
    const shop = makeCompany({
      sql: `create table people (id integer primary key, email text, name text);
        insert into people values (1, 'ada@a.example', 'Ada'), (2, 'ben@a.example', 'Ben'), (3, 'twice@a.example', 'Cy'), (4, 'twice@a.example', 'Di')`,
      datasets:
        "      people: { is: customer, identity: { account: id, email: email }, fields: { email: contact.email, name: name.full }, rest: none }\n",
    });
    const inst = await open(shop);
    const { code, says } = {
      code: "ambiguous",
      says: /^more than one row has this identifier in people.email.*: line 5 of the list$/,
    };
    const { request } = await takeRequest(inst, {
      right: "erasure",
      ...parsePeople(list, ["account", "email"]),
      takenBy: "staff",
    });
    await planRequest(inst, request, "the store is back");
    const { plan } = await viewRequest(inst, request);
    expect(plan?.findings).toContainEqual(
      expect.objectContaining({ code, says: expect.stringMatching(says), advice: expect.stringMatching(/`account` column/) }),
    );
    expect(plan?.findings).toContainEqual(
      expect.objectContaining({ code: "nobody", says: "no store holds anything about 2 of 5 people: lines 4 and 7 of the list" }),
    );
    expect(JSON.stringify(plan)).not.toMatch(/nobody@|twice@|eve@/);
    for (const word of ["plan", "request"]) {
      const { said: words } = await trothAt(shop, list, word, "erasure", "--people", "list.csv");
      expect(words).toMatch(/no store holds anything about 2 of 5 people: lines 4 and 7 of the list/);
      expect(words).toMatch(/: line 5 of the list/);
      expect(words).not.toMatch(/nobody@|twice@|eve@/);
    }
  });

  test.each([
    ["email\nada@a.example\nada@a.example\n", "erasure", /line 3 is the same person as line 2/],
    ["email\nnot an address\n", "erasure", /line 2: the value of `email` is no mail address/],
    ["emial\nada@a.example\n", "erasure", /unknown kind of identifier `emial`/],
    ["email,account\nada@a.example\n", "erasure", /no CSV whose lines have as many cells/],
    ["email\n", "erasure", /names nobody/],
    ["email\nada@a.example\n", "access", /--people is for an erasure/],
  ])("%j is refused for %s in words that repeat no value", async (list, right, says) => {
    const answer = await troth(list, "plan", right, "--people", "list.csv");
    expect(answer.status).toBe(2);
    expect(answer.said).toMatch(says);
    expect(answer.said).not.toMatch(/ada@|not an address/);
  });
});
