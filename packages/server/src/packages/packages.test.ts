import { fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { searchFolder } from "../../../../test/leak/search.ts";
import { parseCsv } from "../../../../test/support/parse-csv.ts";
import { readZip } from "../../../../test/support/read-zip.ts";
import { eachKind, makePlace } from "../../../../test/support/storages.ts";
import { ada, MARK, makeWorkshop, openWorkshop, type Workshop } from "../../../../test/support/workshop.ts";
import { type Surroundings, takeLock } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import {
  approveRequest,
  forgetAtEpochEnd,
  planRequest,
  recordRequest,
  recordTold,
  resumeAll,
  runRequest,
  viewRequest,
  writeCopy,
} from "../requests/index.ts";
import { expirePackages, makeCopyLink, makePackage, openPackage, viewPackage } from "./index.ts";

const DAY_MS = 86_400_000;

eachKind("packages", (kind) => {
  let place: Awaited<ReturnType<typeof makePlace>>;
  let shop: Workshop;
  let inst: Installation;
  let now = 0;
  const opened: Installation[] = [];
  const open = async (surroundings: Partial<Surroundings> = {}) => {
    const { home, databaseUrl } = place;
    inst = await openWorkshop(shop, { home, databaseUrl, surroundings: { now: () => now, ...surroundings } });
    opened.push(inst);
    return inst;
  };
  beforeEach(async () => {
    place = await makePlace(kind);
    shop = makeWorkshop();
    now = Date.parse("2026-11-09T13:02:00Z");
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    shop.remove();
    await place.remove();
  });

  const ask = async (language: "en" | "id" = "en", right: "access" | "erasure" = "access"): Promise<string> => {
    const { request } = await recordRequest(inst, {
      right,
      subject: [{ kind: "email", value: ada.email }],
      takenBy: "person",
      verified: true,
      asker: { hash: "ab".repeat(32), contact: { email: ada.email }, language },
    });
    return request;
  };
  const approve = async (request: string): Promise<string> => {
    const { hash } = await planRequest(inst, request);
    expect((await approveRequest(inst, { request, plan: hash, as: "officer" })).kind).toBe("done");
    return request;
  };
  const approved = async (language: "en" | "id" = "en"): Promise<string> => approve(await ask(language));
  const run = (request: string) => runRequest(inst, request, { copy: (of, one) => makePackage(of, { request: one }) });
  const fetchZip = async (request: string): Promise<Map<string, Buffer>> => {
    const link = await makeCopyLink(inst, { request });
    if (link.kind === "refused") throw new Error(link.says);
    const answer = await openPackage(inst, link.value.token);
    if (answer.kind === "refused") throw new Error(answer.says);
    const bytes = new Uint8Array(await new Response(answer.value.stream).arrayBuffer());
    expect(bytes.length).toBe(answer.value.bytes);
    return readZip(bytes);
  };
  const rowsOf = async (table: string) => (await inst.storage.executeSql(`select * from ${table}`)).rows;
  const files = () => readdirSync(inst.home.packages).sort();
  const entries = async (request: string) => (await viewRequest(inst, request)).entries.map((one) => one.kind);

  test("a request from the center gets a package: made, mailed, done, fetched; the page, the data and the tables agree", async () => {
    await open();
    const request = await approved();
    const view = await run(request);
    expect(view.state).toBe("done");
    expect(await rowsOf("mail")).toMatchObject([{ template: "copy-ready", language: "en", request_id: request }]);
    expect(await viewPackage(inst, request)).toMatchObject({ rows: 19, expiresAt: "2026-12-09T13:02:00.000Z" });
    const zip = await fetchZip(request);
    expect([...zip.keys()]).toEqual([
      "index.html",
      "README.txt",
      "data.json",
      "csv/shop/customers-owned.csv",
      "csv/shop/orders-owned.csv",
      "csv/shop/messages-owned.csv",
      "csv/shop/profiles-owned.csv",
    ]);
    const data = JSON.parse(zip.get("data.json")?.toString() ?? "");
    const messages = data.data.find((one: { dataset: string }) => one.dataset === "messages");
    expect(messages.rows).toHaveLength(12);
    expect(messages.fields.body).toMatchObject({
      categories: ["content.text"],
      shown: true,
      is: "Text written",
      who: [],
    });
    expect(data.data.find((one: { dataset: string }) => one.dataset === "customers").fields).toMatchObject({
      password_hash: { shown: false, withheld: "secret" },
      email: { why: ["Running the account: a contract with you"], who: ["Letters (Mail delivery)"] },
    });
    for (const part of data.data) {
      if (part.table === null) continue;
      const [head, ...rows] = parseCsv((zip.get(part.table)?.toString() ?? "").replace(/^\uFEFF/, ""));
      expect(rows).toEqual(
        part.rows.map((row: Record<string, unknown>) => head?.map((name) => String(row[name] ?? "").replace(/^\+/, "'+"))),
      );
    }
    const page = zip.get("index.html")?.toString() ?? "";
    for (const value of [ada.email, ada.name, ada.phone, ada.segment, `${ada.body} 11`]) expect(page).toContain(value);
    for (const hidden of [ada.password, ada.note]) for (const file of zip.values()) expect(file.toString()).not.toContain(hidden);
    expect(page).not.toMatch(/<script|style=|https?:\/\/|<img|<link/);
    expect(page).toContain("GDPR Art. 15");
    expect(await entries(request)).toEqual(
      expect.arrayContaining(["copy.made", "request.completed", "copy.link-made", "copy.fetched"]),
    );
  });

  test("the JSON has what `troth copy` writes, and says more of each field", async () => {
    await open();
    const center = await approved();
    await run(center);
    const data = JSON.parse((await fetchZip(center)).get("data.json")?.toString() ?? "");
    const { request } = await recordRequest(inst, {
      right: "access",
      subject: [{ kind: "email", value: ada.email }],
      takenBy: "staff",
      verified: true,
    });
    const answer = await writeCopy(inst, { request: await approve(request) });
    if (answer.kind === "refused") throw new Error(answer.says);
    const copy = JSON.parse(readFileSync(answer.value.file, "utf8"));
    expect(data).toMatchObject({ ...copy, request: center });
    expect(Object.keys(data)).toEqual(Object.keys(copy));
  });

  test("an Indonesian reader gets an Indonesian package", async () => {
    await open();
    const request = await approved("id");
    await run(request);
    const zip = await fetchZip(request);
    const page = zip.get("index.html")?.toString() ?? "";
    expect(page).toContain('<html lang="id">');
    expect(page).toContain("Salinan data pribadi Anda pada Workshop");
    expect(page).toContain("Alamat surel");
    expect(zip.get("README.txt")?.toString()).toContain("Simpanlah berkas-berkas ini");
    expect(await rowsOf("mail")).toMatchObject([{ template: "copy-ready", language: "id" }]);
  });

  test("nothing of it lies anywhere in the clear: not in the folder, not in the database, not in the ledger", async () => {
    let seen = 0;
    const looking = {
      passing: async (step: string) => {
        if (!step.startsWith("package.")) return;
        const { found } = searchFolder(place.home, MARK);
        expect(found, step).toEqual([]);
        seen += 1;
      },
    };
    await open(looking);
    const request = await approved();
    await run(request);
    await fetchZip(request);
    expect(seen).toBe(6);
    const [file] = files();
    expect(files()).toEqual([expect.stringMatching(/^R-\d+\.[0-9a-f-]{36}\.copy\.zip\.age$/)]);
    expect(statSync(join(inst.home.packages, file ?? "")).mode & 0o777).toBe(0o600);
    const dump = await sql<{ all: string }>`select (select string_agg(m::text, ' ') from mail m) ||
      (select string_agg(p::text, ' ') from copy_package p) || (select string_agg(e::text, ' ') from entry e) ||
      (select string_agg(l::text, ' ') from copy_link l) || (select string_agg(r::text, ' ') from privacy_request r) as all`.execute(
      inst.storage.db,
    );
    expect(dump.rows[0]?.all.length).toBeGreaterThan(100);
    expect(dump.rows[0]?.all.toLowerCase()).not.toContain(MARK);
    expect(dump.rows[0]?.all).not.toContain(Buffer.from(MARK).toString("hex"));
    await inst.close();
    expect(searchFolder(place.home, MARK).found).toEqual([]);
  });

  test.each(["package.begun", "package.spooled", "package.written", "package.placed", "package.recorded"])(
    "a process that fails at %s leaves no file behind, and the next makes one package",
    async (where) => {
      let failing = true;
      await open({
        passing: async (step) => {
          if (failing && step === where) throw new Error("killed");
        },
      });
      const request = await approved();
      await expect(run(request)).rejects.toThrow("killed");
      failing = false;
      const recorded = where === "package.recorded";
      expect(files()).toHaveLength(recorded ? 1 : 0);
      expect((await run(request)).state).toBe("done");
      expect(await rowsOf("copy_package")).toHaveLength(1);
      expect(await rowsOf("mail")).toHaveLength(1);
      expect(await expirePackages(inst)).toEqual({ packages: 0, files: 0 });
      expect(files()).toHaveLength(1);
      expect((await fetchZip(request)).has("index.html")).toBe(true);
      expect((await entries(request)).filter((one) => one === "copy.made")).toHaveLength(1);
    },
  );

  test("a process that dies while it hands a package over, or takes one away: the link is still good, and the file goes", async () => {
    let dying = "package.opened";
    await open({
      passing: async (step) => {
        if (step === dying) throw new Error("killed");
      },
    });
    const request = await approved();
    await run(request);
    const link = await makeCopyLink(inst, { request });
    const token = link.kind === "done" ? link.value.token : "";
    await expect(openPackage(inst, token)).rejects.toThrow("killed");
    expect(await entries(request)).not.toContain("copy.fetched");
    dying = "";
    expect((await fetchZip(request)).has("index.html")).toBe(true);
    now += 31 * DAY_MS;
    dying = "package.removed";
    await expect(expirePackages(inst)).rejects.toThrow("killed");
    dying = "";
    expect(await rowsOf("copy_package")).toEqual([]);
    expect(files()).toHaveLength(1);
    expect(await expirePackages(inst)).toEqual({ packages: 0, files: 1 });
    expect(files()).toEqual([]);
  });

  // Once failed: the key that opened it lived as long as the request's file.
  test.each(["package.removed", "package.key-gone"])(
    "when a package has gone, nothing opens it again: not its row out of a backup, nor its file out of another (killed at %s)",
    async (step) => {
      let dying = "";
      await open({
        passing: async (at) => {
          if (at === dying) throw new Error("killed");
        },
      });
      const request = await approved();
      await run(request);
      const row = await inst.storage.db.selectFrom("copy_package").selectAll().executeTakeFirstOrThrow();
      const bytes = readFileSync(join(inst.home.packages, row.file));
      now += 31 * DAY_MS;
      dying = step;
      await expect(expirePackages(inst)).rejects.toThrow("killed");
      dying = "";
      expect(await expirePackages(inst)).toEqual({ packages: 0, files: 1 });
      await inst.storage.db
        .insertInto("copy_package")
        .values({ ...row, expires_at: new Date(now + DAY_MS).toISOString() })
        .execute();
      writeFileSync(join(inst.home.packages, row.file), bytes);
      expect(await makeCopyLink(inst, { request })).toMatchObject({ kind: "refused", reason: "gone" });
      expect(await expirePackages(inst)).toEqual({ packages: 1, files: 0 });
      expect(files()).toEqual([]);
    },
  );

  test("what a killed process left is swept; what a living one is at is not, nor a file of somebody else", async () => {
    await open();
    const request = await approved();
    await run(request);
    const kept = files();
    const at = (name: string) => join(inst.home.packages, name);
    const dead = "11111111-1111-4111-8111-111111111111";
    const alive = "22222222-2222-4222-8222-222222222222";
    const left = ["0.spool.age", "12.spool.age", "copy.zip.age.part", "copy.zip.age"].map((one) => `${request}.${dead}.${one}`);
    for (const name of left) writeFileSync(at(name), "x");
    writeFileSync(
      at(`${request}.${dead}.lock`),
      JSON.stringify({ pid: 999_999_999, started: "x", host: hostname(), nonce: "n" }),
    );
    const lock = await takeLock(at(`${request}.${alive}.lock`));
    writeFileSync(at(`${request}.${alive}.0.spool.age`), "x");
    writeFileSync(at(`${request}.copy.json`), "staff's own");
    expect(await expirePackages(inst)).toEqual({ packages: 0, files: 4 });
    expect(files()).toEqual(
      [...kept, `${request}.${alive}.0.spool.age`, `${request}.${alive}.lock`, `${request}.copy.json`].sort(),
    );
    if (lock.kind === "taken") await lock.release();
  });

  test("a process that is killed leaves nothing that can be read, and what it left is swept", { timeout: 120_000 }, async () => {
    const where = "package.placed";
    await open();
    const request = await approved();
    for (const one of opened.splice(0)) await one.close();
    const child = fork(
      fileURLToPath(new URL("../../../../test/support/make-package-child.ts", import.meta.url)),
      [place.home, place.databaseUrl ?? "", shop.program, request, where],
      {
        execArgv: ["--import", "tsx", "--conditions=source"],
        env: { ...process.env, ...shop.env },
      },
    );
    expect(await once(child, "message")).toEqual([where, undefined]);
    child.kill("SIGKILL");
    await once(child, "exit");
    await open();
    const left = files().filter((name) => name.endsWith(".age"));
    expect(left.length).toBeGreaterThan(4);
    expect(searchFolder(inst.home.packages, MARK).found).toEqual([]);
    expect(await expirePackages(inst)).toEqual({ packages: 0, files: left.length });
    expect(files()).toEqual([]);
    expect((await run(request)).state).toBe("done");
    expect(files()).toHaveLength(1);
  });

  test.skipIf(kind !== "postgres")(
    "two processes that make it at once leave one package, its row and its file (needs a server: not on pglite)",
    async () => {
      const one = await open();
      const other = await open();
      const request = await approved();
      const copy = (of: Installation, id: string) => makePackage(of, { request: id });
      await Promise.all([runRequest(one, request, { copy }), runRequest(other, request, { copy })]);
      expect(await rowsOf("copy_package")).toMatchObject([{ file: files()[0] }]);
      expect(files()).toHaveLength(1);
      expect(await rowsOf("mail")).toHaveLength(1);
      expect((await fetchZip(request)).has("index.html")).toBe(true);
    },
  );

  test("two that make it at once make one; asked again it is the same", async () => {
    await open();
    const request = await approved();
    const answers = await Promise.all([makePackage(inst, { request }), makePackage(inst, { request })]);
    expect(answers).toMatchObject([
      { kind: "done", value: { rows: 19 } },
      { kind: "done", value: { rows: 19 } },
    ]);
    expect(await makePackage(inst, { request })).toMatchObject({ kind: "done", value: { rows: 19 } });
    expect(await rowsOf("copy_package")).toHaveLength(1);
    expect((await entries(request)).filter((one) => one === "copy.made")).toHaveLength(1);
  });

  test("without a server a request from the center waits: it is not completed by a copy that nobody can fetch", async () => {
    await open();
    const request = await approved();
    expect((await runRequest(inst, request)).state).toBe("approved");
    expect((await resumeAll(inst)).map((one) => one.state)).toEqual(["approved"]);
    expect(await writeCopy(inst, { request })).toMatchObject({ kind: "refused", reason: "state" });
  });

  test("only an approved access request has a package, and what changed since the approval is planned again", async () => {
    await open();
    const planned = await ask();
    await planRequest(inst, planned);
    expect(await makePackage(inst, { request: planned })).toMatchObject({ kind: "refused", reason: "state" });
    const erasure = await ask("en", "erasure");
    expect(await makePackage(inst, { request: erasure })).toMatchObject({ kind: "refused", reason: "state" });
    await expect(makePackage(inst, { request: "R-9999" })).rejects.toMatchObject({ code: "requests.unknown" });
    const request = await approved();
    shop.sql("insert into messages select id + 1000, 1, 'more' from messages where customer_id = 1");
    expect(await makePackage(inst, { request })).toMatchObject({ kind: "refused", says: expect.stringMatching(/24 rows, 12/) });
    expect(await viewRequest(inst, request)).toMatchObject({ state: "planned" });
    expect(await rowsOf("copy_package")).toEqual([]);
    expect(files()).toEqual([]);
  });

  test("a copy that lacks something keeps the request open and says so; it is made again only when it can be more", async () => {
    shop.edit("      messages: {", "      notes: { links: { customer_id: owned by customers } }\n      messages: {");
    shop.sql("create table notes (id integer primary key, customer_id integer references customers(id), secretly text)");
    shop.sql(`insert into notes values (1, 1, '${ada.note}')`);
    await open();
    const request = await approved();
    const view = await run(request);
    expect(view).toMatchObject({ state: "open", because: expect.stringContaining("notes.secretly") });
    expect(await rowsOf("mail")).toEqual([]);
    const page = (await fetchZip(request)).get("index.html")?.toString() ?? "";
    expect(page).toContain("shop/notes.secretly");
    expect(page).toContain("Your request stays open");
    expect(page).not.toContain(ada.note);
    await run(request);
    await resumeAll(inst, { copy: (of, one) => makePackage(of, { request: one }) });
    expect((await entries(request)).filter((one) => one === "copy.made")).toHaveLength(1);
  });

  test("a store that is away is missing, named, and added when it is back; the earlier file goes", async () => {
    let away = false;
    await open({
      passing: async (step) => {
        if (away && step === "package.begun") renameSync(shop.database, `${shop.database}.away`);
      },
    });
    const request = await approved();
    away = true;
    expect((await run(request)).state).toBe("open");
    expect((await fetchZip(request)).get("index.html")?.toString()).toContain("did not answer when this copy was made");
    const before = files();
    away = false;
    await run(request);
    expect(files()).toEqual(before);
    renameSync(`${shop.database}.away`, shop.database);
    expect((await run(request)).state).toBe("done");
    expect(files()).toHaveLength(1);
    expect(files()).not.toEqual(before);
    expect((await fetchZip(request)).get("data.json")?.toString()).toContain(ada.segment);
    expect(await rowsOf("mail")).toMatchObject([{ template: "copy-ready" }]);
  });

  test("a link is for one use within fifteen minutes, and every dead one gets one answer", async () => {
    await open();
    const request = await approved();
    await run(request);
    const token = async () => {
      const link = await makeCopyLink(inst, { request });
      if (link.kind === "refused") throw new Error(link.says);
      return link.value.token;
    };
    const one = await token();
    expect(one).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(JSON.stringify(await rowsOf("copy_link"))).not.toContain(one);
    const both = await Promise.all([openPackage(inst, one), openPackage(inst, one)]);
    expect(both.map((answer) => answer.kind).sort()).toEqual(["done", "refused"]);
    for (const answer of both) if (answer.kind === "done") await answer.value.stream.cancel();
    const late = await token();
    now += 15 * 60_000;
    const answers = await Promise.all([one, late, "unknown", ""].map((dead) => openPackage(inst, dead)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ kind: "refused", reason: "link" });
    expect((await entries(request)).filter((kind) => kind === "copy.fetched")).toHaveLength(1);
  });

  test("after thirty days the package says that its time is over, and goes with its key, links and file", async () => {
    await open();
    const request = await approved();
    await run(request);
    const link = await makeCopyLink(inst, { request });
    now += 30 * DAY_MS - 10 * 60_000;
    const young = await makeCopyLink(inst, { request });
    now += 10 * 60_000;
    if (link.kind === "refused" || young.kind === "refused") throw new Error("no link");
    expect(await openPackage(inst, link.value.token)).toMatchObject({ reason: "link" });
    expect(await openPackage(inst, young.value.token)).toMatchObject({ kind: "refused", reason: "expired" });
    expect(await makeCopyLink(inst, { request })).toMatchObject({ kind: "refused", reason: "expired" });
    expect(await expirePackages(inst)).toEqual({ packages: 1, files: 0 });
    expect(await expirePackages(inst)).toEqual({ packages: 0, files: 0 });
    expect(files()).toEqual([]);
    expect([await rowsOf("copy_package"), await rowsOf("copy_link")]).toEqual([[], []]);
    expect(await makeCopyLink(inst, { request })).toMatchObject({ kind: "refused", reason: "expired" });
    expect(await viewPackage(inst, request)).toBeUndefined();
    expect(await makePackage(inst, { request })).toMatchObject({ kind: "refused", reason: "state" });
    expect(await entries(request)).toContain("copy.removed");
  });

  test("one whose record is damaged is said, and keeps no other waiting that has to go", async () => {
    await open();
    const [first, second] = [await ask(), await ask()];
    await run(await approve(second));
    now += 10 * DAY_MS;
    await run(await approve(first));
    const [{ sealed = new Uint8Array() } = {}] = (await rowsOf("copy_package")).filter((one) => one.request_id === first) as {
      sealed?: Uint8Array;
    }[];
    const damaged = Uint8Array.from(sealed, (byte, at) => (at === sealed.length - 1 ? byte ^ 1 : byte));
    await inst.storage.db.updateTable("copy_package").set({ sealed: damaged }).where("request_id", "=", first).execute();
    now += 21 * DAY_MS;
    await expect(expirePackages(inst)).rejects.toMatchObject({ code: "keys.damaged" });
    expect((await rowsOf("copy_package")).map((one) => one.request_id)).toEqual([first]);
    expect(files()).toHaveLength(1);
    expect(await entries(second)).toContain("copy.removed");
    now += 10 * DAY_MS;
    expect(await expirePackages(inst)).toMatchObject({ packages: 1 });
    expect(files()).toEqual([]);
  });

  test("a package goes with the key of its request's file", async () => {
    await open();
    const request = await approved();
    await run(request);
    const link = await makeCopyLink(inst, { request });
    await inst.keys.forget({ request });
    if (link.kind === "refused") throw new Error(link.says);
    expect(await openPackage(inst, link.value.token)).toMatchObject({ kind: "refused", reason: "gone" });
    expect(await expirePackages(inst)).toMatchObject({ packages: 1 });
    expect(files()).toEqual([]);
  });

  test("a package does not outlive the erasure of its person: not in the minute before the sweep, not on disk after it", async () => {
    await open();
    const request = await approved();
    await run(request);
    const link = await makeCopyLink(inst, { request });
    now += 60_000;
    const erasure = await approve(await ask("en", "erasure"));
    await run(erasure);
    expect((await recordTold(inst, { request: erasure, recipient: "letters" })).kind).toBe("done");
    expect((await viewRequest(inst, erasure)).state).toBe("done");
    if (link.kind === "refused") throw new Error(link.says);
    expect(await openPackage(inst, link.value.token)).toMatchObject({ kind: "refused", reason: "gone" });
    expect(await makeCopyLink(inst, { request })).toMatchObject({ kind: "refused", reason: "gone" });
    expect(await expirePackages(inst)).toEqual({ packages: 1, files: 0 });
    expect(files()).toEqual([]);
    await forgetAtEpochEnd(inst, { evenIfYoung: true });
    expect(await expirePackages(inst)).toEqual({ packages: 0, files: 0 });
  });

  test("a copy of what an erasure left is theirs for its time, though they are forgotten", async () => {
    await open();
    const request = await ask();
    const erasure = await approve(await ask("en", "erasure"));
    await run(erasure);
    await recordTold(inst, { request: erasure, recipient: "letters" });
    now += 60_000;
    await run(await approve(request));
    expect(await rowsOf("person")).toMatchObject([{ state: "forgetting" }]);
    expect(await expirePackages(inst)).toEqual({ packages: 0, files: 0 });
    const zip = await fetchZip(request);
    for (const file of zip.values()) expect(file.toString()).not.toContain(MARK);
  });

  test("so is a copy of what a batch left that erased them while they waited for it; one from before goes", async () => {
    await open();
    const early = await ask();
    const late = await ask();
    await run(await approve(early));
    now += 60_000;
    const { request: batch } = await recordRequest(inst, {
      right: "erasure",
      subject: [{ kind: "email", value: ada.email }],
      others: [[{ kind: "email", value: "c9@workshop.example" }]],
      takenBy: "staff",
      verified: true,
    });
    await run(await approve(batch));
    for (const { recipient } of (await viewRequest(inst, batch)).recipients)
      await recordTold(inst, { request: batch, recipient });
    expect((await viewRequest(inst, batch)).state).toBe("done");
    now += 60_000;
    await run(await approve(late));
    expect((await viewRequest(inst, late)).state).toBe("done");
    expect(await rowsOf("person")).toMatchObject([{ state: "forgetting" }, {}]);
    expect(await expirePackages(inst)).toMatchObject({ packages: 1 });
    expect(await viewPackage(inst, early)).toBeUndefined();
    expect((await fetchZip(late)).get("index.html")?.toString()).toContain("A copy of your data");
  });

  test("a file that is no longer there says so, and leaves the link as it was", async () => {
    await open();
    const request = await approved();
    await run(request);
    const link = await makeCopyLink(inst, { request });
    if (link.kind === "refused") throw new Error(link.says);
    rmSync(join(inst.home.packages, files()[0] ?? ""));
    expect(await openPackage(inst, link.value.token)).toMatchObject({ kind: "refused", reason: "gone" });
    expect(await rowsOf("copy_link")).toMatchObject([{ used_at: null }]);
  });

  test("values of malice: markup is shown as text, formulas are none, names lead nowhere", async () => {
    shop.sql(
      'create table "../../ev il" (id integer primary key, customer_id integer references customers(id), "=cmd|\'x\'!A1" text, data blob)',
    );
    shop.sql(
      `insert into "../../ev il" values (1, 1, '=HYPERLINK("https://x.example")', x'00ff10'), (2, 1, '<script>alert(1)</script>"''', null), (3, 1, char(0x202e) || 'a' || char(10) || '@x', null)`,
    );
    shop.edit(
      "      messages: {",
      '      "../../ev il": { fields: { "=cmd|\'x\'!A1": content.text, data: content.file }, links: { customer_id: owned by customers }, rest: none }\n      messages: {',
    );
    await open();
    const request = await approved();
    expect((await run(request)).state).toBe("done");
    const zip = await fetchZip(request);
    expect([...zip.keys()]).toContain("csv/shop/ev-il-owned.csv");
    const page = zip.get("index.html")?.toString() ?? "";
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;");
    expect(page).not.toContain("<script");
    expect(page).not.toContain("\u202e");
    expect(page).toContain("a file of 3 bytes");
    const table = parseCsv((zip.get("csv/shop/ev-il-owned.csv")?.toString() ?? "").replace(/^\uFEFF/, ""));
    expect(table).toEqual([
      ["'=cmd|'x'!A1", "data"],
      ['\'=HYPERLINK("https://x.example")', "AP8Q"],
      ["<script>alert(1)</script>\"'", ""],
      ["\u202ea\n'@x", ""],
    ]);
    const data = JSON.parse(zip.get("data.json")?.toString() ?? "");
    const part = data.data.find((one: { dataset: string }) => one.dataset === "../../ev il");
    expect(part.rows[0]).toEqual({ "=cmd|'x'!A1": '=HYPERLINK("https://x.example")', data: { base64: "AP8Q" } });
  });

  test("a long dataset is whole in the tables, and the page says how much of it it shows", async () => {
    shop.sql(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 1500) insert into messages select i + 5000, 1, 'line ' || i from n`,
    );
    await open();
    const request = await approved();
    await run(request);
    const zip = await fetchZip(request);
    expect(zip.get("index.html")?.toString()).toContain("The first 1,000 of 1,512 are shown here");
    expect(parseCsv(zip.get("csv/shop/messages-owned.csv")?.toString() ?? "")).toHaveLength(1513);
  });
});
