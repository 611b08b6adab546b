// What a store that only people look into could lose, double, or leave to the wrong person.
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "libsql";
import { describe, expect, test } from "vitest";
import {
  denyRequest,
  leaveOut,
  planRequest,
  reapplyErasures,
  reportTask,
  resumeAll,
  runRequest,
  withdrawRequest,
  writeCopy,
} from "../../packages/server/src/requests/index.ts";
import { findTask, readSearches, readWaitingTasks, remindTasks } from "../../packages/server/src/tasks/index.ts";
import { ada, companyWith, KEYCARDS, live, personOf } from "./cabinet.ts";
import { approved, by, cleanUp, type Inst, makeCompany, open, preview, replaceAll, sign } from "./support.ts";

cleanUp();

const CABINET = `  cabinet:
    connector: manual
    ask: archive@workshop.example
    datasets:
      folders:
        is: customer
        identity: { account: customer_no }
        fields: { name: name.full }
${KEYCARDS}`;
const MORE = `      letters:
        is: customer
        identity: { email: sent_to }
        fields: { words: { holds: [content.text] } }
`;

const company = (cabinet = CABINET) => companyWith(cabinet);

const FOUND = { folders: 1, keycards: 1 };
const REPORT = { outcome: "done", found: FOUND, note: "Shredded", files: [] } as const;

const kinds = async (inst: Inst, kind: string) =>
  inst.storage.db.selectFrom("entry").select("body").where("kind", "=", kind).execute();

async function searches(inst: Inst, request: string) {
  const all = await readSearches(inst, { request, store: "cabinet", person: await personOf(inst, request) });
  return Object.fromEntries((all ?? []).map(({ dataset, by: cols }) => [dataset, cols.flatMap((one) => one.values)]));
}

describe("what is asked of people", () => {
  test("is not less when it is asked anew, although the rows that said it are gone", async () => {
    const shop = company();
    const inst = await live(await open(shop));
    const request = await approved(inst, ada);
    await runRequest(inst, request);
    expect(await searches(inst, request)).toMatchObject({ folders: ["1"], keycards: ["B-17"] });
    await inst.close();
    replaceAll(shop, (text) => text.replace("      keycards:\n", `${MORE}      keycards:\n`));
    const later = await open(shop);
    await runRequest(later, request);
    await sign(later, request);
    await runRequest(later, request);
    expect(await searches(later, request)).toEqual({ folders: ["1"], keycards: ["B-17"], letters: ["ada@a.example"] });
  });

  test("is asked once by two processes at once", async () => {
    const shop = company();
    const other = { run: async () => undefined as unknown };
    const passing = async (step: string) => {
      if (step !== "task.asking") return;
      const { run } = other;
      other.run = async () => undefined;
      await run();
    };
    const inst = await live(await open(shop, { surroundings: { passing } }));
    const request = await approved(inst, ada);
    // The other process asks, and somebody reports, before this one writes down that it asks.
    other.run = async () => {
      await runRequest(inst, request);
      expect(await reportTask(inst, { request, store: "cabinet", ...REPORT })).toMatchObject({ kind: "done" });
    };
    await runRequest(inst, request);
    expect((await findTask(inst.storage.db, { request, store: "cabinet" }))?.state).toBe("done");
    expect(await kinds(inst, "task.opened")).toHaveLength(1);
    expect(await inst.storage.db.selectFrom("mail").select("id").where("template", "=", "task").execute()).toHaveLength(1);
  });

  test("a report on what was asked before is not taken for what is asked now", async () => {
    const shop = company();
    const inst = await live(await open(shop));
    const request = await approved(inst, ada);
    await runRequest(inst, request);
    const seen = (await findTask(inst.storage.db, { request, store: "cabinet" }))?.opened_at ?? "";
    await inst.close();
    replaceAll(shop, (text) => text.replace("      keycards:\n", `${MORE}      keycards:\n`));
    const later = await open(shop);
    await runRequest(later, request);
    await sign(later, request);
    await runRequest(later, request);
    const answer = await reportTask(later, {
      request,
      store: "cabinet",
      seen,
      ...REPORT,
      found: { ...FOUND, letters: 1 },
    });
    expect(answer).toMatchObject({ kind: "refused", reason: "raced" });
  });
});

describe("a store that people go through, when the program changes", () => {
  test("goes from the program: the request can be completed, and nobody is reminded", async () => {
    const shop = company();
    let now = Date.now();
    const surroundings = { now: () => now };
    const inst = await live(await open(shop, { surroundings }));
    const request = await approved(inst, ada);
    await runRequest(inst, request);
    await inst.close();
    replaceAll(shop, (text) => text.replace(CABINET, ""));
    const later = await open(shop, { surroundings });
    await resumeAll(later);
    await sign(later, request);
    const view = await runRequest(later, request);
    now += 40 * 86_400_000;
    expect([view.state, view.because, await readWaitingTasks(later), await remindTasks(later)]).toEqual([
      "done",
      undefined,
      [],
      0,
    ]);
  });

  test("a store that was a machine's goes from the program while it waits", async () => {
    const shop = company("");
    new Sqlite(join(shop.folder, "second.db")).exec("create table t (id integer primary key, email text unique)");
    const SECOND = `  second:
    connector: sqlite
    url: \${SHOP2_DB}
    datasets:
      t: { is: customer, identity: { email: email }, fields: { email: contact.email }, rest: none }
`;
    replaceAll(shop, (text) => text.replace(/\nrequests:/, `\n${SECOND}requests:`));
    (shop.env as Record<string, string>).SHOP2_DB = join(shop.folder, "second.db");
    const inst = await open(shop);
    const request = await approved(inst, ada);
    const one = await runRequest(inst, request);
    expect(one.state).toBe("open"); // in shadow
    await inst.close();
    replaceAll(shop, (text) => text.replace(SECOND, ""));
    const later = await open(shop);
    await resumeAll(later);
    await sign(later, request);
    const view = await runRequest(later, request);
    expect([view.state, view.because]).toEqual(["done", undefined]);
  });

  test("becomes a machine's: the task waits for nobody any more", async () => {
    const shop = company();
    const inst = await live(await open(shop));
    const request = await approved(inst, ada);
    await runRequest(inst, request);
    await inst.close();
    new Sqlite(join(shop.folder, "second.db")).exec("create table folders (customer_no integer primary key, name text)");
    (shop.env as Record<string, string>).SHOP2_DB = join(shop.folder, "second.db");
    replaceAll(shop, (text) =>
      text.replace(
        CABINET,
        `  cabinet:\n    connector: sqlite\n    url: \${SHOP2_DB}\n    datasets:\n      folders: { is: customer, identity: { account: customer_no }, fields: { name: name.full }, rest: none }\n`,
      ),
    );
    const later = await open(shop);
    await resumeAll(later);
    // An address is no number of the cabinet's: nothing leads there any more, and the officer says so.
    await leaveOut(later, { request, places: ["cabinet/folders"], reason: "not-identifiable", as: "officer" });
    await sign(later, request);
    const view = await runRequest(later, request);
    expect([view.because, await readWaitingTasks(later)]).toEqual([undefined, []]);
  });

  test("was gone through already: the request is not denied afterwards as if nothing had been touched", async () => {
    const shop = company();
    const inst = await live(await open(shop));
    await inst.storage.db.deleteFrom("store_mode").where("store", "=", "shop").execute(); // the shop is in shadow
    const request = await approved(inst, by("account", "1"));
    await runRequest(inst, request);
    await reportTask(inst, { request, store: "cabinet", ...REPORT, found: { folders: 1, keycards: 0 } });
    await planRequest(inst, request, "looked at again");
    const one = await denyRequest(inst, { request, ground: "unidentifiable", because: "no" });
    const other = await withdrawRequest(inst, request);
    await sign(inst, request);
    const third = await denyRequest(inst, { request, ground: "unidentifiable", because: "no" });
    expect([one.kind, other.kind, third.kind]).toEqual(["refused", "refused", "refused"]);
  });

  test("is new: nobody is asked on the strength of an approval that did not know of it", async () => {
    const shop = company("");
    const inst = await open(shop);
    const request = await approved(inst, ada);
    expect((await runRequest(inst, request)).state).toBe("done");
    await inst.close();
    new Sqlite(shop.database).exec("insert into people values (1, 'ada@a.example', 'B-17', 'Ada Zqx')");
    replaceAll(shop, (text) => text.replace(/\nrequests:/, `\n${CABINET}requests:`));
    const later = await live(await open(shop));
    const done = await reapplyErasures(later, { act: true });
    expect(done.again).toMatchObject([{ of: request, state: "planned" }]);
    expect(await kinds(later, "task.opened")).toHaveLength(0);
  });
});

describe("tenants", () => {
  test("whoever looks is told in which tenant a number is meant", async () => {
    const shop = makeCompany({
      sql: `create table people (id integer, org text, email text, primary key (id, org));
        insert into people values (1, 'north', 'ada@a.example'), (1, 'south', 'ben@a.example')`,
      datasets: `      people:
        is: customer
        tenant: org
        identity: { account: id }
        fields: { email: contact.email }
        rest: none
`,
    });
    const cabinet = `  cabinet:
    connector: manual
    ask: archive@workshop.example
    datasets:
      folders:
        is: customer
        tenant: office
        identity: { account: customer_no }
        fields: { name: name.full }
`;
    replaceAll(shop, (text) => text.replace(/\nrequests:/, `\n${cabinet}requests:`));
    const inst = await live(await open(shop));
    const subject = [
      { kind: "account", value: "1" },
      { kind: "tenant", value: "north" },
    ];
    const view = await preview(inst, subject);
    expect(view.findings.filter((one) => one.blocks)).toEqual([]);
    const request = await approved(inst, subject);
    await runRequest(inst, request);
    const all = await readSearches(inst, { request, store: "cabinet", person: await personOf(inst, request) });
    expect(JSON.stringify(all)).toContain("north");
  });
});

describe("what is handed in", () => {
  const hostile = [
    "../../../etc/passwd",
    "a\u0000b.txt",
    "x".repeat(3000),
    "con.txt",
    "‮gpj.exe",
    "scan.pdf",
    "scan.pdf",
    "",
    "..",
    "/",
    "a\nb.html",
  ];

  async function copied() {
    const shop = company();
    const inst = await open(shop);
    const request = await approved(inst, ada, "access");
    await runRequest(inst, request);
    const files = hostile.map((name, at) => ({ dataset: "folders", name, bytes: new TextEncoder().encode(`file ${at}`) }));
    return { shop, inst, request, files };
  }

  test("keeps to its folder whatever it is called, each once", async () => {
    const { shop, inst, request, files } = await copied();
    const said = await reportTask(inst, { request, store: "cabinet", ...REPORT, found: { folders: 1, keycards: 0 }, files });
    expect(said.kind).toBe("done");
    expect((await runRequest(inst, request)).state).toBe("done");
    const out = join(shop.folder, "out", "copy.json");
    mkdirSync(join(shop.folder, "out"));
    expect((await writeCopy(inst, { request, file: out })).kind).toBe("done");
    const all = readdirSync(join(shop.folder, "out"), { recursive: true }).map(String);
    const found = all.filter((one) => statSync(join(shop.folder, "out", one)).isFile() && !one.endsWith("copy.json"));
    expect(found).toHaveLength(hostile.length);
    const texts = found.map((one) => readFileSync(join(shop.folder, "out", one), "utf8")).sort();
    expect(texts).toEqual(hostile.map((_, at) => `file ${at}`).sort());
    const named = JSON.parse(readFileSync(out, "utf8")) as { data: { rows: { file: { file: string } }[] }[] };
    for (const row of named.data.flatMap((part) => part.rows)) if (row.file) expect(all).toContain(row.file.file);
  });

  test("does not stay when the copy comes to nothing", async () => {
    const { inst, request, files } = await copied();
    await reportTask(inst, {
      request,
      store: "cabinet",
      ...REPORT,
      found: { folders: 1, keycards: 0 },
      files: files.slice(0, 1),
    });
    await planRequest(inst, request, "looked at again");
    expect((await denyRequest(inst, { request, ground: "unidentifiable", because: "no" })).kind).toBe("done");
    expect(await inst.storage.db.selectFrom("task_file").select("id").execute()).toEqual([]);
  });
});

describe("whom to look for", () => {
  test("an account number of one dataset is not looked for as another's", async () => {
    const shop = makeCompany({
      sql: `create table people (id integer primary key, email text unique);
        create table vendors (id integer primary key, email text unique);
        insert into people values (1, 'ada@a.example'), (7, 'ben@a.example'); insert into vendors values (7, 'ada@a.example')`,
      datasets: `      people: { is: customer, identity: { account: id, email: email }, fields: { email: contact.email }, rest: none }
      vendors: { is: customer, identity: { account: id, email: email }, fields: { email: contact.email }, rest: none }
`,
    });
    replaceAll(shop, (text) => text.replace(/\nrequests:/, `\n${CABINET.slice(0, CABINET.indexOf("      keycards"))}requests:`));
    const view = await preview(await open(shop), ada);
    expect(view.canBeApproved).toBe(false);
    expect(view.findings).toContainEqual(
      expect.objectContaining({
        code: "ambiguous",
        dataset: "folders",
        says: "folders.customer_no may be the account of shop/people or of shop/vendors",
      }),
    );
  });
});
