import fs from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Misdeed, type SmtpSink, startSmtpSink } from "../../../../test/support/smtp-sink.ts";
import { eachKind, makePlace } from "../../../../test/support/storages.ts";
import { MARK, makeWorkshop, openWorkshop, type Workshop } from "../../../../test/support/workshop.ts";
import type { Installation } from "../installation/index.ts";
import { recordRequest } from "../requests/index.ts";
import { createSink, createSmtpPost, deliverMail, type Mail, mailOf, type NewMail, queueMail, type SmtpPost } from "./index.ts";
import { settleMail, waitAfter } from "./settle-mail.ts";

const MINUTE_MS = 60_000;
const START = Date.parse("2026-11-23T08:20:00Z");

eachKind("delivering mail", (kind) => {
  let place: Awaited<ReturnType<typeof makePlace>>;
  let shop: Workshop;
  let inst: Installation;
  let now = START;
  let dying: string | undefined;
  let lastEntry = 0;
  let server: SmtpSink;
  let post: SmtpPost;
  let does: {
    atRecipient?: (address: string) => Misdeed | undefined | Promise<Misdeed>;
    atContent?: () => Misdeed | undefined;
  };
  const surroundings = {
    now: () => now,
    passing: async (step: string) => {
      if (step !== dying) return;
      dying = undefined;
      throw new Error("the process dies here");
    },
  };
  const open = () => openWorkshop(shop, { home: place.home, databaseUrl: place.databaseUrl, surroundings });
  beforeAll(async () => {
    place = await makePlace(kind);
    shop = makeWorkshop();
    inst = await open();
  });
  afterAll(async () => {
    await inst.close();
    shop.remove();
    await place.remove();
  });
  // One installation serves all tests: each begins with an empty outbox, and counts entries from where the last one ended.
  beforeEach(async () => {
    [now, dying, does] = [START, undefined, {}];
    await inst.storage.executeSql("delete from mail");
    lastEntry = Number((await inst.storage.executeSql("select coalesce(max(id), 0) as last from entry")).rows[0]?.last);
    server = await startSmtpSink({ atRecipient: (address) => does.atRecipient?.(address), atContent: () => does.atContent?.() });
    post = createSmtpPost(server.url);
  });
  afterEach(async () => {
    await post.close();
    await server.close();
  });

  let owners = 0;
  const queue = async (to: string, more: Partial<NewMail> = {}): Promise<string> => {
    const owner = more.owner ?? `A-${++owners}`;
    await inst.keys.ensure({ request: owner });
    const mail: Mail = { template: "nothing-here" };
    const queued = await queueMail(inst, { owner, request: null, to, language: "en", mail, ...more });
    await inst.storage.transaction((tx) => queued.add(tx));
    now += 1;
    return owner;
  };
  const rowOf = async (owner: string) =>
    await inst.storage.db.selectFrom("mail").selectAll().where("owner", "=", owner).executeTakeFirstOrThrow();
  const entries = async () => {
    const rows = await inst.storage.db
      .selectFrom("entry")
      .select(["kind", "body"])
      .where("kind", "like", "mail.%")
      .where("id", ">", String(lastEntry))
      .orderBy("id")
      .execute();
    return rows.map(({ kind: entry, body }) => ({
      entry,
      ...(JSON.parse(body) as { mail: string; request: string | null; because?: string }),
    }));
  };
  const recipients = () => server.taken.map((mail) => mail.recipients.join());

  test("in the order of their turns, each once, with an entry and nothing left of its content", async () => {
    const names = Array.from({ length: 6 }, (_, at) => `a${at}@workshop.example`);
    for (const to of names) await queue(to);
    expect(await deliverMail(inst, post, { lanes: 1 })).toEqual({ sent: 6, failed: 0, waiting: 0, nextAt: undefined });
    expect(recipients()).toEqual(names);
    expect(await deliverMail(inst, post)).toMatchObject({ sent: 0 });
    const rows = await inst.storage.db.selectFrom("mail").selectAll().orderBy("created_at").execute();
    for (const row of rows) expect(row).toMatchObject({ state: "sent", sealed: null, tries: 1, duplicates: 0, because: null });
    expect(server.taken.map((mail) => mail.messageId)).toEqual(rows.map((row) => row.message_id));
    expect(rows[0]?.message_id).toBe(`<${rows[0]?.id}@workshop.example>`);
    expect(server.taken[0]).toMatchObject({ mailFrom: "privacy@workshop.example", subject: "Your requests to Workshop" });
    expect((await entries()).map(({ entry, mail, request }) => [entry, mail, request])).toEqual(
      rows.map((row) => ["mail.sent", row.id, null]),
    );
    expect((await inst.ledger.fsck()).problems).toEqual([]);
  });

  test("a mail is queued with its cause, or not at all", async () => {
    await inst.keys.ensure({ request: "A-0" });
    const queued = await queueMail(inst, {
      ...{ owner: "A-0", request: null, to: "ada@workshop.example", language: "en", mail: { template: "nothing-here" } },
    });
    const failing = inst.storage.transaction(async (tx) => {
      await queued.add(tx);
      throw new Error("the cause did not happen");
    });
    await expect(failing).rejects.toThrow("the cause did not happen");
    expect(await deliverMail(inst, post)).toMatchObject({ sent: 0, waiting: 0 });
  });

  test("a process that dies after handing a mail over: it is sent again after a minute, under the same Message-ID, and counted", async () => {
    const owner = await queue("ada@workshop.example");
    dying = "mail.posted";
    await expect(deliverMail(inst, post)).rejects.toThrow("the process dies here");
    expect(await rowOf(owner)).toMatchObject({ state: "sending", duplicates: 0 });
    expect(await deliverMail(inst, post)).toMatchObject({ sent: 0, waiting: 1 });
    now += MINUTE_MS;
    expect(await deliverMail(inst, post)).toMatchObject({ sent: 1, waiting: 0 });
    expect(await rowOf(owner)).toMatchObject({ state: "sent", tries: 2, duplicates: 1 });
    expect(new Set(server.taken.map((mail) => mail.messageId)).size).toBe(1);
    expect(server.taken).toHaveLength(2);
    expect((await entries()).map((one) => one.entry)).toEqual(["mail.repeated", "mail.sent"]);
  });

  test.each([
    ["mail.claimed", "sending", 1, 1],
    ["mail.recorded", "sent", 0, 0],
  ])("a process that dies at %s: the mail goes out once", async (step, state, tries, duplicates) => {
    const owner = await queue("ada@workshop.example");
    dying = step;
    await expect(deliverMail(inst, post)).rejects.toThrow("the process dies here");
    expect((await rowOf(owner)).state).toBe(state);
    now += MINUTE_MS;
    expect(await deliverMail(inst, post)).toMatchObject({ sent: tries, waiting: 0 });
    // Nobody can tell one that was not handed over yet from one that was: it is counted.
    expect(await rowOf(owner)).toMatchObject({ state: "sent", duplicates });
    expect(server.taken).toHaveLength(1);
  });

  test("a sender that was thought dead and was not records nothing over the one that took its place", async () => {
    const owner = await queue("ada@workshop.example");
    let release: () => void = () => undefined;
    const firstDone = new Promise<void>((resolve) => {
      release = resolve;
    });
    let second: ReturnType<typeof deliverMail> | undefined;
    // While the first waits for its answer its minute passes, and a second one has the mail when the answer comes.
    const stalled: typeof post = {
      ...post,
      send: async (mail) => {
        const posted = await post.send(mail);
        now += 2 * MINUTE_MS;
        await new Promise<void>((taken) => {
          const send: typeof post.send = async (again) => {
            taken();
            await firstDone;
            return post.send(again);
          };
          second = deliverMail(inst, { ...post, send });
        });
        return posted;
      },
    };
    expect(await deliverMail(inst, stalled)).toMatchObject({ sent: 0, failed: 0, waiting: 1 });
    expect(await rowOf(owner)).toMatchObject({ state: "sending", tries: 2 });
    release();
    expect(await second).toMatchObject({ sent: 1, waiting: 0 });
    expect(await rowOf(owner)).toMatchObject({ state: "sent", tries: 2, duplicates: 1 });
    expect((await entries()).map((one) => one.entry)).toEqual(["mail.repeated", "mail.sent"]);
  });

  test("a server that drops the line after the content: the mail may have gone out; again, same Message-ID, counted", async () => {
    const owner = await queue("ada@workshop.example");
    does.atContent = () => "cut";
    expect(await deliverMail(inst, post)).toMatchObject({ sent: 0, waiting: 1, nextAt: new Date(now + MINUTE_MS).toISOString() });
    expect(await rowOf(owner)).toMatchObject({ state: "waiting", duplicates: 1, because: "smtp ECONNECTION" });
    does.atContent = () => undefined;
    now += MINUTE_MS;
    expect(await deliverMail(inst, post)).toMatchObject({ sent: 1 });
    expect(server.taken.map((mail) => mail.messageId)).toEqual([
      (await rowOf(owner)).message_id,
      (await rowOf(owner)).message_id,
    ]);
    expect((await entries()).map((one) => one.entry)).toEqual(["mail.repeated", "mail.sent"]);
  });

  test("a server that says later is asked later, and no duplicate is counted", async () => {
    const owner = await queue("ada@workshop.example");
    const answers: (Misdeed | undefined)[] = [{ answer: 451 }, { answer: 452 }, undefined];
    does.atRecipient = () => answers.shift();
    const sent: number[] = [];
    for (let minute = 0; minute <= 3; minute++) {
      sent.push((await deliverMail(inst, post)).sent);
      now += MINUTE_MS;
    }
    // At once, after one minute, after two more.
    expect(sent).toEqual([0, 0, 0, 1]);
    expect(await rowOf(owner)).toMatchObject({ state: "sent", tries: 3, duplicates: 0, because: null });
  });

  test("a recipient who does not exist: bounced, seen with its request, and the others go", async () => {
    const email = `${MARK}@workshop.example`;
    const { request } = await recordRequest(inst, {
      ...{ right: "access", subject: [{ kind: "email", value: email }], takenBy: "person", verified: true },
      asker: { hash: "ab".repeat(32), contact: { email }, language: "id" },
      acknowledge: (id, page) => ({ template: "received", request: id, right: "access", due: undefined, law: undefined, page }),
    });
    await queue("bo@workshop.example");
    does.atRecipient = (address) => (address === email ? { answer: 550, says: `5.1.1 <${email}> unknown` } : undefined);
    const before = await mailOf(inst, request);
    expect(before).toEqual([{ template: "received", state: "waiting", at: new Date(START).toISOString(), because: undefined }]);
    expect(await deliverMail(inst, post)).toEqual({ sent: 1, failed: 1, waiting: 0, nextAt: undefined });
    expect(await mailOf(inst, request)).toMatchObject([{ template: "received", state: "bounced", because: "smtp 550 5.1.1" }]);
    expect((await entries()).find((one) => one.entry === "mail.bounced")).toMatchObject({ request, because: "smtp 550 5.1.1" });
    expect((await rowOf(request)).sealed).toBeNull();
    now += 10 * MINUTE_MS;
    expect(await deliverMail(inst, post)).toMatchObject({ sent: 0 });
  });

  test("many who deliver at once send each mail once", async () => {
    const names = Array.from({ length: 24 }, (_, at) => `a${at}@workshop.example`);
    for (const to of names) await queue(to);
    // A second process where the database takes one.
    const other = kind === "postgres" ? await open() : inst;
    const delivered = await Promise.all([deliverMail(inst, post), deliverMail(other, post), deliverMail(other, post)]);
    if (other !== inst) await other.close();
    expect(delivered.reduce((all, one) => all + one.sent, 0)).toBe(24);
    expect(recipients().sort()).toEqual(names.sort());
    expect((await entries()).map((one) => one.entry)).toEqual(names.map(() => "mail.sent"));
  });

  test("one bad mail keeps no other waiting: a key that is gone, sealed bytes that were changed, an address that is none", async () => {
    const forgotten = await queue("a@workshop.example");
    const changed = await queue("b@workshop.example");
    const evil = await queue("c@workshop.example\r\nBcc: eve@evil.example");
    await queue("d@workshop.example");
    await inst.keys.forget({ request: forgotten });
    await inst.storage.db
      .updateTable("mail")
      .set({ sealed: new Uint8Array(80) })
      .where("owner", "=", changed)
      .execute();
    expect(await deliverMail(inst, post)).toMatchObject({ sent: 1, failed: 2, waiting: 1 });
    expect(recipients()).toEqual(["d@workshop.example"]);
    expect(await rowOf(forgotten)).toMatchObject({ state: "failed", because: "the file is gone", sealed: null });
    expect(await rowOf(evil)).toMatchObject({ state: "bounced", because: "the address is not one", sealed: null });
    expect(await rowOf(changed)).toMatchObject({ state: "waiting", because: "keys.damaged" });
    for (let tries = 1; tries < 30; tries++) {
      now += waitAfter(tries);
      await deliverMail(inst, post);
    }
    expect(await rowOf(changed)).toMatchObject({ state: "failed", because: "keys.damaged", tries: 30, sealed: null });
    expect((await entries()).map((one) => one.entry).sort()).toEqual(["mail.bounced", "mail.failed", "mail.failed", "mail.sent"]);
  });

  test("a code that has ended is not sent any more", async () => {
    const until = new Date(now + 15 * MINUTE_MS).toISOString();
    const code = { mail: { template: "code", kind: "access", code: "41809277", until } } as const;
    const [late, fresh] = [await queue("a@workshop.example", code), await queue("b@workshop.example", code)];
    does.atRecipient = () => ({ answer: 451 });
    await deliverMail(inst, post);
    now += 14 * MINUTE_MS;
    does.atRecipient = (address) => (address.startsWith("a@") ? { answer: 451 } : undefined);
    expect(await deliverMail(inst, post)).toMatchObject({ sent: 1, failed: 0 });
    expect(server.taken[0]?.text).toContain("4180 9277");
    now += 2 * MINUTE_MS;
    does.atRecipient = () => undefined;
    expect(await deliverMail(inst, post)).toMatchObject({ sent: 0, failed: 1 });
    expect([await rowOf(late), await rowOf(fresh)]).toMatchObject([
      { state: "failed", because: "its code has ended" },
      { state: "sent" },
    ]);
  });

  test("a slow mail keeps no other waiting", async () => {
    const slow = await queue("slow@workshop.example");
    for (let n = 0; n < 6; n++) await queue(`a${n}@workshop.example`);
    let answer: (misdeed: Misdeed) => void = () => undefined;
    const answered = new Promise<Misdeed>((resolve) => {
      answer = resolve;
    });
    does.atRecipient = (address) => (address.startsWith("slow") ? answered : undefined);
    const delivering = deliverMail(inst, post);
    while (server.taken.length < 6) await wait(20);
    expect((await rowOf(slow)).state).toBe("sending");
    answer({ answer: 451 });
    expect(await delivering).toMatchObject({ sent: 6, waiting: 1 });
  });

  test("while the server is away most mails are not tried, and go when it is back", async () => {
    for (let n = 0; n < 30; n++) await queue(`a${n}@workshop.example`);
    await server.close();
    expect(await deliverMail(inst, post)).toMatchObject({ sent: 0, failed: 0, waiting: 30 });
    const untouched = await inst.storage.db.selectFrom("mail").select("id").where("tries", "=", 0).execute();
    expect(untouched.length).toBeGreaterThan(20);
    server = await startSmtpSink();
    const back = createSmtpPost(server.url);
    expect(await deliverMail(inst, back)).toMatchObject({ sent: untouched.length });
    now += MINUTE_MS;
    expect(await deliverMail(inst, back)).toMatchObject({ sent: 30 - untouched.length, waiting: 0 });
    await back.close();
  });

  test("no address, name or word of a mail is in the database, the queue, the ledger or the log", async () => {
    const written = vi.spyOn(fs, "writeSync");
    const said = `${MARK}@workshop.example`;
    const mail = (because: string): Mail => ({
      template: "denied",
      request: "R-1",
      because,
      law: undefined,
      page: "https://x.example/",
    });
    const dump = async (): Promise<string> => {
      const tables = await inst.storage.executeSql(
        "select table_schema as s, table_name as t from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')",
      );
      const rows: string[] = [];
      for (const { s, t } of tables.rows)
        for (const row of (await inst.storage.executeSql(`select x::text as row from "${s}"."${t}" x`)).rows)
          rows.push(String(row.row));
      return rows.join("\n");
    };
    const dumps: string[] = [];
    const rude: Misdeed = { answer: 451, says: `<${said}> is busy` };
    const answers: (Misdeed | undefined)[] = [undefined, rude, { answer: 550, says: `<${said}> is gone` }, "cut"];
    for (let n = 0; n < 4; n++) await queue(said, { mail: mail(`because ${MARK}`), language: "id" });
    const changed = await queue(said, { mail: mail(MARK) });
    await inst.storage.db
      .updateTable("mail")
      .set({ sealed: new Uint8Array(80) })
      .where("owner", "=", changed)
      .execute();
    dumps.push(await dump());
    does.atRecipient = () => answers.shift();
    await deliverMail(inst, post, { lanes: 1 });
    dumps.push(await dump());
    expect(dumps[1]).toContain("smtp 451");
    for (const text of dumps) {
      expect(text.length).toBeGreaterThan(1000);
      expect(text.toLowerCase()).not.toContain(MARK);
      expect(text.toLowerCase()).not.toContain(Buffer.from(MARK).toString("hex"));
    }
    // The embedded database writes bytes; the log writes texts.
    const lines = written.mock.calls.map(([, text]) => (typeof text === "string" ? text : "")).join("");
    written.mockRestore();
    expect(lines).toContain("a mail could not be written");
    expect(lines).not.toContain(MARK);
  });

  test("into the sink, while no server is configured", async () => {
    const sink = createSink();
    await queue("ada@workshop.example");
    expect(await deliverMail(inst, sink)).toMatchObject({ sent: 1 });
    expect(sink.mails()).toMatchObject([{ to: "ada@workshop.example", from: "Workshop <privacy@workshop.example>" }]);
  });
});

describe("what becomes of a mail", () => {
  const delayed = { kind: "delayed", because: "smtp 451", away: false } as const;

  test("it waits a minute, twice as long each time, an hour at most, for a day, and is given up", () => {
    let [tries, now] = [1, START];
    const waits: number[] = [];
    for (; ; tries++) {
      const { change, entry } = settleMail(tries, delayed, now);
      if (change.state === "failed") {
        expect(entry).toEqual({ kind: "mail.failed", because: "smtp 451" });
        break;
      }
      expect([change.state, entry]).toEqual(["waiting", undefined]);
      waits.push((Date.parse(change.next_at ?? "") - now) / MINUTE_MS);
      now = Date.parse(change.next_at ?? "");
    }
    expect(waits.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect((now - START) / 3_600_000).toBeGreaterThan(24);
    expect((now - START) / 3_600_000).toBeLessThan(25);
  });

  test("only an answer that is not known makes a duplicate", () => {
    const tried = [{ kind: "accepted" }, { kind: "refused", because: "x" }, delayed, { kind: "lost", because: "x" }] as const;
    expect(tried.map((one) => settleMail(1, one, START).duplicate)).toEqual([false, false, false, false]);
    expect(settleMail(1, { kind: "unknown", because: "smtp ECONNECTION" }, START)).toMatchObject({ duplicate: true });
  });
});
