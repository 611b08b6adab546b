// Attacks on the faces over real HTTP, by people who are signed in: with another's things, beyond a role, past a wait.
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeLink, useLink } from "../../packages/server/src/accounts/index.ts";
import { harbourSubject } from "../../packages/server/src/example/index.ts";
import { viewRequest, writeMessage } from "../../packages/server/src/requests/index.ts";
import { codeIn } from "../support/mailbox.ts";
import { type OpenCompany, openCompany } from "../support/open-company.ts";
import { untilPlanned } from "../support/until-planned.ts";
import { type Visitor, visitorOf } from "../support/visitor.ts";

const STAFF = `staff:
  officer: { is: officer }
  copier: { is: privacy-manager, approves: [access] }
  helper: { is: support }
  builder: { is: engineer }
  reader: { is: auditor }
  checker: { is: verifier }`;

let company: OpenCompany;
beforeAll(async () => {
  company = await openCompany({ coolingOff: "24 hours", edits: [["staff:\n  officer: { is: officer }", STAFF]] });
});
afterAll(() => company.close());

const base = () => company.server.address;

/** Asks, enters the code, and stands at the request's page. */
async function ask(email: string, fields: Readonly<Record<string, string>>): Promise<Visitor & { readonly request: string }> {
  const visitor = visitorOf(base());
  const { path } = await visitor.send("/en/ask", { email, ...fields });
  const page = await visitor.send(path, { code: codeIn(await company.mailbox.next(email)) });
  return { ...visitor, request: page.path.split("/").at(-1) ?? "" };
}

/** Signs in by /api/v1, as a program would. */
async function cookieOf(email: string): Promise<string> {
  const post = (path: string, body: unknown) =>
    fetch(`${base()}${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", origin: base() },
    });
  const { ask: id } = (await (await post("/api/v1/asks", { kind: "sign-in", email, language: "en" })).json()) as { ask: string };
  for (;;) {
    const received = await company.mailbox.next(email);
    if (!/\b\d{4} \d{4}\b/.test(received.mail.text ?? "")) continue;
    const entered = await post(`/api/v1/asks/${id}/code`, { code: codeIn(received) });
    return entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  }
}

async function staff(role: string): Promise<Visitor> {
  const visitor = visitorOf(base());
  await visitor.send(await company.invite(role), {});
  return visitor;
}

const stateOf = async (request: string) => (await viewRequest(company.server.inst, request)).state;

async function settled(request: string, state: string): Promise<void> {
  for (let tries = 0; tries < 1200 && (await stateOf(request)) !== state; tries++) await new Promise((go) => setTimeout(go, 50));
  expect(await stateOf(request)).toBe(state);
}

async function approve(one: Visitor, request: string): Promise<number> {
  const hash = await untilPlanned(company.server.inst, request).catch(() => "");
  return (await one.send(`/staff/requests/${request}/approve`, { plan: hash, read: "yes" })).status;
}

// Once failed: a link opened whosever copy it was, for anybody who had a session of their own.
test("another's link to a copy opens nothing, and stays theirs", async () => {
  const owner = await ask(harbourSubject.email, { kind: "access" });
  await settled(owner.request, "planned");
  expect(await approve(await staff("officer"), owner.request)).toBe(200);
  await settled(owner.request, "done");
  const mallory = await ask("mallory@evil.example", { kind: "question", words: "?" });
  const cookie = await cookieOf(harbourSubject.email);
  const { makeCopyLink } = await import("../../packages/server/src/packages/index.ts");
  const link = await makeCopyLink(company.server.inst, { request: owner.request });
  if (link.kind === "refused") throw new Error(link.says);
  expect((await mallory.get(`/en/copy/${link.value.token}`)).status).toBe(410);
  // A look at the head, as mail filters and download managers take one, uses nothing up.
  expect((await fetch(`${base()}/en/copy/${link.value.token}`, { method: "HEAD", headers: { cookie } })).status).toBe(200);
  const mine = await owner.get(`/en/copy/${link.value.token}`);
  expect([mine.status, mine.headers.get("content-type"), mine.headers.get("cache-control")]).toEqual([
    200,
    "application/zip",
    "no-store",
  ]);
});

test("another's request is not there, by whatever route and method", async () => {
  const owner = await ask("rani@customer.example", { kind: "question", words: "Where?" });
  const mallory = await ask("mal@evil.example", { kind: "question", words: "?" });
  for (const rest of ["", "/receipt"]) expect((await mallory.get(`/en/requests/${owner.request}${rest}`)).status).toBe(404);
  expect((await mallory.get(`/api/v1/requests/${owner.request}`)).status).toBe(404);
  for (const act of ["message", "stop", "copy"])
    expect((await mallory.send(`/en/requests/${owner.request}/${act}`, { text: "x", sure: "yes" })).status).toBe(404);
  expect(await stateOf(owner.request)).toBe("received");
  expect((await mallory.get("/en/requests")).text).not.toContain(owner.request);
});

// Once failed: whoever decides about copies denied erasures, withdrew their waits and ran them.
test("a role decides what it approves, and nothing else, by the pages and by /api/v1", async () => {
  const { request } = await ask("copied@customer.example", { kind: "erasure" });
  await settled(request, "planned");
  for (const role of ["copier", "helper", "builder", "reader", "checker"]) {
    const one = await staff(role);
    for (const act of ["approve", "deny", "told", "run"]) {
      const { status } = await one.send(`/staff/requests/${request}/${act}`, {
        because: "no",
        plan: "0".repeat(64),
        read: "yes",
      });
      expect([role, act, status]).toEqual([role, act, act === "approve" && role === "copier" ? 409 : 403]);
    }
    for (const path of ["/staff/accounts", "/staff/accounts/link", "/staff/accounts/end"])
      expect((await (path === "/staff/accounts" ? one.get(path) : one.send(path, { role: "officer" }))).status).toBe(403);
  }
  const { token } = await makeLink(company.server.inst, { role: "copier" });
  const used = await useLink(company.server.inst, token);
  const session = used.kind === "done" ? used.value.session : "";
  const answer = await fetch(`${base()}/api/v1/staff/requests/${request}/deny`, {
    method: "POST",
    body: JSON.stringify({ because: "no" }),
    headers: { "content-type": "application/json", origin: base(), cookie: `troth_staff=${session}` },
  });
  expect(answer.status).toBe(403);
  expect(await stateOf(request)).toBe("planned");
});

test("an approved erasure waits out its time, however often somebody tells it to run", async () => {
  const one = await ask("cooling@customer.example", { kind: "erasure", place: "SE" });
  await settled(one.request, "planned");
  const officer = await staff("officer");
  expect(await approve(officer, one.request)).toBe(200);
  for (let tries = 0; tries < 3; tries++) await officer.send(`/staff/requests/${one.request}/run`, {});
  await new Promise((go) => setTimeout(go, 1500));
  const view = await viewRequest(company.server.inst, one.request);
  expect([view.state, view.coolingUntil !== undefined]).toEqual(["approved", true]);
  // Denied, stopped and taken back at once: one of them happens, and the others are told so.
  const answers = await Promise.all([
    officer.send(`/staff/requests/${one.request}/stop`, {}),
    officer.send(`/staff/requests/${one.request}/deny`, { ground: "unfounded", because: "no" }),
    one.send(`/en/requests/${one.request}/stop`, { sure: "yes" }),
  ]);
  for (const { status } of answers) expect([200, 409]).toContain(status);
  const { entries } = await viewRequest(company.server.inst, one.request);
  const last = entries.map((entry) => entry.kind).filter((kind) => /denied|withdrawn/.test(kind));
  expect(last.length).toBeLessThanOrEqual(1);
});

// Once failed: nothing counted what a person writes: one session could fill the database at ten messages a second.
test("whoever writes on and on is stopped, and staff's page stays one that can be read", async () => {
  const one = await ask("chatty@customer.example", { kind: "question", words: "First." });
  const statuses: number[] = [];
  for (let at = 0; at < 60; at++)
    statuses.push((await one.send(`/en/requests/${one.request}/message`, { text: `${at}` })).status);
  expect(statuses.at(0)).toBe(200);
  expect(statuses.at(-1)).toBe(429);
});

test("an account that has ended is out at once: its session, its stream, its link", async () => {
  const { inst } = company.server;
  const { token } = await makeLink(inst, { role: "officer" });
  const used = await useLink(inst, token);
  if (used.kind === "refused") throw new Error(used.says);
  const again = await makeLink(inst, { role: "officer", account: used.value.account });
  const { endAccount } = await import("../../packages/server/src/accounts/index.ts");
  await endAccount(inst, used.value.account);
  const cookie = `troth_staff=${used.value.session}`;
  const look = await fetch(`${base()}/staff/requests`, { headers: { cookie }, redirect: "manual" });
  expect([look.status, look.headers.get("location")?.startsWith("/staff/sign-in")]).toEqual([303, true]);
  expect((await visitorOf(base()).send(`/staff/link/${again.token}`, {})).status).toBe(410);
});

// Once failed: one page could hold any number of streams open, each of which asks the database each second.
test("somebody of staff holds a few streams of progress open, and no more", async () => {
  const { request } = await ask("streamed@customer.example", { kind: "erasure" });
  await settled(request, "planned");
  expect(await approve(await staff("officer"), request)).toBe(200);
  const { token } = await makeLink(company.server.inst, { role: "reader" });
  const used = await useLink(company.server.inst, token);
  const cookie = `troth_staff=${used.kind === "done" ? used.value.session : ""}`;
  const stop = new AbortController();
  const streams = await Promise.all(
    Array.from({ length: 40 }, () =>
      fetch(`${base()}/staff/requests/${request}/progress`, { headers: { cookie }, signal: stop.signal }),
    ),
  );
  const open = streams.filter(({ status }) => status === 200).length;
  expect(open).toBeGreaterThan(0);
  expect(open).toBeLessThanOrEqual(10);
  expect(streams.some(({ status }) => status === 429)).toBe(true);
  stop.abort();
  // Those that were given up leave room.
  await expect
    .poll(
      async () => {
        const again = await fetch(`${base()}/staff/requests/${request}/progress`, { headers: { cookie } });
        await again.body?.cancel();
        return again.status;
      },
      { timeout: 90_000 },
    )
    .toBe(200);
});

test("script in what a person can fill is text for staff, for the person, and in mail", async () => {
  const script = `"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}\u202e`;
  const email = "<script>alert(1)</script>@evil.example";
  expect((await visitorOf(base()).send("/en/ask", { email, kind: "access" })).status).toBe(422);
  const odd = "o'mal&ley{{7*7}}=?utf-8?q?a=0d=0abcc=3a?=@evil.example";
  const one = await ask(odd, { kind: "question", words: script });
  await writeMessage(company.server.inst, { request: one.request, sender: "person", text: `javascript:alert(1) ${script}` });
  const helper = await staff("helper");
  await helper.send(`/staff/requests/${one.request}/message`, { text: script });
  for (const { text } of [await one.get(`/en/requests/${one.request}`), await helper.get(`/staff/requests/${one.request}`)]) {
    expect(text).not.toMatch(/<script(?! type="module" src="\/assets\/)|<img|onerror=alert\(1\)>[^&]*<\//);
    expect(text).not.toMatch(/href="javascript:/i);
  }
  for (const { raw, to } of company.mailbox.received) {
    if (!to.some((address) => address.endsWith("@evil.example"))) continue;
    expect(raw.split("\r\n\r\n")[0]).not.toMatch(/^bcc:/im);
    expect(to).toHaveLength(1);
  }
});
