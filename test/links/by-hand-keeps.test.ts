// What a law keeps where only people can look: reported, remembered, asked for again when its time is over, then forgotten.
import { describe, expect, test } from "vitest";
import { createSink, deliverMail } from "../../packages/server/src/mail/index.ts";
import { reportTask, resumeAll, runRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import {
  findKeep,
  keepKey,
  proofOf,
  readReports,
  readSearches,
  readWaitingTasks,
  remindTasks,
  reportsOf,
} from "../../packages/server/src/tasks/index.ts";
import { ada, companyWith, KEYCARDS, live, personOf } from "../attack/cabinet.ts";
import { approved, cleanUp, entriesOf, type Inst, open, preview, replaceAll } from "../attack/support.ts";

cleanUp();

const CABINET = `  cabinet:
    connector: manual
    ask: archive@workshop.example
    within: 7 days
    datasets:
      folders:
        is: customer
        identity: { account: customer_no }
        fields: { name: name.full, issued: none }
      papers:
        fields: { words: { holds: [content.text], erasure: redact }, dated: none }
        links: { folder: shared by folders }
${KEYCARDS}`;
const CELLAR = `  cellar:
    connector: manual
    ask: cellar@workshop.example
    datasets:
      boxes:
        is: customer
        identity: { account: customer_no }
        fields: { name: name.full, packed: none }
`;
const BOOKS = `  books: { datasets: [cabinet/folders], keep: 7 years since issued, because: Companies Act }
`;

const company = (retention = BOOKS, stores = CABINET) => companyWith(stores, { retention });

const START = Date.parse("2026-11-28T09:00:00Z");
const at = { store: "cabinet" };
const FOUND = { folders: 3, papers: 0, keycards: 1 };
const NOTE = "Two of Zqx's folders stay on shelf 4";
const REPORT = {
  outcome: "done",
  found: FOUND,
  stays: { folders: { rows: 2, oldest: "2020-03-01" } },
  note: NOTE,
  files: [],
} as const;

interface Setting {
  readonly inst: Inst;
  readonly request: string;
  readonly clock: { now: number };
  readonly shop: ReturnType<typeof company>;
  /** Goes on as the installation would by itself on that day. */
  readonly on: (day: string) => Promise<void>;
}

/** A request whose people have been asked. */
async function asked(shop = company(), passing?: (step: string) => Promise<void>): Promise<Setting> {
  const clock = { now: START };
  const inst = await open(shop, { surroundings: { now: () => clock.now, ...(passing ? { passing } : {}) } });
  await live(inst);
  const request = await approved(inst, ada);
  await runRequest(inst, request);
  const on = async (day: string) => {
    clock.now = Date.parse(`${day}T12:00:00Z`);
    await resumeAll(inst);
  };
  return { inst, request, clock, shop, on };
}

/** One that is done, and of which two folders stay. */
async function kept(shop?: Setting["shop"], passing?: (step: string) => Promise<void>): Promise<Setting> {
  const set = await asked(shop, passing);
  expect((await reportTask(set.inst, { request: set.request, ...at, ...REPORT })).kind).toBe("done");
  expect((await runRequest(set.inst, set.request)).state).toBe("done");
  return set;
}

const searches = async ({ inst, request }: Setting, store = "cabinet") =>
  readSearches(inst, { request, store, person: await personOf(inst, request) });

const keepReport = (rows: number, oldest?: string) => ({
  outcome: "done" as const,
  found: { folders: 2 },
  stays: { folders: { rows, ...(oldest === undefined ? {} : { oldest }) } },
  note: "Shredded what was over",
  files: [],
});

const mailsTo = async (inst: Inst) => {
  const sink = createSink("troth@workshop.example");
  await deliverMail(inst, sink);
  return sink.mails();
};

describe("a report on records that a law keeps", () => {
  test("is foreseen by the plan", async () => {
    const view = await preview(await open(company()), ada);
    expect(view.canBeApproved).toBe(true);
    expect(view.findings.filter((one) => one.store === "cabinet")).toEqual([
      expect.objectContaining({
        code: "by-hand",
        dataset: "folders",
        says: expect.stringMatching(/asked again when their time is over/),
      }),
    ]);
  });

  test("that says less than was asked, or what cannot be, is refused, and changes nothing", async () => {
    const { inst, request } = await asked();
    const wrong: readonly (readonly [object, string])[] = [
      [{}, "stays-folders"],
      [{ folders: { rows: 0.5 } }, "stays-folders"],
      [{ folders: { rows: 4, oldest: "2020-03-01" } }, "stays-folders"],
      [{ folders: { rows: 2 } }, "oldest-folders"],
      [{ folders: { rows: 2, oldest: "2020-02-31" } }, "oldest-folders"],
      // Seven years ago and a day: no law keeps it.
      [{ folders: { rows: 2, oldest: "2019-11-27" } }, "oldest-folders"],
      [{ folders: { rows: 2, oldest: "9999-01-01" } }, "oldest-folders"],
      [{ folders: { rows: 0 }, keycards: { rows: 1, oldest: "2020-03-01" } }, "dataset"],
    ];
    for (const [stays, reason] of wrong)
      expect(await reportTask(inst, { request, ...at, ...REPORT, stays: stays as never })).toMatchObject({
        kind: "refused",
        reason,
      });
    expect(await entriesOf(inst, "task.ended")).toEqual([]);
  });

  test("is what the receipt and the ledger say: so many removed, so many stay, and from when they are asked for", async () => {
    const { inst, request } = await kept();
    const [entry] = await entriesOf(inst, "task.ended");
    expect(entry).toMatchObject({ stays: { folders: { rows: 2, until: "2027-03-01" } }, found: FOUND });
    const [receipt] = await entriesOf(inst, "request.completed");
    expect(receipt).toMatchObject({ kept: 2 });
    expect(receipt).not.toHaveProperty("keptUntil");
    expect(receipt?.stores).toContainEqual(
      expect.objectContaining({ store: "cabinet", deleted: 2, kept: 2, firstKeepEnds: "2027-03-01", outcomeKnownBy: "report" }),
    );
    expect((await viewRequest(inst, request)).tasks).toMatchObject([{ state: "done", kept: { rows: 2, until: "2027-03-01" } }]);
    expect(await entriesOf(inst, "keep.ended")).toEqual([]);
  });
});

describe("when the keep is over", () => {
  test("people are asked for these datasets alone, by what is still known of somebody who is forgotten", async () => {
    const set = await kept();
    const { inst, request, clock, on } = set;
    expect(await inst.keys.has({ person: await personOf(inst, request) })).toBe(false);
    await mailsTo(inst);
    await on("2027-03-01");
    expect(await readWaitingTasks(inst)).toEqual([]);
    await on("2027-03-02");
    await on("2027-03-02");
    expect(await readWaitingTasks(inst)).toMatchObject([
      { request, store: "cabinet", purpose: "keep", state: "waiting", late: false },
    ]);
    expect(await searches(set)).toEqual([{ dataset: "folders", by: [{ column: "customer_no", values: ["1"] }] }]);
    expect(await entriesOf(inst, "task.opened")).toMatchObject([{}, { purpose: "keep", datasets: ["folders"] }]);
    const mails = await mailsTo(inst);
    expect(mails).toMatchObject([
      { to: "archive@workshop.example", subject: `${request}: something is to be done by hand again` },
    ]);
    expect(`${mails[0]?.subject}${mails[0]?.text}${mails[0]?.html}`).not.toMatch(/ada|zqx|B-17/i);
    clock.now += 8 * 86_400_000;
    expect([await remindTasks(inst), await remindTasks(inst)]).toEqual([1, 0]);
    expect((await mailsTo(inst))[0]?.subject).toBe(`${request}: still to be done by hand again`);
    expect(await entriesOf(inst, "keep.ended")).toEqual([]);
    expect((await viewRequest(inst, request)).tasks).toMatchObject([{ kept: { rows: 2 } }]);
  });

  test("what cannot be done stays open where everybody sees it; what is done is removed, and what is younger is asked for again", async () => {
    const set = await kept();
    const { inst, request, on } = set;
    await on("2027-03-02");
    expect((await reportTask(inst, { request, ...at, outcome: "impossible", found: {}, note: "Locked", files: [] })).kind).toBe(
      "done",
    );
    await on("2027-04-02");
    expect(await readWaitingTasks(inst)).toMatchObject([{ request, state: "impossible" }]);
    expect(await entriesOf(inst, "keep.ended")).toEqual([]);
    expect((await findKeep(inst.storage.db, { request, ...at }))?.state).toBe("asked");

    expect((await reportTask(inst, { request, ...at, ...keepReport(1, "2022-05-05") })).kind).toBe("done");
    expect(await entriesOf(inst, "keep.ended")).toMatchObject([{ deleted: 1, waiting: 1, outcomeKnownBy: "report" }]);
    await on("2029-05-05");
    expect(await readWaitingTasks(inst)).toEqual([]);
    await on("2029-05-06");
    expect(await searches(set)).toEqual([{ dataset: "folders", by: [{ column: "customer_no", values: ["1"] }] }]);

    const { sealed } = (await findKeep(inst.storage.db, { request, ...at })) ?? {};
    const said = await reportTask(inst, { request, ...at, ...keepReport(0), found: { folders: 1 } });
    expect(said).toMatchObject({ kind: "done", value: { state: "done" } });
    expect((await entriesOf(inst, "keep.ended")).at(-1)).toMatchObject({ deleted: 1, waiting: 0 });
    // Forgotten: neither here nor in a backup of what lay here.
    expect(await inst.storage.db.selectFrom("task_keep").selectAll().execute()).toEqual([]);
    expect(await inst.keys.has(keepKey(request, "cabinet"))).toBe(false);
    const inner = await inst.keys.open({ request }, "task.keep", sealed as Uint8Array);
    await expect(inst.keys.open(keepKey(request, "cabinet"), "task.keep", inner)).rejects.toMatchObject({
      code: "keys.forgotten",
    });
    expect(await searches(set)).toBeUndefined();
    expect((await viewRequest(inst, request)).tasks[0]).not.toHaveProperty("kept");
    await on("2040-01-01");
    expect(await readWaitingTasks(inst)).toEqual([]);
  });

  test("all four reports are kept, each with its entry", async () => {
    const { inst, request, on } = await kept();
    await on("2027-03-02");
    await reportTask(inst, { request, ...at, outcome: "impossible", found: {}, note: "Locked", files: [], role: "officer" });
    await reportTask(inst, { request, ...at, ...keepReport(1, "2022-05-05") });
    await on("2029-05-06");
    await reportTask(inst, { request, ...at, ...keepReport(0) });
    const rounds = await readReports(inst, { request, ...at });
    expect(rounds.map((one) => [one.number, one.purpose, one.outcome, one.note])).toEqual([
      [1, "request", "done", NOTE],
      [2, "keep", "impossible", "Locked"],
      [3, "keep", "done", "Shredded what was over"],
      [4, "keep", "done", "Shredded what was over"],
    ]);
    const entries = await entriesOf(inst, "task.ended");
    expect(entries.map(({ round, proof, outcome, found, role }) => [round, proof, outcome, found, role])).toEqual(
      rounds.map(({ number, proof, outcome, found, role }) => [number, proof, outcome, found, role]),
    );
    for (const row of await reportsOf(inst.storage.db, { request, ...at }))
      expect(entries[row.number - 1]?.proof).toBe(proofOf(row.sealed));
  });

  test("nothing stays, nobody is asked again", async () => {
    const { inst, request, on } = await asked();
    await reportTask(inst, { request, ...at, ...REPORT, stays: { folders: { rows: 0 } } });
    expect((await runRequest(inst, request)).state).toBe("done");
    expect(await inst.storage.db.selectFrom("task_keep").selectAll().execute()).toEqual([]);
    await on("2040-01-01");
    expect(await readWaitingTasks(inst)).toEqual([]);
  });

  test("records that belong to others' are looked for through them, and each store on its own day", async () => {
    const retention = `  books: { datasets: [cabinet/papers], keep: 7 years since dated, because: Companies Act }
  boxes: { datasets: [cellar/boxes], keep: 10 years since packed, because: Revenue Act }
`;
    const set = await asked(company(retention, `${CABINET}${CELLAR}`));
    const { inst, request, on } = set;
    const stays = { papers: { rows: 1, oldest: "2020-03-01" } };
    expect((await reportTask(inst, { request, ...at, ...REPORT, found: { ...FOUND, papers: 1 }, stays })).kind).toBe("done");
    const boxes = { found: { boxes: 4 }, stays: { boxes: { rows: 4, oldest: "2018-01-01" } } };
    expect((await reportTask(inst, { request, ...REPORT, ...boxes, store: "cellar" })).kind).toBe("done");
    expect((await runRequest(inst, request)).state).toBe("done");
    await on("2027-03-02");
    expect((await readWaitingTasks(inst)).map((one) => one.store)).toEqual(["cabinet"]);
    expect(await searches(set)).toEqual([{ dataset: "papers", by: [{ column: "folders.customer_no", values: ["1"] }] }]);
    await on("2028-01-02");
    expect((await readWaitingTasks(inst)).map((one) => one.store)).toEqual(["cabinet", "cellar"]);
    expect(await searches(set, "cellar")).toEqual([{ dataset: "boxes", by: [{ column: "customer_no", values: ["1"] }] }]);
  });

  test("the law has grown longer meanwhile: whoever is asked is told so", async () => {
    const { inst, shop, request, clock } = await kept();
    await inst.close();
    replaceAll(shop, (text) => text.replace("keep: 7 years", "keep: 12 years"));
    const later = await open(shop, { surroundings: { now: () => clock.now } });
    clock.now = Date.parse("2027-03-02T12:00:00Z");
    await resumeAll(later);
    const answer = await reportTask(later, { request, ...at, ...keepReport(2, "2020-03-01") });
    expect(answer.kind).toBe("done");
    expect((await viewRequest(later, request)).tasks[0]?.kept).toEqual({ rows: 2, until: "2032-03-01" });
  });

  test("the store has gone from the program: it is asked for all the same, where staff see it", async () => {
    const { inst, shop, request, clock } = await kept();
    await inst.close();
    replaceAll(shop, (text) => text.replace(CABINET, "").replace(`retention:\n${BOOKS}`, ""));
    const later = await open(shop, { surroundings: { now: () => clock.now } });
    clock.now = Date.parse("2027-03-02T12:00:00Z");
    await resumeAll(later);
    expect(await readWaitingTasks(later)).toMatchObject([{ request, store: "cabinet", purpose: "keep" }]);
    expect(await reportTask(later, { request, ...at, ...keepReport(0) })).toMatchObject({ kind: "done" });
  });

  test("whom to look for is gone: nobody says in silence that it was done", async () => {
    const set = await kept();
    const { inst, request, on } = set;
    await inst.keys.forget(keepKey(request, "cabinet"));
    await on("2027-03-02");
    expect(await searches(set)).toBeUndefined();
    expect(await reportTask(inst, { request, ...at, ...keepReport(0) })).toMatchObject({ kind: "refused", reason: "found-by" });
    const foundBy = "The shelf of 2020 has one folder";
    expect(await reportTask(inst, { request, ...at, ...keepReport(0), foundBy })).toMatchObject({ kind: "done" });
    expect((await entriesOf(inst, "task.ended")).at(-1)).toMatchObject({ foundOtherwise: ["folders"] });
  });

  test.each(["keep.asking", "keep.asked", "task.reporting", "task.reported", "keep.forgotten"])(
    "broken off at %s, it goes on where it was: asked once, ended once",
    async (step) => {
      const broken = { step: "" };
      const { inst, request, clock } = await kept(company(), async (name) => {
        if (name !== broken.step) return;
        broken.step = "";
        throw new Error("broken off");
      });
      clock.now = Date.parse("2027-03-02T12:00:00Z");
      broken.step = step;
      const report = () => reportTask(inst, { request, ...at, ...keepReport(0) });
      const resume = () => resumeAll(inst);
      for (const each of [resume, report, resume] as readonly (() => Promise<unknown>)[]) await each().catch(() => each());
      expect(broken.step).toBe("");
      expect(await entriesOf(inst, "task.opened")).toHaveLength(2);
      expect(await entriesOf(inst, "keep.ended")).toHaveLength(1);
      expect(await inst.storage.db.selectFrom("mail").select("id").where("template", "=", "task-keep").execute()).toHaveLength(1);
      expect(await inst.storage.db.selectFrom("task_keep").selectAll().execute()).toEqual([]);
      expect(await inst.keys.has(keepKey(request, "cabinet"))).toBe(false);
    },
  );

  test("two processes that ask at once ask once", async () => {
    const other = { run: async () => undefined as unknown };
    const { inst, clock } = await kept(company(), async (step) => {
      if (step !== "keep.asking") return;
      const { run } = other;
      other.run = async () => undefined;
      await run();
    });
    clock.now = Date.parse("2027-03-02T12:00:00Z");
    other.run = () => resumeAll(inst);
    await resumeAll(inst);
    expect(await entriesOf(inst, "task.opened")).toHaveLength(2);
    expect(await readWaitingTasks(inst)).toHaveLength(1);
  });
});

test("with the request-file key all of it goes: every report's words, and whom to look for", async () => {
  const set = await kept();
  const { inst, request, on } = set;
  await on("2027-03-02");
  await reportTask(inst, { request, ...at, outcome: "impossible", found: {}, note: "Locked", files: [] });
  await inst.keys.forget({ request });
  const gone = async () => {
    expect((await readReports(inst, { request, ...at })).map((one) => one.note)).toEqual([undefined, undefined]);
    expect(await searches(set)).toBeUndefined();
  };
  await gone();
  // Whoever makes a new key opens nothing that the old one sealed.
  await inst.keys.ensure({ request });
  await gone();
});
