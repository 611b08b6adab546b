// Two stores of which one's rows lead to the other's: broken off at every step, and a store that goes away in between.
import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "libsql";
import { describe, expect, onTestFinished, test } from "vitest";
import { planRequest, resumeAll, runRequest, setStoreLive, viewRequest } from "../../packages/server/src/requests/index.ts";
import { approved, by, cleanUp, makeCompany, open, replaceAll, sign } from "../attack/support.ts";
import { SAMPLE, sampled } from "../support/sample.ts";
import { makeHome } from "../support/storages.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

cleanUp();

const PEOPLE = `create table people (id integer primary key, email text unique, photo text);
  insert into people values (1, 'ada@a.example', 'p/1.png'), (2, 'ben@a.example', 'p/2.png');
  create table notes (id integer primary key, person integer references people(id), body text);
  insert into notes values (1, 1, 'hers'), (2, 2, 'his');`;
const OBJECTS = `create table objects (path text primary key, size integer);
  insert into objects values ('p/1.png', 10), ('p/2.png', 20);`;
const DATASETS = `      people:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email, photo: content.photo }
        rest: none
      notes: { rest: none, fields: { body: content.text }, links: { person: owned by people } }
`;

interface Pair {
  readonly shop: Workshop;
  readonly files: string;
  readonly left: () => Record<string, unknown>;
}

/** The second store keeps its journal row, or not; it is a database of its own, or the first one's under another name. */
function twoStores({ journal = true, apart = true } = {}): Pair {
  const shop = makeCompany({ sql: PEOPLE, datasets: DATASETS });
  const files = apart ? join(shop.folder, "files.sqlite") : shop.database;
  new Sqlite(files).exec(OBJECTS);
  const second = `  files:
    connector: sqlite
    url: ${files}
    options: { journal: ${journal} }
    datasets:
      objects: { rest: none, fields: { path: content.photo }, links: { path: owned by shop/people.photo } }
`;
  replaceAll(shop, (text) => text.replace(/\nrequests:/, `\n${second}requests:`));
  const ids = (path: string, sql: string) =>
    (new Sqlite(path).prepare(sql).all() as { id: unknown }[]).map((row) => row.id).join();
  const left = () => ({
    people: ids(shop.database, "select id from people order by id"),
    notes: ids(shop.database, "select id from notes order by id"),
    objects: ids(files, "select path as id from objects order by path"),
  });
  return { shop, files, left };
}

const ALL = { people: "1,2", notes: "1,2", objects: "p/1.png,p/2.png" };
const HIS = { people: "2", notes: "2", objects: "p/2.png" };
const ada = by("email", "ada@a.example");

class Killed extends Error {}

/** Everything up to the step happens, and nothing after it: as if the process had died there, for the `nth` time it passes. */
const dyingAt = (step: string, nth: number) => {
  let left = nth;
  return {
    passing: async (name: string) => {
      if (name !== step) return;
      left -= 1;
      if (left === 0) throw new Killed(step);
    },
  };
};

/** Steps that a request passes once, and those that each of its stores passes. */
const ONCE = ["run.started", "close.decided", "close.recorded"];
const EACH = [
  ...["store.captured", "store.deleted", "store.journal", "store.journalled"],
  ...["store.acted", "store.committed", "store.recorded", "verify.read"],
];
/** Where it shows whether a store can tell how a transaction ended. */
const TELLING = ["store.journalled", "store.acted", "store.recorded"];

const CASES: readonly (readonly [step: string, nth: number, journal: boolean])[] = [
  ...ONCE.map((step) => [step, 1, true] as const),
  ...EACH.flatMap((step) => [[step, 1, true] as const, [step, 2, true] as const]),
  ...TELLING.flatMap((step) => [[step, 1, false] as const, [step, 2, false] as const]),
];

describe(`two stores, broken off: nothing lost, nothing doubled${SAMPLE}`, () => {
  test.each(sampled(CASES, 9))("at %s, the %i. time; the second has its journal row: %s", async (step, nth, journal) => {
    const { shop, left } = twoStores({ journal });
    const made = await makeHome();
    onTestFinished(() => made.remove());
    const first = await openWorkshop(shop, { home: made.home });
    await setStoreLive(first, { store: "files", by: "officer" });
    const request = await approved(first, ada);
    await first.close();

    const dying = await openWorkshop(shop, { home: made.home, surroundings: dyingAt(step, nth) });
    const died = await runRequest(dying, request).then(
      () => false,
      (error: unknown) => error instanceof Killed,
    );
    await dying.close();

    const again = await openWorkshop(shop, { home: made.home });
    onTestFinished(() => again.close());
    for (let round = 0; round < 3; round += 1) await resumeAll(again);
    const view = await viewRequest(again, request);
    expect({ state: view.state, because: view.because }).toMatchObject({ state: "done" });
    expect(left()).toEqual(HIS);
    expect(view.entries.filter((entry) => entry.kind === "store.erased")).toHaveLength(2);
    expect(view.stores.map((store) => store.state)).toEqual(["verified", "verified"]);
    // Steps that each store passes are passed twice; of the others the second time never comes.
    if (nth === 1 || step.startsWith("store.") || step.startsWith("verify.")) expect(died).toBe(true);
  });
});

test("a store that goes away between the plan and the act holds the request open, by name, and is done when it is back", async () => {
  const { shop, files, left } = twoStores();
  const inst = await open(shop);
  await setStoreLive(inst, { store: "files", by: "officer" });
  const request = await approved(inst, ada);
  renameSync(files, `${files}.away`);
  const held = await runRequest(inst, request);
  expect(held.state).not.toBe("done");
  expect(JSON.stringify(held)).toMatch(/files/);
  expect(existsSync(files)).toBe(false);
  renameSync(`${files}.away`, files);
  expect(left().objects).toBe(ALL.objects);
  // What was not there when it was looked for may have changed: the plan comes back for a new yes.
  await planRequest(inst, request, "the store is back");
  await sign(inst, request);
  for (let round = 0; round < 3; round += 1) await resumeAll(inst);
  expect((await viewRequest(inst, request)).state).toBe("done");
  expect(left()).toEqual(HIS);
});

test("two stores that are one database: each act has its own name in the journal that both write", async () => {
  const { shop, left } = twoStores({ apart: false });
  const inst = await open(shop);
  await setStoreLive(inst, { store: "files", by: "officer" });
  const request = await approved(inst, ada);
  const view = await runRequest(inst, request);
  expect({ state: view.state, because: view.because }).toEqual({ state: "done", because: undefined });
  expect(left()).toEqual(HIS);
});
