// Links between stores: what one finds looks up the next.
import { join } from "node:path";
import Sqlite from "libsql";
import { describe, expect, test } from "vitest";
import { runRequest, setStoreLive, viewRequest } from "../../packages/server/src/requests/index.ts";
import { approved, by, cleanUp, erase, makeCompany, open, preview, replaceAll } from "../attack/support.ts";

cleanUp();

const PEOPLE = `create table people (id integer primary key, email text unique, photo text);
  insert into people values (1, 'ada@a.example', 'p/1.png'), (2, 'ben@a.example', 'p/2.png'), (3, 'cy@a.example', 'same.png'), (4, 'di@a.example', 'same.png');`;
const OBJECTS = `create table objects (path text primary key, size integer);
  insert into objects values ('p/1.png', 10), ('p/2.png', 20), ('same.png', 30);
  create table looks (id integer primary key, object text, by integer);
  insert into looks values (1, 'p/1.png', 2), (2, 'p/2.png', 1);`;
const DATASETS = `      people:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email, photo: content.photo }
        rest: none
`;
const SECOND = (path: string, unshared = false) => `  files:
    connector: sqlite
    url: ${path}
    datasets:
      objects: { rest: none, fields: { path: content.photo }, links: { path: { owned: shop/people.photo${unshared ? ", unshared: true" : ""} } } }
      looks: { rest: none, links: { object: owned by objects.path, by: { mentions: shop/people, erasure: clear } } }
`;

function twoStores(unshared = false) {
  const shop = makeCompany({ sql: PEOPLE, datasets: DATASETS });
  const path = join(shop.folder, "files.sqlite");
  new Sqlite(path).exec(OBJECTS);
  replaceAll(shop, (text) => text.replace(/\nrequests:/, `\n${SECOND(path, unshared)}requests:`));
  const rows = (sql: string) => new Sqlite(path).prepare(sql).all() as Record<string, unknown>[];
  return { shop, path, rows };
}

const ada = by("email", "ada@a.example");

describe("links between stores", () => {
  test("rows of one store are found by the rows of another, and those that follow from them", async () => {
    const { shop } = twoStores();
    const view = await preview(await open(shop), ada);
    const steps = view.stores.flatMap((store) =>
      store.steps.map((step) => `${step.store}/${step.dataset} ${step.action} ${step.rows}`),
    );
    expect(steps.sort()).toEqual([
      "files/looks clear 1",
      "files/looks delete 1",
      "files/objects delete 1",
      "shop/people delete 1",
    ]);
  });

  test("an erasure takes them, and leaves all others", async () => {
    const { shop, rows } = twoStores();
    const inst = await open(shop);
    await setStoreLive(inst, { store: "files", by: "officer" });
    const done = await erase(inst, ada);
    expect(done?.because ?? "").not.toMatch(/read-back/);
    expect(rows("select path from objects order by path")).toEqual([{ path: "p/2.png" }, { path: "same.png" }]);
    expect(rows("select id, by from looks")).toEqual([{ id: 2, by: null }]);
    expect(new Sqlite(shop.database).prepare("select id from people order by id").all()).toEqual([
      { id: 2 },
      { id: 3 },
      { id: 4 },
    ]);
  });

  test("what somebody else's row names too is said, and stops the plan", async () => {
    const { shop } = twoStores();
    const view = await preview(await open(shop), by("email", "cy@a.example"));
    expect(view.canBeApproved).toBe(false);
    expect(view.findings.find((one) => one.code === "ambiguous")?.says).toMatch(/people\.photo.*files\/objects/);
  });

  test("where only what nobody else reaches is theirs, it stays for the other", async () => {
    const { shop, rows } = twoStores(true);
    const inst = await open(shop);
    await setStoreLive(inst, { store: "files", by: "officer" });
    await erase(inst, by("email", "cy@a.example"));
    expect(rows("select path from objects order by path")).toHaveLength(3);
    expect(new Sqlite(shop.database).prepare("select count(*) n from people").get()).toMatchObject({ n: 3 });
  });

  test("a row that came between plan and act, and names something elsewhere, is not passed over", async () => {
    const { shop, path, rows } = twoStores();
    const inst = await open(shop);
    await setStoreLive(inst, { store: "files", by: "officer" });
    const request = await approved(inst, ada);
    new Sqlite(shop.database).exec("update people set photo = 'late.png' where id = 1");
    new Sqlite(path).exec("insert into objects values ('late.png', 1)");
    await runRequest(inst, request);
    await runRequest(inst, request);
    const view = await viewRequest(inst, request);
    expect(view.state).not.toBe("done");
    expect(rows("select path from objects where path = 'late.png'")).toHaveLength(1);
    expect(view.plan?.stores.flatMap((store) => store.steps)).toContainEqual(
      expect.objectContaining({ store: "files", dataset: "objects", action: "delete", rows: 1 }),
    );
  });

  test("a store that is away keeps the plan from being approved", async () => {
    const { shop, path } = twoStores();
    replaceAll(shop, (text) => text.replace(path, `${path}.gone`));
    const view = await preview(await open(shop), ada);
    expect(view.canBeApproved).toBe(false);
    expect(view.findings.map((one) => one.code)).toContain("unreachable");
  });
});
