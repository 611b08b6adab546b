// What the faces ask of requests: questions, messages, cooling-off, taking back.
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { eachKind, makePlace } from "../../../../test/support/storages.ts";
import { ada, MARK, makeWorkshop, openWorkshop, type Workshop } from "../../../../test/support/workshop.ts";
import type { Installation } from "../installation/index.ts";
import {
  answerQuestion,
  approveRequest,
  contactOf,
  findRequest,
  type NewRequest,
  planRequest,
  readMessages,
  recordRequest,
  requestsOfAsker,
  resumeAll,
  runRequest,
  stopRequest,
  turnIntoRight,
  viewRequest,
  withdrawRequest,
  writeMessage,
} from "./index.ts";

const DAY_MS = 86_400_000;
const ASKER = "ab".repeat(32);

eachKind("faces of requests", (kind) => {
  let place: Awaited<ReturnType<typeof makePlace>>;
  let shop: Workshop;
  let inst: Installation;
  let now = Date.parse("2026-11-09T13:02:00Z");
  beforeEach(async () => {
    place = await makePlace(kind);
    shop = makeWorkshop();
    shop.edit("cooling-off: none", "cooling-off: 24 hours");
    now = Date.parse("2026-11-09T13:02:00Z");
    const { home, databaseUrl } = place;
    inst = await openWorkshop(shop, { home, databaseUrl, surroundings: { now: () => now } });
  });
  afterEach(async () => {
    await inst.close();
    shop.remove();
    await place.remove();
  });

  const ask = async (right: NewRequest["right"], more: Partial<NewRequest> = {}): Promise<string> => {
    const { request } = await recordRequest(inst, {
      right,
      subject: [{ kind: "email", value: ada.email }],
      takenBy: "person",
      verified: true,
      asker: { hash: ASKER, contact: { email: ada.email }, language: "id" },
      ...more,
    });
    return request;
  };
  const approved = async (): Promise<string> => {
    const request = await ask("erasure");
    const { hash } = await planRequest(inst, request);
    const answer = await approveRequest(inst, { request, plan: hash, as: "officer" });
    expect(answer.kind).toBe("done");
    return request;
  };
  const mails = async (): Promise<string[]> => {
    const rows = await inst.storage.executeSql("select template, language from mail order by template");
    return rows.rows.map((row) => `${row.template} ${row.language}`);
  };
  const customers = () => shop.sql("select count(*) as n from customers where id = 1")[0]?.n;

  test("an approved erasure waits its day, tells the person until when, and touches nothing before", async () => {
    const request = await approved();
    expect(await viewRequest(inst, request)).toMatchObject({ state: "approved", coolingUntil: "2026-11-10T13:02:00.000Z" });
    expect(await mails()).toEqual(["cooling id"]);
    now += DAY_MS - 1000;
    await resumeAll(inst);
    expect((await runRequest(inst, request)).state).toBe("approved");
    expect(customers()).toBe(1);
    now += 2000;
    await resumeAll(inst);
    expect((await viewRequest(inst, request)).state).toBe("open");
    expect(customers()).toBe(0);
  });

  test("staff can stop it meanwhile: the approval is void, and its day passes without a step", async () => {
    const request = await approved();
    expect(await stopRequest(inst, request)).toMatchObject({ kind: "done", value: { state: "planned", approvals: [] } });
    now += 3 * DAY_MS;
    await resumeAll(inst);
    expect(customers()).toBe(1);
    expect(await stopRequest(inst, request)).toMatchObject({ kind: "refused", reason: "state" });
    expect(await mails()).toEqual(["cooling id", "stopped id"]);
  });

  test("the person can take it back until it begins, and no longer", async () => {
    const request = await approved();
    expect(await withdrawRequest(inst, request)).toMatchObject({ kind: "done", value: { state: "withdrawn" } });
    now += 3 * DAY_MS;
    await resumeAll(inst);
    expect(customers()).toBe(1);
    const second = await approved();
    now += 2 * DAY_MS;
    expect(await withdrawRequest(inst, second)).toMatchObject({ kind: "refused" });
    await resumeAll(inst);
    expect(await withdrawRequest(inst, second)).toMatchObject({ kind: "refused" });
    expect(customers()).toBe(0);
  });

  test("what staff do is on the ledger with the account that did it", async () => {
    const request = await approved();
    await stopRequest(inst, request, "S-1");
    await writeMessage(inst, { request, sender: "staff", account: "S-1", text: "hello" });
    const { denyRequest } = await import("./index.ts");
    await denyRequest(inst, { request, ground: "unidentifiable", because: "not yours", account: "S-2" });
    const { rows } = await inst.storage.executeSql("select kind, body::jsonb ->> 'account' as account from entry");
    const by = Object.fromEntries(rows.map((row) => [String(row.kind), row.account]));
    expect(by).toMatchObject({ "request.stopped": "S-1", "message.written": "S-1", "request.denied": "S-2" });
  });

  // Once failed: the request ended as withdrawn, told the person that nothing was deleted, and lost what a law kept.
  test("what was begun and planned again can neither be withdrawn nor denied", async () => {
    const request = await approved();
    now += 2 * DAY_MS;
    await resumeAll(inst);
    expect((await viewRequest(inst, request)).state).toBe("open");
    const back = await planRequest(inst, request, "planned again");
    expect(await viewRequest(inst, request)).toMatchObject({ state: "planned", stores: [{ acted: true }] });
    expect(await withdrawRequest(inst, request)).toMatchObject({ kind: "refused", reason: "state" });
    const { denyRequest } = await import("./index.ts");
    expect(await denyRequest(inst, { request, because: "no" })).toMatchObject({ kind: "refused", reason: "state" });
    // Signed again it cools off again, and its runs wait: what was committed still counts.
    await approveRequest(inst, { request, plan: back.hash, as: "officer" });
    expect(await viewRequest(inst, request)).toMatchObject({ state: "approved", stores: [{ state: "waiting", acted: true }] });
    expect(await withdrawRequest(inst, request)).toMatchObject({ kind: "refused", reason: "state" });
  });

  test("the outcome is mailed to an address that outlives the erasure", async () => {
    const request = await approved();
    now += 2 * DAY_MS;
    await resumeAll(inst);
    const { recordTold } = await import("./index.ts");
    await recordTold(inst, { request, recipient: "letters" });
    expect((await viewRequest(inst, request)).state).toBe("done");
    expect(await mails()).toEqual(["cooling id", "erased id"]);
    const row = await findRequest(inst.storage.db, request);
    expect(row && (await contactOf(inst, row))).toEqual({ email: ada.email });
  });

  test("a question is acknowledged, answered and closed, and never planned", async () => {
    const question = await ask("question", {
      words: `why does ${MARK} get your letters?`,
      acknowledge: (request, page) => ({ template: "question-received", request, kind: "question", page }),
    });
    await resumeAll(inst);
    await expect(planRequest(inst, question)).rejects.toMatchObject({ code: "requests.no-plan" });
    // Ten business days after Monday, 9 November, in Dublin: our own target, and no law's.
    expect(await viewRequest(inst, question)).toMatchObject({ clock: undefined, answerBy: "2026-11-23T23:59:59Z" });
    expect(await readMessages(inst, question)).toMatchObject([{ sender: "person", text: `why does ${MARK} get your letters?` }]);
    const answer = await answerQuestion(inst, { request: question, account: "S-1", text: "because you asked for them" });
    expect(answer).toMatchObject({ kind: "done", value: { state: "done", right: "question" } });
    expect(await mails()).toEqual(["answered id", "question-received id"]);
    expect(await answerQuestion(inst, { request: question, account: "S-1", text: "again" })).toMatchObject({ kind: "refused" });
  });

  test("a concern becomes a right without being typed again: same number, same day of receipt, a plan", async () => {
    const concern = await ask("concern", { words: "please forget me", receivedAt: "2026-11-01T08:00:00.000Z" });
    const turned = await turnIntoRight(inst, { request: concern, account: "S-1", right: "erasure" });
    expect(turned).toMatchObject({
      kind: "done",
      value: { id: concern, right: "erasure", state: "planned", receivedAt: "2026-11-01T08:00:00.000Z" },
    });
    expect(turned.kind === "done" && turned.value.plan?.totals.deleted).toBeGreaterThan(0);
    expect((await readMessages(inst, concern)).map((one) => one.text)).toEqual(["please forget me"]);
    const answer = await turnIntoRight(inst, { request: concern, account: "S-1", right: "access" });
    expect(answer.kind).toBe("refused");
  });

  test("messages are read by both, announced by mail without their words, and found nowhere in the clear", async () => {
    const request = await ask("access");
    await writeMessage(inst, { request, sender: "person", text: `it is me, ${MARK}` });
    await writeMessage(inst, { request, sender: "staff", account: "S-1", text: `thank you, ${MARK}` });
    expect((await readMessages(inst, request)).map((one) => one.sender)).toEqual(["person", "staff"]);
    expect(await mails()).toEqual(["message id"]);
    const dump = await sql<{
      all: string;
    }>`select (select string_agg(m::text, ' ') from message m) || (select string_agg(e::text, ' ') from entry e) || (select string_agg(m::text, ' ') from mail m) as all`.execute(
      inst.storage.db,
    );
    expect(dump.rows[0]?.all).not.toContain(MARK);
    expect(Buffer.from(dump.rows[0]?.all ?? "").includes(Buffer.from(MARK).toString("hex"))).toBe(false);
  });

  test("an asker's requests are found by the keyed hash of their address, newest first", async () => {
    const first = await ask("question", { words: "one" });
    const second = await ask("access");
    expect((await requestsOfAsker(inst.storage.db, ASKER)).map((row) => row.id)).toEqual([second, first]);
    expect(await requestsOfAsker(inst.storage.db, "cd".repeat(32))).toEqual([]);
  });
});
