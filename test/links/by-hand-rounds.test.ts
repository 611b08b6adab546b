// What a task was reported as before it was asked anew, and whom nobody can be looked for by.
import { join } from "node:path";
import Sqlite from "libsql";
import { describe, expect, test } from "vitest";
import { runCommandLine } from "../../packages/server/src/cli/index.ts";
import { planRequest, recordTold, reportTask, runRequest, writeCopy } from "../../packages/server/src/requests/index.ts";
import {
  proofOf,
  readReports,
  readSearches,
  readTaskFiles,
  readWaitingTasks,
  reportsOf,
} from "../../packages/server/src/tasks/index.ts";
import { ada, companyWith, KEYCARDS, live, personOf } from "../attack/cabinet.ts";
import { approved, cleanUp, entriesOf, type Inst, open, replaceAll, sign } from "../attack/support.ts";

cleanUp();

const CABINET = `  cabinet:
    connector: manual
    ask: archive@workshop.example
    datasets:
      folders:
        is: customer
        identity: { account: customer_no }
        fields: { name: name.full }
`;
const LETTERS = `      letters:
        is: customer
        identity: { email: sent_to }
        fields: { words: { holds: [content.text] } }
`;

const company = (stores = CABINET) => companyWith(stores, { staff: "staff: { officer: { is: officer } }\n" });

const at = { store: "cabinet" };
const file = (dataset: string, name: string) => ({ dataset, name, bytes: new TextEncoder().encode(name) });
const FIRST = { outcome: "done", found: { folders: 1 }, note: "Shredded by Zqx", role: "officer" } as const;
const SECOND = { outcome: "done", found: { folders: 0, letters: 2 }, note: "Letters burnt" } as const;

const filesOf = async (inst: Inst, request: string): Promise<string[]> => {
  const names: string[] = [];
  for await (const { name } of readTaskFiles(inst, { request, ...at })) names.push(name);
  return names;
};

/** An erasure that was reported, and then asked anew, for letters too. */
async function askedAnew() {
  const shop = company();
  const inst = await live(await open(shop));
  const request = await approved(inst, ada);
  await runRequest(inst, request);
  expect((await reportTask(inst, { request, ...at, ...FIRST, files: [file("folders", "certificate.pdf")] })).kind).toBe("done");
  await inst.close();
  replaceAll(shop, (text) => text.replace(CABINET, `${CABINET}${LETTERS}`));
  const later = await open(shop);
  await planRequest(later, request, "the program has changed");
  await sign(later, request);
  await runRequest(later, request);
  return { shop, inst: later, request };
}

/** Runs a command and gives what it printed. */
async function printed(
  inst: Inst,
  shop: ReturnType<typeof company>,
  args: readonly string[],
): Promise<readonly [number, string]> {
  const said: string[] = [];
  const outlet = { write: (text: string) => said.push(text) > 0, isTTY: false } as never;
  const status = await runCommandLine([...args], {
    stdout: outlet,
    stderr: outlet,
    cwd: shop.folder,
    env: { ...shop.env, TROTH_HOME: inst.home.home },
  });
  return [status, said.join("")];
}

describe("a task that is asked anew", () => {
  test("keeps what was reported before, each report with its note, numbers, files and entry", async () => {
    const { inst, request } = await askedAnew();
    expect(await readWaitingTasks(inst)).toMatchObject([{ request, state: "waiting" }]);
    expect(await filesOf(inst, request)).toEqual([]);
    expect((await reportTask(inst, { request, ...at, ...SECOND, files: [] })).kind).toBe("done");
    const rounds = await readReports(inst, { request, ...at });
    expect(rounds).toMatchObject([
      { number: 1, outcome: "done", found: FIRST.found, files: 1, note: FIRST.note, role: "officer" },
      { number: 2, outcome: "done", found: SECOND.found, files: 0, note: SECOND.note, role: undefined },
    ]);
    const entries = await entriesOf(inst, "task.ended");
    expect(entries.map(({ round, proof, found, outcome, files }) => ({ number: round, proof, found, outcome, files }))).toEqual(
      rounds.map(({ number, proof, found, outcome, files }) => ({ number, proof, found, outcome, files })),
    );
    for (const row of await reportsOf(inst.storage.db, { request, ...at }))
      expect(proofOf(row.sealed)).toBe(entries[row.number - 1]?.proof);
    expect(entries[0]?.fileProofs).toHaveLength(1);
    const kept = await inst.storage.db.selectFrom("task_file").select(["number", "sealed"]).execute();
    expect(kept.map((one) => [one.number, proofOf(one.sealed)])).toEqual(
      ((entries[0]?.fileProofs ?? []) as string[]).map((proof) => [1, proof]),
    );
    expect(JSON.stringify(entries)).not.toMatch(/zqx|shredded|certificate/i);
    // The last report counts, and it alone.
    const done = await runRequest(inst, request);
    expect(done.stores.find((one) => one.store === "cabinet")).toMatchObject({ state: "verified", deleted: 2 });
  });

  test("its earlier reports stand on the command line, and go with the request-file key", async () => {
    const { shop, inst, request } = await askedAnew();
    await inst.close();
    const [status, said] = await printed(inst, shop, ["task", "show", request, "cabinet", "--as", "officer"]);
    expect(status).toBe(0);
    expect(said).toMatch(/report 1.*done/);
    expect(said).toContain(FIRST.note);
    expect(said).toContain("1 file handed in");
    const later = await open(shop);
    await later.keys.forget({ request });
    await later.close();
    const [, after] = await printed(inst, shop, ["task", "show", request, "cabinet", "--as", "officer"]);
    expect(after).toContain("its words are forgotten");
    expect(after).not.toMatch(/zqx/i);
  });

  test("files of a copy go with it, those of earlier reports too", async () => {
    const shop = company();
    const inst = await open(shop);
    const request = await approved(inst, ada, "access");
    await runRequest(inst, request);
    const burnt = { outcome: "impossible" as const, found: {}, note: "Burnt", files: [file("folders", "first.txt")] };
    await reportTask(inst, { request, ...at, ...burnt });
    await reportTask(inst, { request, ...at, ...FIRST, files: [file("folders", "second.txt")] });
    expect(await filesOf(inst, request)).toEqual(["second.txt"]);
    expect(await inst.storage.db.selectFrom("task_file").select("number").orderBy("number").execute()).toEqual([
      { number: 1 },
      { number: 2 },
    ]);
    expect((await runRequest(inst, request)).state).toBe("done");
    expect((await writeCopy(inst, { request, file: join(shop.folder, "copy.json") })).kind).toBe("done");
    expect(await inst.storage.db.selectFrom("task_file").select("id").execute()).toEqual([]);
    expect((await readReports(inst, { request, ...at })).map((one) => [one.note, one.files])).toEqual([
      ["Burnt", 1],
      [FIRST.note, 1],
    ]);
  });
});

describe("a request that knows no identifiers for a store by hand", () => {
  /** Planned and erased before the store was in the program; its plan sealed leads alone, as it was written then. */
  async function older() {
    const shop = company("");
    replaceAll(shop, (text) =>
      text.replace(
        "\nstores:",
        `\nrecipients:\n  letters: { name: Letters, kind: mail-delivery, country: IE, for: [account], receives: [contact.email], agreement: { kind: dpa, date: 2025-01-01, document: a.pdf }, told: { mail: privacy@letters.example } }\nstores:`,
      ),
    );
    const inst = await open(shop);
    const request = await approved(inst, ada);
    expect((await runRequest(inst, request)).state).toBe("open");
    expect(new Sqlite(shop.database).prepare("select id from people").all()).toEqual([{ id: 2 }]);
    const person = await personOf(inst, request);
    const leads = await inst.keys.seal({ person }, "request.leads", new TextEncoder().encode("[]"));
    await inst.storage.db.updateTable("privacy_request").set({ leads }).where("id", "=", request).execute();
    await inst.close();
    replaceAll(shop, (text) => text.replace("\nstaff:", `\n${CABINET}${KEYCARDS}staff:`));
    const later = await live(await open(shop));
    await runRequest(later, request);
    await sign(later, request);
    await runRequest(later, request);
    return { shop, inst: later, request, person };
  }

  test("says so to whoever looks, and is not said to be done without how the person was found", async () => {
    const { shop, inst, request, person } = await older();
    expect(await readSearches(inst, { request, ...at, person })).toEqual([
      { dataset: "folders", by: [{ column: "customer_no", values: ["1"] }] },
      { dataset: "keycards", by: [] },
    ]);
    const report = { request, ...at, outcome: "done", found: { folders: 1, keycards: 0 }, note: "Looked", files: [] } as const;
    for (const foundBy of [undefined, "", "  "])
      expect(await reportTask(inst, { ...report, ...(foundBy === undefined ? {} : { foundBy }) })).toMatchObject({
        kind: "refused",
        reason: "found-by",
        says: expect.stringMatching(/in keycards: say how they were found/),
      });
    expect(await entriesOf(inst, "task.ended")).toEqual([]);
    await inst.close();
    const [, said] = await printed(inst, shop, ["task", "show", request, "cabinet", "--as", "officer"]);
    expect(said.replace(/\s+/g, " ")).toContain("Nothing is known by which this person is to be found in keycards");
    expect(said).not.toContain("to be found in folders");
    expect(said).toContain('--found-by "..."');
    const done = [
      "task",
      "done",
      request,
      "cabinet",
      "--as",
      "officer",
      "--found",
      "folders=1",
      "--found",
      "keycards=0",
      "--note",
      "Looked",
    ];
    expect((await printed(inst, shop, done))[0]).not.toBe(0);
    await printed(inst, shop, [...done, "--found-by", "The porter's list names her badge"]);
    const later = await open(shop);
    expect(await readReports(later, { request, ...at })).toMatchObject([
      { outcome: "done", note: "Looked\n\nHow the person was found: The porter's list names her badge" },
    ]);
    expect(await entriesOf(later, "task.ended")).toMatchObject([{ foundOtherwise: ["keycards"] }]);
    await recordTold(later, { request, recipient: "letters" });
    expect((await runRequest(later, request)).state).toBe("done");
  });

  test("can be reported as impossible without it, and stays open", async () => {
    const { inst, request } = await older();
    const said = await reportTask(inst, {
      request,
      ...at,
      outcome: "impossible",
      found: {},
      note: "Nobody knows whose",
      files: [],
    });
    expect(said.kind).toBe("done");
    expect((await runRequest(inst, request)).because).toMatch(/cannot be done by hand/);
  });
});
