// A batch whose store comes back from a backup.
import Sqlite from "libsql";
import { describe, expect, test } from "vitest";
import { reapplyErasures, runRequest, takeRequest } from "../../packages/server/src/requests/index.ts";
import { by, cleanUp, makeCompany, open, type Subject, sign } from "./support.ts";

cleanUp();

const SQL = `create table people (id integer primary key, email text unique, name text);
  insert into people values (1, 'ada@a.example', 'Ada Zqx'), (2, 'ben@a.example', 'Ben Orr'), (3, 'cy@a.example', 'Cyd Wynn');
  create table readers (id integer primary key, email text unique, name text);
  insert into readers values (1, 'cy@a.example', 'Cyd Wynn'), (2, 'ada@a.example', 'Ada Zqx');
  create table orders (id integer primary key, buyer integer, bill text, at text);
  insert into orders values (1, 1, 'Ada Zqx', '2026-01-01'), (2, 2, 'Ben Orr', '2026-01-01'), (3, 3, 'Cyd Wynn', '2026-01-01');`;
const DATASETS = `      people:
        is: customer
        identity: { email: email }
        fields: { email: contact.email, name: name.full }
        rest: none
      readers:
        is: customer
        identity: { email: email }
        fields: { email: contact.email, name: name.full }
        rest: none
      orders:
        fields: { bill: name.full }
        links: { buyer: owned by people }
        rest: none
`;
const KEEP = "  books: { datasets: [orders], keep: 7 years since at, because: Companies Act, as: pseudonym }\n";
const of = (email: string): Subject => by("email", email);

describe("a batch whose store comes back from a backup", () => {
  test("is erased again under its own approval, and nobody else", async () => {
    const shop = makeCompany({ sql: SQL, datasets: DATASETS, retention: KEEP });
    const inst = await open(shop);
    const { request } = await takeRequest(inst, {
      right: "erasure",
      subject: of("ada@a.example"),
      others: [of("ben@a.example")],
      takenBy: "staff",
    });
    await sign(inst, request);
    expect((await runRequest(inst, request)).state).toBe("done");
    const db = new Sqlite(shop.database);
    db.exec(`insert into people values (1, 'ada@a.example', 'Ada Zqx'), (2, 'ben@a.example', 'Ben Orr');
      insert into readers values (2, 'ada@a.example', 'Ada Zqx');
      update orders set bill = 'Ada Zqx' where id = 1; update orders set bill = 'Ben Orr' where id = 2;`);
    const { again, returned } = await reapplyErasures(inst, { act: true });
    expect([again.map((one) => [one.of, one.state]), returned]).toEqual([[[request, "done"]], []]);
    expect(db.prepare("select id from people").all()).toEqual([{ id: 3 }]);
    expect(db.prepare("select id from readers").all()).toEqual([{ id: 1 }]);
    const bills = (db.prepare("select bill from orders order by id").all() as { bill: string }[]).map((one) => one.bill);
    expect(bills[2]).toBe("Cyd Wynn");
    expect(new Set(bills).size).toBe(3);
    const [taken] = (
      await inst.storage.db.selectFrom("entry").select("body").where("kind", "=", "request.taken").orderBy("id", "desc").execute()
    ).map((row) => JSON.parse(row.body) as { people?: number });
    // Ada, who stands in two datasets, is one of them and not two.
    expect(taken?.people).toBe(2);
  });
});
