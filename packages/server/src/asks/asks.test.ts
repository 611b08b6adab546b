// What a person asks, and the code that shows the address is theirs.
import { afterEach, beforeEach, expect, test } from "vitest";
import { eachKind, makePlace } from "../../../../test/support/storages.ts";
import { ada, MARK, makeWorkshop, openWorkshop, type Workshop } from "../../../../test/support/workshop.ts";
import type { Installation } from "../installation/index.ts";
import { readMessages, runRequest, viewRequest, withdrawRequest } from "../requests/index.ts";
import {
  type AskInput,
  askedRequest,
  askedRequests,
  askFor,
  CODES_PER_ADDRESS,
  CODES_PER_ADDRESS_AND_NETWORK,
  CODES_PER_NETWORK,
  endPersonSession,
  enterCode,
  lapseAsks,
  personOf,
  sendCodeAgain,
  waitingAsks,
} from "./index.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const HERE = "aa".repeat(32);
const THERE = "bb".repeat(32);

eachKind("asks", (kind) => {
  let place: Awaited<ReturnType<typeof makePlace>>;
  let shop: Workshop;
  let inst: Installation;
  let now: number;
  let die: string | undefined;
  beforeEach(async () => {
    place = await makePlace(kind);
    shop = makeWorkshop();
    now = Date.parse("2026-11-09T13:02:00Z");
    die = undefined;
    const passing = async (step: string) => {
      if (step === die) throw new Error("the process died here");
    };
    const { home, databaseUrl } = place;
    inst = await openWorkshop(shop, { home, databaseUrl, surroundings: { now: () => now, passing } });
  });
  afterEach(async () => {
    await inst.close();
    shop.remove();
    await place.remove();
  });

  const answer = (more: Partial<AskInput> = {}) =>
    askFor(inst, { kind: "access", email: ada.email, language: "id", network: HERE, ...more });
  const ask = async (more: Partial<AskInput> = {}): Promise<string> => {
    const taken = await answer(more);
    if (taken.kind === "refused") throw new Error(`not taken: ${taken.reason}`);
    return taken.value.ask;
  };
  const query = async (text: string) => (await inst.storage.executeSql(text)).rows;
  /** The mails of an ask, opened, oldest first. */
  const mails = async (owner: string): Promise<{ to: string; mail: { template: string; code?: string } }[]> => {
    const found = await inst.storage.db
      .selectFrom("mail")
      .select("sealed")
      .where("owner", "=", owner)
      .orderBy("created_at")
      .execute();
    const opened = [];
    for (const { sealed } of found) {
      const plain = await inst.keys.open({ request: owner }, "mail", sealed ?? new Uint8Array());
      opened.push(JSON.parse(new TextDecoder().decode(plain)));
    }
    return opened;
  };
  const codeOf = async (owner: string): Promise<string> => (await mails(owner)).at(-1)?.mail.code ?? "none";
  const entered = async (owner: string) => {
    const done = await enterCode(inst, { ask: owner, code: await codeOf(owner) });
    if (done.kind === "refused") throw new Error(`refused: ${done.reason}`);
    return done.value;
  };
  const wrongCode = (right: string): string => String((Number(right) + 1) % 1e8).padStart(8, "0");
  const kinds = async (): Promise<string[]> => (await query("select kind from entry order by id")).map((row) => String(row.kind));

  test("nothing is a request before the code; the right one makes it one, as received when it was asked", async () => {
    const id = await ask({ words: "and what did you hear from others?" });
    expect(id).toMatch(/^A-[0-9a-f-]{36}$/);
    expect(await query("select id from privacy_request")).toEqual([]);
    expect(await waitingAsks(inst)).toEqual({ count: 1, oldest: "2026-11-09T13:02:00.000Z" });
    now += 10 * MINUTE_MS;
    const { session, request = "" } = await entered(id);
    expect(request).toBe("R-0001");
    const view = await viewRequest(inst, request);
    expect(view).toMatchObject({ right: "access", state: "received", verified: true, takenBy: "person", language: "id" });
    expect(view.receivedAt).toBe("2026-11-09T13:02:00.000Z");
    expect(view.clock?.dueAt).toBe("2026-12-09T23:59:59Z");
    expect((await readMessages(inst, request)).map((one) => one.text)).toEqual(["and what did you hear from others?"]);
    const person = await personOf(inst, session);
    expect((await askedRequests(inst, person?.asker ?? "")).map((one) => one.id)).toEqual([request]);
    expect(await mails(request)).toMatchObject([
      { to: ada.email, mail: { template: "received", right: "access", due: "2026-12-09T23:59:59Z", law: "GDPR Art. 12(3)" } },
    ]);
    expect(await waitingAsks(inst)).toEqual({ count: 0, oldest: undefined });
    expect(await kinds()).toEqual(expect.arrayContaining(["ask.taken", "request.taken", "ask.shown"]));
  });

  test("whoever says where they live is judged by the laws of that place, and the place stands in no entry", async () => {
    await inst.close();
    shop.edit("laws: [gdpr]", "laws: [gdpr, ccpa, id-pdp]");
    inst = await openWorkshop(shop, { home: place.home, databaseUrl: place.databaseUrl, surroundings: { now: () => now } });
    const lawsFor = async (where: string | undefined): Promise<unknown> => {
      now += 3_600_000;
      const { request = "" } = await entered(await ask({ email: `a${now}@workshop.example`, place: where }));
      const { laws, clock } = await viewRequest(inst, request);
      return { laws, clock: clock?.law };
    };
    // The company is in Ireland: its customers have the law of the Union wherever they live.
    expect(await lawsFor("US-CA")).toEqual({ laws: ["gdpr", "ccpa"], clock: "gdpr" });
    expect(await lawsFor("ID")).toEqual({ laws: ["gdpr", "id-pdp"], clock: "id-pdp" });
    expect(await lawsFor("DE")).toEqual({ laws: ["gdpr"], clock: "gdpr" });
    for (const unsaid of [undefined, ""])
      expect(await lawsFor(unsaid)).toEqual({ laws: ["gdpr", "ccpa", "id-pdp"], clock: "id-pdp" });
    for (const unknown of ["XX", "elsewhere ", "US-TX"])
      expect(await answer({ place: unknown })).toMatchObject({ kind: "refused", reason: "place" });
    const bodies = (await query("select body from entry where kind = 'request.taken' order by id")).map((row) =>
      String(row.body),
    );
    expect(bodies[0]).toContain('"laws":["gdpr","ccpa"]');
    expect(bodies.join()).not.toContain("US-CA");
  });

  test("planning happens in the job, not while the person waits", async () => {
    const { request = "" } = await entered(await ask({ kind: "erasure" }));
    expect((await viewRequest(inst, request)).plan).toBeUndefined();
    const waiting: string[] = [];
    await inst.jobs.drain(async (job) => void waiting.push(`${job.kind} ${job.request}`));
    expect(waiting).toContain(`request.advance ${request}`);
  });

  test("a question needs words, and is acknowledged as one", async () => {
    expect(await answer({ kind: "question" })).toMatchObject({ kind: "refused", reason: "words" });
    expect(await answer({ kind: "concern", words: " \n " })).toMatchObject({ kind: "refused", reason: "words" });
    expect(await answer({ words: "x".repeat(5001) })).toMatchObject({ kind: "refused", reason: "words" });
    const { request = "" } = await entered(await ask({ kind: "question", words: "why?\u0000\r\nwhy?" }));
    expect((await mails(request)).map((one) => one.mail)).toMatchObject([{ template: "question-received", kind: "question" }]);
    expect((await readMessages(inst, request))[0]?.text).toBe("why?\nwhy?");
    expect((await query("select count(*)::int as n from jobs.job where name = 'request.advance'"))[0]?.n).toBe(0);
  });

  test("the code has eight digits, is stored by keyed hash alone, and goes to the one spelling that is hashed", async () => {
    const id = await ask({ email: ` ${ada.email.toUpperCase()} ` });
    const [mail] = await mails(id);
    expect(mail?.to).toBe(ada.email);
    expect(mail?.mail.code).toMatch(/^\d{8}$/);
    const [row] = await query("select * from ask");
    expect(JSON.stringify(row)).not.toContain(mail?.mail.code);
    expect(row?.code_hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test("a code is dead after fifteen minutes and after five tries, and a new one revives the ask", async () => {
    const id = await ask();
    const first = await codeOf(id);
    now += 15 * MINUTE_MS;
    expect(await enterCode(inst, { ask: id, code: first })).toMatchObject({ kind: "refused", reason: "dead" });
    expect((await sendCodeAgain(inst, { ask: id, network: HERE })).kind).toBe("done");
    const second = await codeOf(id);
    for (const left of [4, 3, 2, 1])
      expect(await enterCode(inst, { ask: id, code: wrongCode(second) })).toMatchObject({ reason: "wrong", triesLeft: left });
    expect(await enterCode(inst, { ask: id, code: wrongCode(second) })).toMatchObject({ reason: "dead" });
    expect(await enterCode(inst, { ask: id, code: second })).toMatchObject({ reason: "dead" });
    expect((await sendCodeAgain(inst, { ask: id, network: HERE })).kind).toBe("done");
    expect(await enterCode(inst, { ask: id, code: second })).toMatchObject({ reason: "wrong" });
    expect((await entered(id)).request).toBe("R-0001");
  });

  test("a code is used once; what is no code costs no try", async () => {
    const id = await ask();
    const code = await codeOf(id);
    expect(await enterCode(inst, { ask: id, code: "1234" })).toMatchObject({ reason: "wrong", triesLeft: 5 });
    const spaced = `${code.slice(0, 4)} ${code.slice(4)}`;
    expect((await enterCode(inst, { ask: id, code: spaced })).kind).toBe("done");
    now += 10_000;
    expect(await enterCode(inst, { ask: id, code })).toMatchObject({ reason: "dead" });
    expect(await enterCode(inst, { ask: "A-none", code })).toMatchObject({ reason: "unknown" });
  });

  test("fifty wrong guesses at once and the right one among them: five are answered, however they fall", async () => {
    const id = await ask();
    const right = await codeOf(id);
    const guesses = Array.from({ length: 50 }, (_, at) => String((Number(right) + 1 + at) % 1e8).padStart(8, "0"));
    const outcomes = await Promise.all([...guesses, right].map((code) => enterCode(inst, { ask: id, code })));
    const reasons = outcomes.map((one) => (one.kind === "done" ? "done" : one.reason));
    expect(reasons.at(-1)).toBe("dead");
    expect(reasons.filter((one) => one === "wrong")).toHaveLength(4);
    expect((await query("select tries from ask"))[0]?.tries).toBe(5);
    expect(await query("select id from privacy_request")).toEqual([]);
  });

  test("the right code entered many times at once makes one request and one session, and is answered alike", async () => {
    const id = await ask();
    const code = await codeOf(id);
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => enterCode(inst, { ask: id, code })));
    expect(new Set(outcomes.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(outcomes[0]?.kind).toBe("done");
    expect(await query("select id from privacy_request")).toHaveLength(1);
    expect(await query("select asker from person_session")).toHaveLength(1);
  });

  test("an address gets no more mail than its limit, is answered the same, and is not locked to others", async () => {
    const { hour } = CODES_PER_ADDRESS_AND_NETWORK;
    const asked: string[] = [];
    for (let at = 0; at < hour + 5; at++) asked.push(await ask({ network: THERE }));
    expect(await query("select id from mail")).toHaveLength(hour);
    // The person asks from elsewhere: a third party's limit is not theirs.
    const mine = await ask();
    expect(await mails(mine)).toHaveLength(1);
    // A limited ask has tries and a code that nobody was told, and answers as every other does.
    const limited = asked.at(-1) ?? "";
    expect(await enterCode(inst, { ask: limited, code: "00000000" })).toMatchObject({ reason: "wrong", triesLeft: 4 });
    now += 61 * MINUTE_MS;
    expect((await sendCodeAgain(inst, { ask: limited, network: THERE })).kind).toBe("done");
    expect(await mails(limited)).toHaveLength(1);
    await entered(limited);
  });

  test("mail to an address ends at a number, from however many networks it is asked for", async () => {
    for (let at = 0; at < CODES_PER_ADDRESS.hour + 4; at++) await ask({ network: at.toString(16).padStart(64, "0") });
    expect(await query("select id from mail")).toHaveLength(CODES_PER_ADDRESS.hour);
  });

  test("asking at once passes no limit", async () => {
    await Promise.all(Array.from({ length: 20 }, () => ask()));
    expect(await query("select id from mail")).toHaveLength(CODES_PER_ADDRESS_AND_NETWORK.hour);
  });

  test("a network that asks for many addresses is refused, by name, for an hour", async () => {
    for (let at = 0; at < CODES_PER_NETWORK.hour; at++) await ask({ email: `c${at}@workshop.example` });
    expect(await answer()).toMatchObject({ kind: "refused", reason: "limited" });
    const old = String((await query("select id from ask limit 1"))[0]?.id);
    expect(await sendCodeAgain(inst, { ask: old, network: HERE })).toMatchObject({ reason: "limited" });
    expect((await answer({ network: THERE })).kind).toBe("done");
    now += 61 * MINUTE_MS;
    expect((await answer()).kind).toBe("done");
  });

  test("asking again where the address is limited keeps the code that was sent alive", async () => {
    const id = await ask();
    for (let at = 0; at < 5; at++) await sendCodeAgain(inst, { ask: id, network: HERE });
    expect(await mails(id)).toHaveLength(3);
    // All were written at the same moment of the test's clock: one of them is the living one.
    const outcomes = [];
    for (const { mail } of await mails(id)) outcomes.push((await enterCode(inst, { ask: id, code: mail.code ?? "" })).kind);
    expect(outcomes).toContain("done");
  });

  test("a sign-in tells an unknown address by mail alone, and opens nothing of another's", async () => {
    const { request = "" } = await entered(await ask());
    const stranger = await ask({ kind: "sign-in", email: "nobody@elsewhere.example" });
    expect((await mails(stranger)).map((one) => one.mail)).toMatchObject([{ template: "nothing-here" }]);
    expect(await enterCode(inst, { ask: stranger, code: "00000000" })).toMatchObject({ reason: "wrong", triesLeft: 4 });
    const { session, returnTo } = await entered(await ask({ kind: "sign-in", returnTo: request }));
    expect(returnTo).toBe(request);
    const person = await personOf(inst, session);
    expect((await askedRequest(inst, { asker: person?.asker ?? "", request }))?.id).toBe(request);
    const other = inst.keys.identifierHash("email", "c2@workshop.example");
    expect(await askedRequest(inst, { asker: other, request })).toBeUndefined();
    expect(await askedRequest(inst, { asker: other, request: "R-9999" })).toBeUndefined();
    expect(await askedRequests(inst, other)).toEqual([]);
  });

  test("where to return to is the id of a request, whatever is asked", async () => {
    const id = await ask({ kind: "sign-in", returnTo: "//evil.example" });
    expect((await mails(id)).map((one) => one.mail.template)).toEqual(["nothing-here"]);
    await entered(await ask());
    expect((await entered(await ask({ kind: "sign-in", returnTo: "//evil.example" }))).returnTo).toBeUndefined();
  });

  test("a session ends after half an hour, and when it is ended", async () => {
    const { session } = await entered(await ask());
    const { session: second } = await entered(await ask({ kind: "question", words: "and?" }));
    await endPersonSession(inst, second);
    expect(await personOf(inst, second)).toBeUndefined();
    expect(await personOf(inst, session)).toBeDefined();
    expect(await personOf(inst, "x")).toBeUndefined();
    now += 30 * MINUTE_MS;
    expect(await personOf(inst, session)).toBeUndefined();
    expect(JSON.stringify(await query("select * from person_session"))).not.toContain(session);
  });

  test("asking again for an open right joins the open request, with its words; a question does not, nor what has ended", async () => {
    const { request = "" } = await entered(await ask({ kind: "erasure" }));
    now += MINUTE_MS;
    expect((await entered(await ask({ kind: "erasure", words: "please hurry" }))).request).toBe(request);
    expect((await readMessages(inst, request)).map((one) => one.text)).toEqual(["please hurry"]);
    expect((await entered(await ask({ network: THERE }))).request).toBe("R-0002");
    await runRequest(inst, request);
    await withdrawRequest(inst, request);
    expect((await entered(await ask({ kind: "erasure", network: THERE }))).request).not.toBe(request);
  });

  test("two windows that ask for the same at once make one request", async () => {
    const asked = [await ask({ kind: "erasure" }), await ask({ kind: "erasure" }), await ask({ kind: "erasure" })];
    const done = await Promise.all(asked.map(entered));
    expect(new Set(done.map((one) => one.request)).size).toBe(1);
    expect(await query("select id from privacy_request")).toHaveLength(1);
  });

  test("what nobody shows lapses after a week: its key is gone, it is on the ledger, and its counts go sooner", async () => {
    const id = await ask({ words: MARK });
    expect(await lapseAsks(inst)).toBe(0);
    now += 7 * DAY_MS;
    expect(await lapseAsks(inst)).toBe(1);
    expect(await inst.keys.has({ request: id })).toBe(false);
    expect(await query("select state, octet_length(sealed)::int as bytes from ask")).toEqual([{ state: "lapsed", bytes: 0 }]);
    expect(await query("select id from code_sent")).toEqual([]);
    expect(await kinds()).toContain("ask.lapsed");
    expect(await sendCodeAgain(inst, { ask: id, network: HERE })).toMatchObject({ reason: "unknown" });
    expect(await lapseAsks(inst)).toBe(0);
  });

  test("a death between the request and the ask's key leaves a request, and the key to be swept", async () => {
    const id = await ask({ words: MARK });
    const code = await codeOf(id);
    die = "ask.shown";
    await expect(enterCode(inst, { ask: id, code })).rejects.toThrow("died");
    die = undefined;
    expect(await query("select id from privacy_request")).toHaveLength(1);
    expect(await inst.keys.has({ request: id })).toBe(true);
    await lapseAsks(inst);
    expect(await inst.keys.has({ request: id })).toBe(false);
    expect((await inst.ledger.fsck()).problems).toEqual([]);
  });

  test("a death between an ask's key and what was sealed under it: the next sweep empties it", async () => {
    const id = await ask({ words: MARK });
    const code = await codeOf(id);
    die = "ask.key-gone";
    await expect(enterCode(inst, { ask: id, code })).rejects.toThrow("died");
    die = undefined;
    expect(await inst.keys.has({ request: id })).toBe(false);
    expect(await query("select octet_length(sealed)::int > 0 as full from ask")).toEqual([{ full: true }]);
    await lapseAsks(inst);
    expect(await query("select octet_length(sealed)::int as bytes from ask")).toEqual([{ bytes: 0 }]);
    expect(await query("select id from privacy_request")).toHaveLength(1);
  });

  test("nothing personal stands in the clear in any table", async () => {
    const id = await ask({ kind: "concern", words: `I am ${MARK}` });
    await entered(id);
    await ask({ words: `I am ${MARK}` });
    for (const table of ["ask", "code_sent", "person_session", "mail", "entry", "message", "privacy_request", "jobs.job"]) {
      const text = JSON.stringify(await query(`select t::text from ${table} t`));
      expect(text, table).not.toContain(MARK);
      expect(text, table).not.toContain(Buffer.from(MARK).toString("hex"));
    }
  });
});
