// Stores that only people can look into: whom they look for, what they report, and what a request makes of it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "libsql";
import { describe, expect, test } from "vitest";
import { runCommandLine } from "../../packages/server/src/cli/index.ts";
import { createSink, deliverMail } from "../../packages/server/src/mail/index.ts";
import {
  planRequest,
  reportTask,
  resumeAll,
  runRequest,
  takeRequest,
  viewRequest,
  writeCopy,
} from "../../packages/server/src/requests/index.ts";
import {
  readReports,
  readSearches,
  readTaskFiles,
  readWaitingTasks,
  remindTasks,
} from "../../packages/server/src/tasks/index.ts";
import { ada, companyWith, KEYCARDS, live, personOf } from "../attack/cabinet.ts";
import { approved, cleanUp, entriesOf, open, preview, replaceAll, sign } from "../attack/support.ts";

cleanUp();

const CABINET = `  cabinet:
    connector: manual
    ask: archive@workshop.example
    within: 7 days
    datasets:
      folders:
        is: customer
        identity: { account: customer_no }
        fields: { name: name.full, letters: content.text }
      papers:
        fields: { words: { holds: [content.text], erasure: redact } }
        links: { folder: shared by folders }
${KEYCARDS}`;

const company = (cabinet = CABINET) => companyWith(cabinet);

const NOTE = "Folder 17 went through the shredder, Zqx was nowhere else";
const REPORT = { outcome: "done", found: { folders: 1, papers: 2, keycards: 1 }, note: NOTE, files: [] } as const;

describe("an erasure in a store that people go through", () => {
  test("the plan says what they are asked, and counts nothing there", async () => {
    const view = await preview(await open(company()), ada);
    expect(view.canBeApproved).toBe(true);
    expect(view.byHand).toEqual([
      {
        store: "cabinet",
        shadow: true,
        lines: [
          expect.objectContaining({ dataset: "folders", action: "delete", lookBy: ["customer_no"] }),
          expect.objectContaining({
            dataset: "papers",
            action: "change",
            belongsTo: ["folders"],
            changes: [expect.objectContaining({ column: "words", strategy: "redact" })],
          }),
          expect.objectContaining({ dataset: "keycards", action: "delete", lookBy: ["badge"] }),
        ],
      },
    ]);
    expect(view.totals.rows).toBe(1);
  });

  test("a person is asked by mail, told whom to look for, and what they report completes it", async () => {
    const shop = company();
    const inst = await live(await open(shop));
    const request = await approved(inst, ada);
    const open1 = await runRequest(inst, request);
    expect(open1.state).toBe("open");
    expect(open1.because).toMatch(/store cabinet is not erased: it waits for somebody to go through it by hand, until \d{4}-/);
    expect(new Sqlite(shop.database).prepare("select id from people").all()).toEqual([{ id: 2 }]);
    const [task] = open1.tasks;
    expect(task).toMatchObject({ store: "cabinet", state: "waiting", late: false });
    expect(Date.parse(task?.dueAt ?? "") - Date.parse(task?.openedAt ?? "")).toBeGreaterThan(6 * 86_400_000);

    const sink = createSink("troth@workshop.example");
    await deliverMail(inst, sink);
    const [mail] = sink.mails();
    expect(mail?.to).toBe("archive@workshop.example");
    expect(mail?.text).toContain(`/staff/requests/${request}/tasks/cabinet`);
    expect(`${mail?.subject}${mail?.text}${mail?.html}`).not.toMatch(/ada|zqx|B-17/i);

    const person = await personOf(inst, request);
    expect(await readSearches(inst, { request, store: "cabinet", person })).toEqual([
      { dataset: "folders", by: [{ column: "customer_no", values: ["1"] }] },
      { dataset: "papers", by: [] },
      { dataset: "keycards", by: [{ column: "badge", values: ["B-17"] }] },
    ]);

    const answer = await reportTask(inst, { request, store: "cabinet", ...REPORT });
    expect(answer.kind).toBe("done");
    const done = await runRequest(inst, request);
    expect(done).toMatchObject({ state: "done", because: undefined });
    expect(done.stores.find((one) => one.store === "cabinet")).toMatchObject({
      state: "verified",
      deleted: 2,
      changed: 2,
      outcomeKnownBy: "report",
      readBack: ["gone through by hand, and reported; nothing was read back"],
    });
    expect(await readReports(inst, { request, store: "cabinet" })).toMatchObject([{ number: 1, note: NOTE, stays: {} }]);
    const [entry] = await entriesOf(inst, "task.ended");
    expect(entry).toMatchObject({ request, store: "cabinet", outcome: "done", found: REPORT.found, files: 0 });
    expect(JSON.stringify(entry)).not.toMatch(/zqx|shredder/i);
  });

  test("run again, nobody is asked twice; asked anew only if something else is asked", async () => {
    const shop = company();
    const inst = await live(await open(shop));
    const request = await approved(inst, ada);
    for (let run = 0; run < 3; run += 1) await runRequest(inst, request);
    await resumeAll(inst);
    expect(await entriesOf(inst, "task.opened")).toHaveLength(1);
    const mails = () => inst.storage.db.selectFrom("mail").select("id").where("template", "=", "task").execute();
    expect(await mails()).toHaveLength(1);
    await reportTask(inst, { request, store: "cabinet", ...REPORT });
    await planRequest(inst, request, "looked at again");
    const again = await viewRequest(inst, request);
    expect(again.tasks[0]).toMatchObject({ state: "done" });
    await sign(inst, request);
    const view = await runRequest(inst, request);
    expect(view.stores.find((one) => one.store === "cabinet")?.state).toBe("verified");
    expect(await mails()).toHaveLength(1);
  });

  test("what an earlier version sealed, one person's list and leads alone, is still planned and run", async () => {
    const inst = await live(await open(company()));
    const { request } = await takeRequest(inst, { right: "erasure", subject: ada, takenBy: "staff" });
    const person = await personOf(inst, request);
    const seal = (context: string, plain: unknown) =>
      inst.keys.seal({ person }, context, new TextEncoder().encode(JSON.stringify(plain)));
    const older = { subject: await seal("request.subject", ada), leads: await seal("request.leads", []) };
    await inst.storage.db.updateTable("privacy_request").set(older).where("id", "=", request).execute();
    await planRequest(inst, request, "looked at again");
    await sign(inst, request);
    expect((await runRequest(inst, request)).because).toMatch(/store cabinet is not erased: it waits for somebody/);
    expect(await readSearches(inst, { request, store: "cabinet", person })).toContainEqual({
      dataset: "folders",
      by: [{ column: "customer_no", values: ["1"] }],
    });
  });

  test("in shadow nobody is asked, and the request says so", async () => {
    const inst = await open(company());
    const view = await runRequest(inst, await approved(inst, ada));
    expect(view.state).toBe("open");
    expect(view.because).toMatch(/store cabinet is in shadow/);
    expect(await inst.storage.db.selectFrom("task").selectAll().execute()).toEqual([]);
    await live(inst);
    await runRequest(inst, view.id);
    expect(await readWaitingTasks(inst)).toHaveLength(1);
  });

  test("that it cannot be done is kept with its reason, and the request stays open", async () => {
    const inst = await live(await open(company()));
    const request = await approved(inst, ada);
    await runRequest(inst, request);
    await reportTask(inst, { request, store: "cabinet", outcome: "impossible", found: {}, note: "The archive burnt", files: [] });
    const view = await runRequest(inst, request);
    expect(view.state).toBe("open");
    expect(view.because).toMatch(/store cabinet is not erased: whoever was asked reports that it cannot be done by hand/);
    expect(await readReports(inst, { request, store: "cabinet" })).toMatchObject([{ note: "The archive burnt" }]);
  });

  test("whoever does not report is reminded, once", async () => {
    let now = Date.now();
    const inst = await live(await open(company(), { surroundings: { now: () => now } }));
    const request = await approved(inst, ada);
    await runRequest(inst, request);
    expect(await remindTasks(inst)).toBe(0);
    now += 9 * 86_400_000;
    expect([await remindTasks(inst), await remindTasks(inst)]).toEqual([1, 0]);
    expect((await viewRequest(inst, request)).tasks[0]?.late).toBe(true);
    expect(await entriesOf(inst, "task.late")).toHaveLength(1);
  });

  test.each([
    ["an account that is none", { store: "cabinets" }, "task", "one of: cabinet - did you mean cabinet?"],
    [
      "a dataset without a number",
      { found: { folders: 1, papers: 0 } },
      "found-keycards",
      "a whole number; 0 if there were none",
    ],
    ["half a record", { found: { ...REPORT.found, papers: 1.5 } }, "found-papers", "a whole number; 0 if there were none"],
    ["a dataset of nobody", { found: { ...REPORT.found, drawers: 1 } }, "dataset", "one of: folders, papers, keycards"],
    ["no word", { note: "  " }, "note", "a sentence or two: it is kept as proof"],
    [
      "a very large file",
      { files: [{ dataset: "folders", name: "a", bytes: new Uint8Array(11 * 1024 * 1024) }] },
      "files",
      /smaller/,
    ],
  ])("a report with %s is refused, and changes nothing", async (_, wrong, reason, advice) => {
    const inst = await live(await open(company()));
    const request = await approved(inst, ada);
    await runRequest(inst, request);
    const answer = await reportTask(inst, { request, store: "cabinet", ...REPORT, ...wrong } as never);
    expect(answer).toMatchObject({
      kind: "refused",
      reason,
      advice: typeof advice === "string" ? advice : expect.stringMatching(advice),
    });
    expect((await viewRequest(inst, request)).tasks[0]?.state).toBe("waiting");
    expect(await entriesOf(inst, "task.ended")).toEqual([]);
  });

  test("of two reports at once, one counts", async () => {
    const inst = await live(await open(company()));
    const request = await approved(inst, ada);
    await runRequest(inst, request);
    const answers = await Promise.all([1, 2].map(() => reportTask(inst, { request, store: "cabinet", ...REPORT })));
    expect(answers.map((one) => (one.kind === "done" ? "done" : one.reason)).sort()).toEqual(["done", "raced"]);
    expect(await entriesOf(inst, "task.ended")).toHaveLength(1);
  });

  test.each(["task.asking", "task.asked", "task.reporting", "task.reported", "task.taken-over"])(
    "broken off at %s, it goes on where it was: asked once, reported once",
    async (at) => {
      const broken = { step: "" };
      const passing = async (step: string) => {
        if (step !== broken.step) return;
        broken.step = "";
        throw new Error("broken off");
      };
      const inst = await live(await open(company(), { surroundings: { passing } }));
      const request = await approved(inst, ada);
      broken.step = at;
      const report = () => reportTask(inst, { request, store: "cabinet", ...REPORT });
      const steps = [() => runRequest(inst, request), report, () => runRequest(inst, request)];
      let thrown = 0;
      for (const step of steps) {
        const again = async () => {
          thrown += 1;
          await step();
        };
        await step().catch(again);
      }
      expect([thrown, broken.step]).toEqual([1, ""]);
      expect((await viewRequest(inst, request)).state).toBe("done");
      for (const kind of ["task.opened", "task.ended", "store.reported", "request.completed"])
        expect([kind, await entriesOf(inst, kind)]).toEqual([kind, [expect.anything()]]);
      expect(await inst.storage.db.selectFrom("mail").select("id").where("template", "=", "task").execute()).toHaveLength(1);
    },
  );

  test("what is found by hand leads nowhere: a link to it stops the plan", async () => {
    const shop = company();
    new Sqlite(shop.database).exec("create table scans (id integer primary key, folder text)");
    replaceAll(shop, (text) =>
      text.replace("  cabinet:\n", "      scans: { rest: none, links: { folder: owned by cabinet/folders.name } }\n  cabinet:\n"),
    );
    const view = await preview(await open(shop), ada);
    expect(view.canBeApproved).toBe(false);
    expect(view.findings).toContainEqual(
      expect.objectContaining({
        code: "unreachable",
        dataset: "scans",
        says: expect.stringMatching(/only people can look into/),
      }),
    );
  });
});

describe("a copy of a store that people go through", () => {
  test("is open until it is looked through, and holds what they hand in", async () => {
    const shop = company();
    const inst = await open(shop); // a copy changes nothing: it is asked for in shadow too
    const request = await approved(inst, ada, "access");
    const first = await runRequest(inst, request);
    expect(first.state).toBe("open");
    expect(first.because).toMatch(/store cabinet: it waits for somebody to look through it by hand, until/);
    const scan = new TextEncoder().encode("a scan of the folder");
    const files = [{ dataset: "folders", name: "folder 17.txt", bytes: scan }];
    const found = { folders: 1, papers: 0, keycards: 0 };
    const lacking = await reportTask(inst, { request, store: "cabinet", outcome: "done", found, note: "Scanned", files: [] });
    expect(lacking).toMatchObject({ kind: "refused", reason: "files-folders" });
    await reportTask(inst, { request, store: "cabinet", outcome: "done", found, note: "Scanned", files });
    for await (const file of readTaskFiles(inst, { request, store: "cabinet" }))
      expect(Buffer.from(file.bytes)).toEqual(Buffer.from(scan));
    const done = await runRequest(inst, request);
    expect(done).toMatchObject({ state: "done", because: undefined });
    const out = join(shop.folder, "copy.json");
    expect((await writeCopy(inst, { request, file: out })).kind).toBe("done");
    const copy = JSON.parse(readFileSync(out, "utf8")) as {
      data: { store: string; dataset: string; rows: { file: { file: string } }[] }[];
    };
    const part = copy.data.find((one) => one.store === "cabinet");
    expect(part).toMatchObject({ dataset: "folders", link: "owned" });
    expect(JSON.stringify(part?.rows)).toMatch(/cabinet\/folders\/folder-17.txt/);
    // The copy has them now: nothing of it lies here any longer.
    expect(await inst.storage.db.selectFrom("task_file").selectAll().execute()).toEqual([]);
  });

  test("holds the files of the last report, and of the dataset they were handed in for", async () => {
    let now = Date.now();
    const shop = company();
    const inst = await open(shop, { surroundings: { now: () => now } });
    const request = await approved(inst, ada, "access");
    await runRequest(inst, request);
    const handed = (dataset: string, name: string) => ({ dataset, name, bytes: new TextEncoder().encode(name) });
    const place = { request, store: "cabinet", note: "Looked" };
    const first = { outcome: "impossible" as const, found: {}, files: [handed("folders", "first.txt")] };
    expect((await reportTask(inst, { ...place, ...first })).kind).toBe("done");
    now += 60_000;
    const found = { folders: 1, papers: 0, keycards: 1 };
    const files = [handed("folders", "second.txt"), handed("keycards", "card.txt")];
    expect((await reportTask(inst, { ...place, outcome: "done", found, files })).kind).toBe("done");
    expect((await runRequest(inst, request)).state).toBe("done");
    const out = join(shop.folder, "copy.json");
    expect((await writeCopy(inst, { request, file: out })).kind).toBe("done");
    const { data } = JSON.parse(readFileSync(out, "utf8")) as { data: { store: string; dataset: string; rows: unknown[] }[] };
    const lists = data
      .filter((one) => one.store === "cabinet")
      .map((one) => [one.dataset, JSON.stringify(one.rows).match(/(?<=cabinet\/)[a-z/]+\.txt/g)]);
    expect(lists).toEqual([
      ["folders", ["folders/second.txt"]],
      ["keycards", ["keycards/card.txt"]],
    ]);
  });
});

describe("a task at the command line", () => {
  test.each([
    [["show", "R-0001", "cabinet"], /needs `--as <role>`/],
    [["show", "R-0001", "cabinet", "--as", "inspector"], /opens nobody's data/],
    [["done", "R-0001", "cabinet", "--note", "Looked"], /needs `--as <role>`/],
    [["impossible", "R-0001", "cabinet", "--note", "Burnt"], /needs `--as <role>`/],
  ])("%j is refused without a role that may", async (args, says) => {
    const shop = company();
    const staff = "staff: { officer: { is: officer }, inspector: { is: auditor } }";
    replaceAll(shop, (text) => text.replace("\nrequests:", `\n${staff}\nrequests:`));
    const inst = await live(await open(shop));
    const request = await approved(inst, ada);
    await runRequest(inst, request);
    const said: string[] = [];
    const outlet = { write: (text: string) => said.push(text) > 0, isTTY: false } as never;
    const status = await runCommandLine(["task", ...args.map((one) => (one === "R-0001" ? request : one))], {
      stdout: outlet,
      stderr: outlet,
      cwd: shop.folder,
      env: { ...shop.env, TROTH_HOME: inst.home.home },
    });
    expect([status, said.join("")]).toEqual([2, expect.stringMatching(says)]);
    expect(said.join("")).not.toMatch(/B-17/);
    expect(await entriesOf(inst, "task.ended")).toEqual([]);
  });
});
