// One's request: where it stands in every state, and what one can do about it.
import { verifyReceipt } from "@troth/core/ledger";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Center, openCenter } from "../../../../test/support/center.ts";
import { ada } from "../../../../test/support/workshop.ts";
import { makePackage } from "../packages/index.ts";
import {
  answerQuestion,
  approveRequest,
  denyRequest,
  extendRequest,
  planRequest,
  recordTold,
  resumeAll,
  viewRequest,
  writeMessage,
} from "../requests/index.ts";
import { dayIn } from "../words/index.ts";
import { StatusClock } from "./status-clock.tsx";
import { StatusCopyPart } from "./status-copy.tsx";

const SCRIPT = '<script>alert("1")</script>"\'><img src=x onerror=alert(2)>';
const HOUR_MS = 3_600_000;

// One shop for all: each test has a person of its own, and whatever turns the clock goes last.
let center: Center;
beforeAll(async () => {
  center = await openCenter([["cooling-off: none", "cooling-off: 24 hours"]]);
});
afterAll(() => center.close());

const person = (at: number): string => `c${at}@workshop.example`;
const daysOn = (days: number): string =>
  dayIn("en", new Date(center.clock.now + days * 24 * HOUR_MS).toISOString(), "Europe/Dublin");

const approve = async (request: string) => {
  const { hash } = await planRequest(center.inst, request);
  const answer = await approveRequest(center.inst, { request, plan: hash, as: "officer" });
  expect(answer.kind).toBe("done");
};

test("a denial says why, by which article, and where to complain", async () => {
  const { cookie, request } = await center.enter(person(11), { kind: "erasure" });
  await denyRequest(center.inst, { request, ground: "unidentifiable", because: `You are not who you say. ${SCRIPT}` });
  const { text } = await center.get(`/en/requests/${request}`, cookie);
  expect(text).toContain("<h1>We said no to your request</h1>");
  expect(text).toContain("You are not who you say. &lt;script&gt;");
  expect(text).toContain("GDPR Art. 12(4)");
  expect(text).toContain("https://www.dataprotection.ie");
  expect((await center.get(`/id/requests/${request}`, cookie)).text).toContain("Pasal 12 ayat (4) GDPR");
});

test("a longer time is told with its day, when it was said, and why", async () => {
  const { cookie, request } = await center.enter(person(30));
  const answer = await extendRequest(center.inst, { request, because: `Forty requests came at once. ${SCRIPT}` });
  if (answer.kind !== "done") throw new Error(answer.says);
  const due = dayIn("en", answer.value.clock?.dueAt ?? "", "Europe/Dublin");
  const { text } = await center.get(`/en/requests/${request}`, cookie);
  expect(text).toContain(`You have our answer by ${due}. We told you on ${daysOn(0)} that it takes longer, and why`);
  expect(text).toContain("Forty requests came at once. &lt;script&gt;");
  expect(text).not.toContain("The law gives us");
  expect((await center.get(`/id/requests/${request}`, cookie)).text).toContain("diperlukan waktu lebih lama");
});

test("the receipt is a file that verifies by the ledger's key", async () => {
  const { cookie, request } = await center.enter(person(12));
  const answer = await center.bytes(`/en/requests/${request}/receipt`, cookie);
  expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="${request}.receipt.json"`);
  const verified = verifyReceipt(new Uint8Array(await answer.arrayBuffer()), center.inst.ledger.vkey);
  expect(verified).toMatchObject({ ok: true, receipt: { entry: { kind: "request.taken", request } } });
});

test("a question shows its answer; messages are written, refused with what was entered, and read", async () => {
  const { inst } = center;
  const { cookie, request } = await center.enter(person(13), { kind: "question", words: "why?" });
  const write = (text: string) => center.send(`/en/requests/${request}/message`, { text }, cookie);
  const empty = await write("  ");
  expect(empty.status).toBe(422);
  expect(empty.text).toContain("<title>Error: Your request");
  const long = await write("x".repeat(5001));
  expect(long.text).toContain("these are 5001");
  expect(long.text).toContain("x".repeat(5001));
  const sent = await write("and who told you?");
  expect((await center.get((sent.to ?? "").split("#")[0] ?? "", cookie)).text).toContain("Your message has been sent.");
  await answerQuestion(inst, { request, account: "S-1", text: "you did" });
  const { text } = await center.get(`/en/requests/${request}`, cookie);
  expect(text).toContain("<h1>We have answered your question</h1>");
  for (const words of ["why?", "and who told you?", "you did"]) expect(text).toContain(words);
});

test("script that is stored in any field comes out as words", async () => {
  const { inst } = center;
  const { cookie, request } = await center.enter(person(14), { kind: "concern", words: SCRIPT });
  await center.send(`/en/requests/${request}/message`, { text: SCRIPT }, cookie);
  await writeMessage(inst, { request, sender: "staff", account: "S-1", text: SCRIPT });
  const pages = [
    await center.get(`/en/requests/${request}`, cookie),
    await center.send("/en/ask", { kind: SCRIPT, email: SCRIPT, words: SCRIPT }),
    await center.send("/en/ask", { kind: "sign-in", email: SCRIPT, return: SCRIPT }),
    await center.send(`/en/requests/${request}/message`, { text: `${SCRIPT}${"x".repeat(5001)}` }, cookie),
    await center.get(`/en/requests?return=${encodeURIComponent(SCRIPT)}`),
    await center.get(`/en/ask?kind=${encodeURIComponent(SCRIPT)}`),
  ];
  for (const { text } of pages) expect(text).not.toMatch(/<script>alert|<img src=x/);
  expect(pages[0]?.text.match(/&lt;script&gt;alert/g)).toHaveLength(3);
  expect(pages[1]?.text).toContain("&lt;script&gt;alert");
});

test("a number that nobody has checked against the law is shown as such", async () => {
  const { request } = await center.enter(person(30));
  const view = await viewRequest(center.inst, request);
  const at = { language: "en", zone: "Europe/Dublin", now: center.clock.now } as const;
  const shown = (verified: boolean) =>
    String(StatusClock({ view: { ...view, clock: view.clock && { ...view.clock, verified } }, at }));
  expect(shown(false)).toContain("We have not checked this number");
  expect(shown(true)).not.toContain("We have not checked this number");
});

test("a form that came back wrong leads to the page in the other language", async () => {
  const { cookie, request } = await center.enter(person(23));
  for (const form of ["message", "address", "appeal", "stop", "copy"]) {
    const { status, text } = await center.send(`/en/requests/${request}/${form}`, {}, cookie);
    expect([200, 409, 422], form).toContain(status);
    const other = /<a href="([^"]*)" hreflang="id"/.exec(text)?.[1] ?? "";
    expect((await center.get(other, cookie)).status, `${form}: ${other}`).toBe(200);
  }
});

test("what is held back is told by its kind, and what is not held back is not called so", async () => {
  const { request } = await center.enter(person(22));
  const at = { language: "en", zone: "Europe/Dublin", now: center.clock.now } as const;
  const view = await viewRequest(center.inst, request);
  const shown = (...withheld: string[]) => String(StatusCopyPart({ view, copy: { rows: 1, withheld, file: undefined }, at }));
  const unread = "shop/notes.meta: 1 of 2 held back: it is to be JSON with something in it that is not shown, and cannot be read";
  expect(shown(unread)).toContain("One field with something inside that is shown to nobody");
  const changed = "files/scans.object: 1 of 2 changed while they were copied: the copy has each as it was when its reading began";
  expect(shown(changed)).toContain("Files in one place changed");
  for (const one of [unread, changed]) expect(shown(one)).not.toContain("that you share with others");
  expect(shown("shop/parcels.note: others may be named in it, and nobody has reviewed it yet")).toContain("share with others");
});

test("another's request is answered as one that is not there", async () => {
  const { request } = await center.enter(person(15));
  const { cookie } = await center.enter("c2@workshop.example");
  for (const path of ["", "/receipt"]) {
    const shape = async (id: string) => {
      const { status, text } = await center.get(`/en/requests/${id}${path}`, cookie);
      return `${status} ${text.replaceAll(id, "R-")}`;
    };
    expect(await shape(request)).toBe(await shape("R-9999"));
    expect(await shape(request)).toMatch(/^404 /);
  }
  for (const path of ["message", "stop", "copy"]) {
    const { status } = await center.send(`/en/requests/${request}/${path}`, { text: "x", sure: "yes" }, cookie);
    expect(status).toBe(404);
  }
  expect((await viewRequest(center.inst, request)).state).toBe("received");
});

describe("an erasure", () => {
  test("is followed from the plan over the time to think again to the outcome", async () => {
    const { inst, clock } = center;
    const { cookie, request } = await center.enter(ada.email, { kind: "erasure" });
    const see = async (language = "en") => (await center.get(`/${language}/requests/${request}`, cookie)).text;
    expect(await see()).toContain("<h1>We are looking for what we hold about you</h1>");
    await planRequest(inst, request);
    const planned = await see();
    expect(planned).toContain("<h1>We have a plan. A person has to approve it.</h1>");
    expect(planned).toContain("2 rows of orders, until 2 May 2033");
    expect(planned).toContain("Kept for: Companies Act. Without your name");
    expect(planned).toContain("This is the plan. It is not final");
    expect(planned).toContain("We must be done by 9 December 2026. The law gives us one month (GDPR Art. 12(3)).");
    expect(planned).toContain("30 days left");
    await approve(request);
    expect(await see()).toContain("<h1>Your data will be deleted after 10 November 2026 at 13:02 (Dublin)</h1>");
    expect(await see("id")).toContain("<h1>Data Anda akan dihapus setelah 10 November 2026 pukul 13.02 (Dublin)</h1>");
    clock.now += 25 * HOUR_MS;
    await resumeAll(inst);
    const { cookie: later } = await center.enter(ada.email, { kind: "sign-in" });
    const open = (await center.get(`/en/requests/${request}`, later)).text;
    expect(open).toContain("<h1>Your data is deleted here. One recipient has yet to be told.</h1>");
    expect(open).toContain("Not told yet: Letters.");
    expect(open).not.toContain('/stop"');
    await recordTold(inst, { request, recipient: "letters" });
    const done = (await center.get(`/en/requests/${request}`, later)).text;
    expect(done).toContain("<h1>Your data is deleted</h1>");
    expect(done).toContain("We deleted 15 rows of data, and looked again: none is left");
    expect(done).toContain("Told: Letters.");
    expect(done).not.toContain("days left");
  });

  test("is taken back after asking once more, until it begins", async () => {
    const { clock, inst } = center;
    const { cookie, request } = await center.enter(person(21), { kind: "erasure" });
    const stop = (fields: Record<string, string>) => center.send(`/en/requests/${request}/stop`, fields, cookie);
    await approve(request);
    const sure = await stop({});
    expect(sure.text).toContain(`<h1>Take back request ${request}?</h1>`);
    // The way to the other language leads to a page that can be asked for.
    expect(sure.text).toContain(`href="/id/requests/${request}" hreflang="id"`);
    expect((await viewRequest(inst, request)).state).toBe("approved");
    expect((await stop({ sure: "yes" })).to).toBe(`/en/requests/${request}`);
    expect((await center.get(`/en/requests/${request}`, cookie)).text).toContain("<h1>You took this request back</h1>");
    expect((await stop({ sure: "yes" })).status).toBe(409);
    const second = await center.enter(person(21), { kind: "erasure" });
    await approve(second.request);
    clock.now += 25 * HOUR_MS;
    const { cookie: later } = await center.enter(person(21), { kind: "sign-in" });
    const late = await center.send(`/en/requests/${second.request}/stop`, { sure: "yes" }, later);
    expect(late.status).toBe(409);
    expect(late.text).toContain("It can no longer be taken back");
  });
});

test("a copy is downloaded by a link that works once, and the page says what is held back", async () => {
  const { inst, clock } = center;
  const { cookie, request } = await center.enter(person(20));
  await approve(request);
  expect((await makePackage(inst, { request })).kind).toBe("done");
  const { text } = await center.get(`/en/requests/${request}`, cookie);
  expect(text).toContain("<h1>Your copy is ready</h1>");
  expect(text).toContain("One field: passwords and the like");
  expect(text).toContain(`You can download it until ${daysOn(30)}`);
  const link = await center.send(`/en/requests/${request}/copy`, {}, cookie);
  expect(link.to).toMatch(/^\/en\/copy\/[\w-]{43}$/);
  const file = await center.bytes(link.to ?? "", cookie);
  expect(file.headers.get("content-disposition")).toBe(`attachment; filename="${request}-copy.zip"`);
  const zip = new Uint8Array(await file.arrayBuffer());
  expect(zip.length).toBe(Number(file.headers.get("content-length")));
  expect(new TextDecoder("latin1").decode(zip.slice(0, 2))).toBe("PK");
  // Used, it does not say that the copy is gone: nobody has to ask anew for what is still there.
  for (const path of [link.to ?? "", "/en/copy/none"]) {
    const used = await center.get(path, cookie);
    expect([used.status, used.headers.get("content-type")]).toEqual([410, "text/html; charset=UTF-8"]);
    expect(used.text).toContain("<h1>This link has been used, or its time is over</h1>");
    expect(used.text).toContain('href="/en/requests"');
    expect(used.text).not.toContain("ask for it anew");
  }
  expect((await center.get("/id/copy/none", cookie)).text).toContain("Ke permohonan Anda");
  clock.now += 31 * 24 * HOUR_MS;
  const { cookie: later } = await center.enter(person(20), { kind: "sign-in" });
  expect((await center.send(`/en/requests/${request}/copy`, {}, later)).status).toBe(409);
  expect((await center.get(`/en/requests/${request}`, later)).text).toContain("is destroyed. Ask again");
});
