// Many people in one request: whose each row is, also late, also where people meet in a row.
import Sqlite from "libsql";
import { describe, expect, test } from "vitest";
import { parsePeople } from "../../packages/server/src/cli/parse-subject.ts";
import {
  denyRequest,
  MOST_PEOPLE,
  previewPlan,
  resumeAll,
  runRequest,
  takeRequest,
  viewRequest,
} from "../../packages/server/src/requests/index.ts";
import { by, cleanUp, entriesOf, erased, makeCompany, open, replaceAll, type Subject, sign } from "./support.ts";

cleanUp();

const SQL = `create table people (id integer primary key, email text unique, name text);
  insert into people values (1, 'ada@a.example', 'Ada Zqx'), (2, 'ben@a.example', 'Ben Orr'), (3, 'cy@a.example', 'Cyd Wynn'), (4, 'di@a.example', 'Dian Voss');
  create table orders (id integer primary key, buyer integer, seller integer, bill text, at text);
  insert into orders values (1, 1, null, 'Ada Zqx', '2026-01-01'), (2, 2, 1, 'Ben Orr', '2026-01-01'), (3, 4, null, 'Dian Voss', '2026-01-01'), (4, 2, null, 'Ben Orr', '2026-02-01');
  create table notes (id integer primary key, person integer, words text);
  insert into notes values (1, 1, 'Ada Zqx wrote'), (2, 2, 'Ben Orr wrote');`;
const DATASETS = `      people:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email, name: name.full }
        rest: none
      orders:
        fields: { bill: name.full }
        links: { buyer: owned by people, seller: mentions people }
        rest: none
      notes:
        fields: { words: { holds: [content.text], erasure: redact } }
        links: { person: shared by people }
        rest: none
`;
const KEEP = "  books: { datasets: [orders], keep: 7 years since at, because: Companies Act, as: pseudonym }\n";
const company = () => makeCompany({ sql: SQL, datasets: DATASETS, retention: KEEP });
const rowsOf = (database: string, sql: string) => new Sqlite(database).prepare(sql).all() as Record<string, string>[];
const of = (email: string): Subject => by("email", email);

describe("whose a row of a batch is", () => {
  test("one who is only mentioned in another's row lends it no pseudonym", async () => {
    const shop = company();
    await erased(await open(shop), [of("ada@a.example"), of("ben@a.example")]);
    const bills = rowsOf(shop.database, "select id, bill from orders order by id").map((row) => row.bill);
    // Order 2 is Ben's, as order 4 is; Ada has only sold it.
    expect(bills[1]).toBe(bills[3]);
    expect(bills[1]).not.toBe(bills[0]);
  });

  test("the same person on two lines is one person: one pseudonym, each row once", async () => {
    const shop = company();
    const done = await erased(await open(shop), [of("ben@a.example"), by("account", "2"), of("ada@a.example")]);
    expect(done.state).toBe("done");
    const bills = rowsOf(shop.database, "select id, bill from orders order by id").map((row) => row.bill);
    expect(bills[1]).toBe(bills[3]);
    expect(bills[1]).not.toBe(bills[0]);
    expect(rowsOf(shop.database, "select id from people order by id")).toEqual([{ id: 3 }, { id: 4 }]);
  });

  test("what is written late of one is that one's, not the first's", async () => {
    const shop = company();
    replaceAll(shop, (text) => text.replace("late-rows: none", "late-rows: 1 day"));
    let now = Date.parse("2026-11-28T09:00:00Z");
    const inst = await open(shop, { surroundings: { now: () => now } });
    const { id } = await erased(inst, [of("ada@a.example"), of("ben@a.example")]);
    const before = rowsOf(shop.database, "select id, bill from orders order by id").map((row) => row.bill);
    new Sqlite(shop.database).exec(`insert into orders values (9, 2, null, 'Ben Orr', '2026-11-28');
      insert into notes values (9, 2, 'Ben Orr wrote late')`);
    now += 3 * 86_400_000;
    await resumeAll(inst);
    expect((await viewRequest(inst, id)).state).toBe("planned");
    await sign(inst, id);
    const view = await runRequest(inst, id);
    expect(view.state).toBe("done");
    expect(rowsOf(shop.database, "select bill from orders where id = 9")[0]?.bill).toBe(before[1]);
    expect(rowsOf(shop.database, "select words from notes where id = 9")[0]?.words).not.toMatch(/Ben|Orr/);
  });
});

/** People who meet in each other's rows, in every way in which a row can be one's own, another's in part, and mention a third. */
const MEETING = `create table people (id integer primary key, email text unique, name text);
  insert into people values (1, 'ada@a.example', 'Ada Zqx'), (2, 'ben@a.example', 'Ben Orr'), (3, 'cy@a.example', 'Cyd Wynn'), (4, 'di@a.example', 'Dian Voss');
  create table orders (id integer primary key, buyer integer, seller integer, bill text, remark text, at text);
  insert into orders values (1, 1, 2, 'Ada Zqx', 'Ada Zqx bought of Ben Orr', '2026-01-01'), (2, 2, 1, 'Ben Orr', 'Ben Orr bought of Ada Zqx', '2026-01-01'),
    (3, 4, 1, 'Dian Voss', 'Dian Voss bought of Ada Zqx', '2026-01-01'), (4, 2, 3, 'Ben Orr', 'Ben Orr bought of Cyd Wynn', '2026-01-01');
  create table calls (id integer primary key, ord integer, words text);
  insert into calls values (1, 1, 'Ada Zqx and Ben Orr on 1'), (2, 2, 'Ada Zqx and Ben Orr on 2'), (3, 3, 'Ada Zqx and Dian Voss'), (4, 4, 'Ben Orr, Cyd Wynn and Ada Zqx');
  create table notes (id integer primary key, person integer, words text);
  insert into notes values (1, 1, 'Ada Zqx wrote of Ben Orr and Cyd Wynn'), (2, 2, 'Ben Orr wrote of Ada Zqx'), (3, 4, 'Dian Voss wrote of Ada Zqx');
  create table posts (id integer primary key, author integer, reader integer, about integer, words text);
  insert into posts values (1, 1, 2, 3, 'Ada Zqx to Ben Orr about Cyd Wynn'), (2, 4, 1, 2, 'Dian Voss to Ada Zqx about Ben Orr'), (3, 4, 4, 1, 'Dian Voss about Ada Zqx');
  create table replies (id integer primary key, post integer, words text);
  insert into replies values (1, 1, 'Ada Zqx, Ben Orr, Cyd Wynn'), (2, 2, 'Ada Zqx, Ben Orr, Dian Voss'), (3, 3, 'Ada Zqx, Dian Voss');`;
const MEETING_DATASETS = `      people:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email, name: name.full }
        rest: none
      orders:
        fields: { bill: name.full, remark: { holds: [content.text], erasure: redact } }
        links: { buyer: owned by people, seller: mentions people }
        rest: none
      calls:
        fields: { words: { holds: [content.text], erasure: redact } }
        links: { ord: shared by orders }
        rest: none
      notes:
        fields: { words: { holds: [content.text], erasure: redact } }
        links: { person: shared by people }
        rest: none
      posts:
        fields: { words: { holds: [content.text], erasure: redact } }
        links: { author: shared by people, reader: shared by people, about: mentions people }
        rest: none
      replies:
        fields: { words: { holds: [content.text], erasure: redact } }
        links: { post: shared by posts }
        rest: none
`;

describe("people of a batch who meet in a row", () => {
  test.each([[["ada", "ben"]], [["cy", "ben", "ada"]]])(
    "%j: each has their own part acted on, as if each had asked alone",
    async (names) => {
      const meeting = () => makeCompany({ sql: MEETING, datasets: MEETING_DATASETS, retention: KEEP });
      const [together, apart, cut] = [meeting(), meeting(), meeting()];
      const people = names.map((name) => of(`${name}@a.example`));
      await erased(await open(together), people);
      const one = await open(apart);
      for (const person of people) expect((await erased(one, [person])).state).toBe("done");
      const inChunks = await open(cut, { surroundings: { largeSets: { rows: 1, chunkRows: 3, pauseMs: 5 } } });
      expect((await erased(inChunks, people)).state).toBe("done");
      for (const sql of [
        "select * from people order by id",
        "select id, buyer, seller, remark, at from orders order by id",
        "select * from calls order by id",
        "select * from notes order by id",
        "select * from posts order by id",
        "select * from replies order by id",
      ]) {
        expect(rowsOf(together.database, sql)).toEqual(rowsOf(apart.database, sql));
        expect(rowsOf(cut.database, sql)).toEqual(rowsOf(apart.database, sql));
      }
      const words = (table: string, id: number) => rowsOf(together.database, `select * from ${table} where id = ${id}`)[0]?.words;
      // Ada sold what Ben bought: his name is no value of hers, and hers none of what is his.
      expect(words("notes", 1)).toMatch(/Ben Orr/);
      expect(words("notes", 1)).not.toMatch(/Ada|Zqx/);
      expect(words("calls", 2)).toMatch(/Ada Zqx/);
      expect(words("calls", 2)).not.toMatch(/Ben|Orr/);
      expect(words("posts", 3)).toBe("Dian Voss about Ada Zqx");
    },
  );
});

describe("who is forgotten with a batch", () => {
  test("also whoever had a request under way, once that is over", async () => {
    const inst = await open(company());
    const { request: other } = await takeRequest(inst, { right: "access", subject: of("ada@a.example"), takenBy: "staff" });
    const person =
      (await inst.storage.db.selectFrom("privacy_request").select("person_id").where("id", "=", other).executeTakeFirst())
        ?.person_id ?? "";
    await erased(inst, [of("ada@a.example"), of("ben@a.example")]);
    expect(await inst.keys.has({ person })).toBe(true);
    await denyRequest(inst, { request: other, ground: "unidentifiable", because: "nothing is left" });
    expect(await inst.keys.has({ person })).toBe(false);
    expect(await entriesOf(inst, "person.forgetting")).toContainEqual(expect.objectContaining({ person }));
  });
});

describe("a list", () => {
  const kinds = ["account", "email", "tenant"];
  const wrong = (text: string) => {
    try {
      parsePeople(text, kinds);
      return "taken";
    } catch (error) {
      return (error as Error).message;
    }
  };
  test("with one kind in two columns is refused: one of them would be taken for the other's", () => {
    expect(wrong("email,email\nada@a.example,ben@a.example\n")).toMatch(/twice/);
  });
  test("says the line as an editor counts it, blank lines included", () => {
    expect(wrong("email\n\n\nada@a.example\nnobody\n")).toMatch(/^line 5/);
  });
  test("says that one is there twice however their address is written", () => {
    expect(wrong("email\nAda@a.example\nada@A.example\n")).toMatch(/line 3 is the same person as line 2/);
  });
  test.each([
    ["\ufeffemail\r\nada@a.example\r\n", [[{ kind: "email", value: "ada@a.example" }]]],
    [
      '"email","account"\n"ada@a.example","1"\n',
      [
        [
          { kind: "email", value: "ada@a.example" },
          { kind: "account", value: "1" },
        ],
      ],
    ],
    ["account\n=1+1\n", [[{ kind: "account", value: "=1+1" }]]],
  ])("%j is read", (text, people) => {
    const { subject, others = [] } = parsePeople(text, kinds);
    expect([subject, ...others]).toEqual(people);
  });
  test.each([
    ['account\n"a\nb"\n', /control character/],
    [`email\n${Array.from({ length: 10_001 }, (_, at) => `p${at}@a.example`).join("\n")}\n`, /10001 people/],
    ["email;account\nada@a.example;1\n", /unknown kind/],
    ["", /names nobody/],
    ["account\nj\ufffdrgen\n", /not UTF-8|UTF-8/],
  ])("list %# is refused", (text, says) => expect(wrong(text)).toMatch(says));
});

describe("a batch that cannot be", () => {
  test("is one of more people than anybody reads, wherever it comes from", async () => {
    const inst = await open(company());
    const others = Array.from({ length: MOST_PEOPLE }, (_, at) => of(`p${at}@a.example`));
    const asked = { right: "erasure", subject: of("ada@a.example"), others } as const;
    const tooMany = { code: "requests.batch", message: expect.stringMatching(/10001 people is too large.*at most 10000/) };
    await expect(previewPlan(inst, asked)).rejects.toMatchObject(tooMany);
    await expect(takeRequest(inst, { ...asked, takenBy: "staff" })).rejects.toMatchObject(tooMany);
    expect(await inst.storage.db.selectFrom("privacy_request").select("id").execute()).toEqual([]);
  });

  test("is not previewed as anything but an erasure", async () => {
    const inst = await open(company());
    const asked = { right: "access", subject: of("ada@a.example"), others: [of("ben@a.example")] } as const;
    await expect(previewPlan(inst, asked)).rejects.toMatchObject({ code: "requests.batch" });
  });

  test("says that an identifier is more than one person's, and not whose", async () => {
    const shop = makeCompany({
      sql: `create table people (id integer primary key, email text, name text);
        insert into people values (1, 'ada@a.example', 'Ada'), (2, 'ben@a.example', 'Ben'), (3, 'ben@a.example', 'Ben'), (4, 'cy@a.example', 'Cy')`,
      datasets:
        "      people: { is: customer, identity: { account: id, email: email }, fields: { email: contact.email, name: name.full }, rest: none }\n",
    });
    const inst = await open(shop);
    const view = await previewPlan(inst, {
      right: "erasure",
      subject: of("ada@a.example"),
      others: [of("ben@a.example"), of("cy@a.example")],
    });
    expect(view.canBeApproved).toBe(false);
    const said = view.findings.find((one) => one.code === "ambiguous");
    expect(JSON.stringify(said)).not.toMatch(/ben@/);
    expect(said?.says).toMatch(/: person 2 of the list$/);
  });
});
