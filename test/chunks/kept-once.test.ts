// What a law keeps is counted once, however many acts met it: after a large erasure that was broken off, and after late rows.
import Sqlite from "libsql";
import { expect, test } from "vitest";
import { resumeAll, runRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import { approved, by, cleanUp, entriesOf, makeCompany, open, replaceAll, sign } from "../attack/support.ts";

cleanUp();

// The orders' pointer is no foreign key: it still leads to them when they are pseudonymous, and each act meets them.
const SQL = `create table people (id integer primary key, email text unique);
  insert into people values (1, 'ada@a.example'), (2, 'ben@a.example');
  create table orders (id integer primary key, buyer integer, bill text, remark text, at text);
  insert into orders values (1, 1, 'Ada', 'for ada@a.example', '2026-05-01'), (2, 1, 'Ada', null, '2026-05-01'), (3, 1, 'Ada', null, '2001-05-01'),
    (4, 1, 'Ada', null, 'soon'), (5, 2, 'Ben', null, '2026-05-01');
  create table books (id integer primary key, person integer, line text, at text);
  insert into books values (1, 1, 'paid', '2026-05-01'), (2, 2, 'paid', '2026-05-01');
  create table notes (id integer primary key, person integer, body text);
  insert into notes values (1, 1, 'one'), (2, 1, 'two'), (3, 1, 'three'), (4, 1, 'four'), (5, 1, 'five'), (6, 2, 'his');`;
const DATASETS = `      people: { is: customer, identity: { account: id, email: email }, fields: { email: contact.email }, rest: none }
      orders:
        fields: { bill: name.full, remark: { holds: [content.text], erasure: redact } }
        links: { buyer: owned by people }
        rest: none
      books: { rest: none, fields: { line: content.text }, links: { person: owned by people }, erasure: keep }
      notes: { rest: none, fields: { body: content.text }, links: { person: owned by people } }
`;
const RETENTION = `  sales: { datasets: [orders], keep: 7 years since at, because: Companies Act, as: pseudonym }
  ledgers: { datasets: [books], keep: 10 years since at, because: Companies Act, as: whole }
`;
/** Three orders, one of them without a date that can be read, and a line of the books. */
const KEPT = { kept: 4, keptWithoutEnd: 1 };

const company = () => makeCompany({ sql: SQL, datasets: DATASETS, retention: RETENTION });
const ada = by("email", "ada@a.example");
const onceAt = (step: string, nth: number, work: () => void) => {
  let left = nth;
  return async (name: string) => {
    if (name !== step) return;
    left -= 1;
    if (left === 0) work();
  };
};

test("a large erasure that was broken off when some orders were pseudonymous already keeps each of them once", async () => {
  const shop = company();
  // One of three orders is done then, and another is not as it was captured.
  const passing = onceAt("store.chunk.recorded", 3, () => shop.sql("update orders set at = 'later' where id = 4"));
  const inst = await open(shop, { surroundings: { largeSets: { rows: 1, chunkRows: 2, pauseMs: 1 }, passing } });
  const request = await approved(inst, ada);
  expect((await runRequest(inst, request)).state).toBe("planned");
  expect(shop.sql("select id from orders where bill like 'erased-%'")).toEqual([{ id: 1 }]);
  await sign(inst, request);
  for (let round = 0; round < 3; round += 1) await resumeAll(inst);
  const view = await viewRequest(inst, request);
  expect({ state: view.state, because: view.because }).toEqual({ state: "done", because: undefined });
  // Three orders are changed, however often they were met.
  expect(view.stores).toMatchObject([{ changed: 3, remaining: 0 }]);
  expect((await entriesOf(inst, "request.completed"))[0]).toMatchObject(KEPT);
});

test("rows written late: what was kept before is kept on, once, and what was redacted anew is no residue", async () => {
  const shop = company();
  replaceAll(shop, (text) => text.replace("late-rows: none", "late-rows: 1 day"));
  let now = Date.parse("2026-11-28T09:00:00Z");
  const inst = await open(shop, { surroundings: { now: () => now } });
  const request = await approved(inst, ada);
  expect((await runRequest(inst, request)).state).toBe("done");
  new Sqlite(shop.database).exec(
    "insert into notes values (9, 1, 'late'); update orders set remark = 'again for ada@a.example' where id = 1",
  );
  now += 3 * 86_400_000;
  await resumeAll(inst);
  expect((await viewRequest(inst, request)).state).toBe("planned");
  await sign(inst, request);
  const view = await runRequest(inst, request);
  expect({ state: view.state, because: view.because }).toEqual({ state: "done", because: undefined });
  const completed = await entriesOf(inst, "request.completed");
  expect(completed.map(({ kept, keptWithoutEnd }) => ({ kept, keptWithoutEnd }))).toEqual([KEPT, KEPT]);
});
