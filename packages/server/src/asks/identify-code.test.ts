// One more address of a standing request, and the code that shows whose it is.
import { afterEach, beforeEach, expect, test } from "vitest";
import { entriesOf } from "../../../../test/attack/support.ts";
import { type Center, openCenter } from "../../../../test/support/center.ts";
import { ada } from "../../../../test/support/workshop.ts";
import { approveRequest, planRequest, recordRequest, viewRequest } from "../requests/index.ts";
import {
  enterCode,
  enterIdentifyCode,
  lapseAsks,
  sendIdentifyCode,
  sendIdentifyCodeAgain,
  settleIdentifyCode,
  waitingAsks,
} from "./index.ts";

const OTHER = "c9@workshop.example";
const STAFF = { as: "officer", account: "a-1" };
const MINUTE = 60_000;

let center: Center;
beforeEach(async () => {
  center = await openCenter();
});
afterEach(() => center.close());

/** Ada's request, planned, with the cookie of its page. */
async function asked(): Promise<{ request: string; cookie: string }> {
  const entered = await center.enter(ada.email, { kind: "erasure" });
  await planRequest(center.inst, entered.request);
  return entered;
}
const send = (request: string, email = OTHER) => sendIdentifyCode(center.inst, { request, email, ...STAFF });
async function sent(request: string): Promise<{ ask: string; code: string }> {
  const rows = await center.inst.storage.db
    .selectFrom("ask")
    .select("id")
    .where("kind", "=", "identify")
    .where("state", "=", "waiting")
    .execute();
  const ask = rows[0]?.id ?? "";
  expect((await viewRequest(center.inst, request)).codeWaits).toBeDefined();
  return { ask, code: await center.codeOf(ask) };
}
const other = (code: string): string => String((Number(code) + 1) % 10 ** 8).padStart(8, "0");
const rowsOf = async (request: string) => (await viewRequest(center.inst, request)).plan?.totals.deleted ?? 0;
async function sign(request: string) {
  const { plan } = await viewRequest(center.inst, request);
  return approveRequest(center.inst, { request, plan: plan?.hash ?? "", as: "officer" });
}

test("nothing is done by the address before the code; nobody can sign meanwhile; after it the plan has its rows", async () => {
  const { inst } = center;
  const { request, cookie } = await asked();
  expect((await sign(request)).kind).toBe("done");
  const before = await rowsOf(request);
  expect(await send(request)).toMatchObject({ kind: "done", value: { state: "planned", approvals: [], verified: true } });
  const { code, ask } = await sent(request);
  expect(await rowsOf(request)).toBe(before);
  expect(await sign(request)).toMatchObject({ kind: "refused", reason: "code" });
  expect((await waitingAsks(inst)).count).toBe(0);
  // Not where codes of asks are entered: it would open a session of whoever's address it is.
  expect(await enterCode(inst, { ask, code })).toMatchObject({ kind: "refused", reason: "unknown" });

  const page = await center.get(`/en/requests/${request}`, cookie);
  expect(page.text).toContain("Show that your other address is yours");
  expect(page.text).not.toContain(OTHER);
  const done = await center.send(`/en/requests/${request}/address`, { code }, cookie);
  expect([done.status, done.to]).toEqual([303, `/en/requests/${request}?told=address`]);
  expect((await center.get(done.to ?? "", cookie)).text).toContain("The address counts as yours now");
  expect(await viewRequest(inst, request)).toMatchObject({
    verified: true,
    codeWaits: undefined,
    further: [{ kind: "email", shownBy: "code", by: "officer" }],
  });
  expect(await rowsOf(request)).toBeGreaterThan(before);
  // Two rows of people stand for one: that is for staff to decide, and no code is waited for.
  expect(await sign(request)).toMatchObject({ kind: "refused", reason: "findings" });
  const entries = [...(await entriesOf(inst, "request.code-sent")), ...(await entriesOf(inst, "request.named-further"))];
  expect(entries).toMatchObject([
    { request, role: "officer", account: "a-1" },
    { request, shownBy: "code", role: "officer" },
  ]);
  const rows = await inst.storage.db.selectFrom("ask").select(["state", "asker", "sealed"]).where("id", "=", ask).execute();
  expect(rows).toMatchObject([{ state: "shown", asker: "0".repeat(64), sealed: new Uint8Array(0) }]);
  expect(JSON.stringify([rows, await inst.storage.db.selectFrom("entry").selectAll().execute()])).not.toContain(OTHER);
  // Once, but for who clicks twice.
  center.clock.now += 10_000;
  expect(await enterIdentifyCode(inst, { request, code })).toMatchObject({ kind: "refused", reason: "unknown" });
});

test("five tries, fifteen minutes; a new code ends the one before", async () => {
  const { inst, clock } = center;
  const { request } = await asked();
  await send(request);
  const { code } = await sent(request);
  for (const left of [4, 3, 2, 1])
    expect(await enterIdentifyCode(inst, { request, code: other(code) })).toMatchObject({ reason: "wrong", triesLeft: left });
  expect(await enterIdentifyCode(inst, { request, code: "no code" })).toMatchObject({ reason: "wrong", triesLeft: 1 });
  expect(await enterIdentifyCode(inst, { request, code: other(code) })).toMatchObject({ reason: "dead" });
  expect(await enterIdentifyCode(inst, { request, code })).toMatchObject({ reason: "dead" });
  expect((await sendIdentifyCodeAgain(inst, request)).kind).toBe("done");
  const again = (await sent(request)).code;
  clock.now += 16 * MINUTE;
  expect(await enterIdentifyCode(inst, { request, code: again })).toMatchObject({ reason: "dead" });
  expect((await sendIdentifyCodeAgain(inst, request)).kind).toBe("done");
  const last = (await sent(request)).code;
  expect(await enterIdentifyCode(inst, { request, code: last })).toEqual({ kind: "done" });
  expect((await viewRequest(inst, request)).further).toHaveLength(1);
});

test("staff decide that it needs none, or take it back, on record; after a week it lapses, and the request goes on without it", async () => {
  const { inst, clock } = center;
  const { request } = await asked();
  const before = await rowsOf(request);
  await send(request);
  expect(await send(request, "c8@workshop.example")).toMatchObject({ kind: "refused", reason: "waits" });
  expect(await settleIdentifyCode(inst, { request, by: "taken-back", ...STAFF })).toMatchObject({
    kind: "done",
    value: { further: [] },
  });
  expect(await entriesOf(inst, "request.code-ended")).toMatchObject([{ request, role: "officer", account: "a-1" }]);
  expect(await rowsOf(request)).toBe(before);
  await send(request, "c7@workshop.example");
  clock.now += 8 * 24 * 60 * MINUTE;
  expect(await lapseAsks(inst)).toBe(1);
  expect(await entriesOf(inst, "ask.lapsed")).toMatchObject([{ request }]);
  expect(await settleIdentifyCode(inst, { request, by: "document", ...STAFF })).toMatchObject({
    kind: "refused",
    reason: "no-code",
  });
  await send(request);
  expect(await settleIdentifyCode(inst, { request, by: "document", ...STAFF })).toMatchObject({
    kind: "done",
    value: { further: [{ kind: "email", shownBy: "document" }], codeWaits: undefined, verified: false },
  });
  expect(await rowsOf(request)).toBeGreaterThan(before);
  expect(await sign(request)).toMatchObject({ kind: "refused", reason: "findings" });
});

test("what cannot be sent is refused with the reason, and changes nothing", async () => {
  const { inst } = center;
  const { request } = await asked();
  expect(await send(request, ada.email)).toMatchObject({ kind: "refused", reason: "named" });
  const by = [{ kind: "email", value: "c5@workshop.example" }];
  const letter = await recordRequest(inst, { right: "erasure", subject: by, takenBy: "staff", verified: false });
  await planRequest(inst, letter.request);
  expect(await send(letter.request)).toMatchObject({ kind: "refused", reason: "no-page" });
  expect(await send(request, "c5@workshop.example")).toMatchObject({ kind: "refused", reason: "other" });
  // What one address takes in an hour, wherever it was asked from.
  for (let nth = 0; nth < 3; nth += 1) {
    expect((await send(request)).kind).toBe("done");
    await settleIdentifyCode(inst, { request, by: "taken-back", ...STAFF });
  }
  expect(await send(request)).toMatchObject({ kind: "refused", reason: "limited" });
  expect(await viewRequest(inst, request)).toMatchObject({ codeWaits: undefined, further: [] });
  expect(await entriesOf(inst, "request.code-sent")).toHaveLength(3);
});

test("another's page takes no code, and what is wrong is said beside the field, in Indonesian too", async () => {
  const { request, cookie } = await asked();
  await send(request);
  const { code } = await sent(request);
  const stranger = await center.enter("c3@workshop.example");
  expect((await center.send(`/en/requests/${request}/address`, { code }, stranger.cookie)).status).toBe(404);
  const wrong = await center.send(`/id/requests/${request}/address`, { code: other(code) }, cookie);
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain("Tunjukkan bahwa alamat Anda yang lain itu milik Anda");
  expect(wrong.text).toContain("aria-invalid");
  const again = await center.send(`/id/requests/${request}/address/again`, {}, cookie);
  expect(again.to).toBe(`/id/requests/${request}?told=code`);
});

test("where no law of the request lets a company ask who somebody is, none is sent, and that is said", async () => {
  const strict = await openCenter([["laws: [gdpr]", "laws: [id-pdp]"]]);
  try {
    const { request } = await strict.enter(ada.email, { kind: "erasure" });
    await planRequest(strict.inst, request);
    const answer = await sendIdentifyCode(strict.inst, { request, email: OTHER, ...STAFF });
    expect(answer).toMatchObject({ kind: "refused", reason: "law", says: expect.stringContaining("no law of the program") });
    expect(await viewRequest(strict.inst, request)).toMatchObject({ codeWaits: undefined, state: "planned", because: undefined });
  } finally {
    await strict.close();
  }
});
