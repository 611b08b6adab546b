// Who is asking, on staff's pages: entered, judged by the laws, shown, and bad input of every kind.
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeHome } from "../../../../test/support/storages.ts";
import { ada, makeWorkshop, openWorkshop, type Workshop } from "../../../../test/support/workshop.ts";
import { makeLink, staffOf, useLink } from "../accounts/index.ts";
import { askFor, enterCode } from "../asks/index.ts";
import { makeApp } from "../http/index.ts";
import type { Installation } from "../installation/index.ts";
import { contactOf, findRequest, listRequests, viewRequest } from "../requests/index.ts";
import { staffRoutes } from "./index.ts";

const ORIGIN = "http://127.0.0.1:4620";
const AGENT = "agent@rights.example";
let shop: Workshop;
let inst: Installation;
let call: (path: string, form?: Readonly<Record<string, string>>) => Promise<{ status: number; text: string; to: string }>;
let close: () => Promise<void>;

beforeAll(async () => {
  const place = await makeHome();
  shop = makeWorkshop();
  shop.edit("laws: [gdpr]", "laws: [gdpr, ccpa, coppa]");
  const now = Date.parse("2026-11-22T09:00:00Z");
  inst = await openWorkshop(shop, { home: place.home, surroundings: { now: () => now } });
  const wide = { calls: 1e6, seconds: 1 };
  const app = makeApp({
    inst,
    routes: staffRoutes(),
    sessions: { person: async () => undefined, staff: (token) => staffOf(inst, token) },
    trustProxy: 0,
    budgets: { page: wide, "sign-in": wide, api: wide },
  });
  const used = await useLink(inst, (await makeLink(inst, { role: "officer" })).token);
  if (used.kind === "refused") throw new Error(used.says);
  const cookie = `troth_staff=${used.value.session}`;
  call = async (path, form) => {
    const headers = { host: "127.0.0.1:4620", cookie, origin: ORIGIN, "sec-fetch-site": "same-origin" };
    const post = { method: "POST", body: new URLSearchParams(form).toString() };
    const answer = await app.request(`${ORIGIN}${path}`, {
      headers: { ...headers, ...(form ? { "content-type": "application/x-www-form-urlencoded" } : {}) },
      ...(form ? post : {}),
    });
    return { status: answer.status, text: await answer.text(), to: answer.headers.get("location") ?? "" };
  };
  close = async () => {
    await inst.close();
    shop.remove();
    await place.remove();
  };
});
afterAll(() => close());

const letter = { right: "access", came: "letter", received: "2026-11-20", email: ada.email, language: "en" };
const enter = async (more: Readonly<Record<string, string>> = {}): Promise<string> => {
  const { status, to, text } = await call("/staff/requests/new", { ...letter, ...more });
  if (status !== 303) throw new Error(text);
  return to.split("/").at(-1) ?? "";
};
const agents = { requester: "agent", "asker-email": AGENT };

test("bad input is said in its field, and takes no request", async () => {
  const wrongs: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{ received: "2026-11-23" }, "that lies in the future"],
    [{ received: "2025-02-29" }, "there is no such day"],
    [{ received: "1999-12-31" }, "when none of these laws was there"],
    [{ received: "2026-11-20T10:00" }, "has no zone"],
    [{ received: "soon" }, "this is no moment"],
    [{ place: "US-TX" }, "No law of the program goes by this place"],
    [{ place: "Atlantis" }, "No law of the program goes by this place"],
    [{ requester: "neighbor" }, "Choose who asks"],
    [{ requester: "agent" }, "Write where whoever asks is written to"],
    [{ ...agents, "asker-email": "agent" }, "This is no mail address"],
    [{ "asker-email": AGENT }, "The person asks themselves"],
  ];
  for (const [more, says] of wrongs) {
    const { status, text } = await call("/staff/requests/new", { ...letter, ...more });
    expect([more, status, text.includes(says)]).toEqual([more, 422, true]);
  }
  expect(await listRequests(inst)).toEqual([]);
});

test("a leap day and a day before the law are days; before it no law gives a time", async () => {
  const leap = await enter({ received: "2024-02-29" });
  expect((await viewRequest(inst, leap)).receivedAt.slice(0, 10)).toBe("2024-02-29");
  const old = await viewRequest(inst, await enter({ received: "2010-03-01", place: "DE" }));
  expect([old.clock, old.asker?.judged.must]).toEqual([undefined, []]);
});

test("an agent's letter: the page says what may be asked and what not, the answer goes to the agent", async () => {
  const request = await enter(agents);
  const row = await findRequest(inst.storage.db, request);
  expect(row && (await contactOf(inst, row))).toEqual({ email: AGENT });
  const { text } = await call(`/staff/requests/${request}`);
  expect(text).toContain("An agent with a signed permission. They have an account");
  expect(text).toMatch(/Must not be asked<\/h3>.*A power of attorney.*11 CCR 7063\(b\)/s);
  expect(text).toMatch(/May be asked<\/h3>.*A permission that the person signed.*11 CCR 7063\(a\)/s);
  expect(text).toContain("COPPA gives this right, and not to them (16 CFR 312.6");
  expect(text).toContain("Another law gives it to them.");
});

test("what a law forbids is neither recorded nor asked for, and what no law names neither, each told why", async () => {
  const request = await enter(agents);
  const before = await viewRequest(inst, request);
  const refused = async (act: string, form: Readonly<Record<string, string>>) => {
    const { status, text } = await call(`/staff/requests/${request}/${act}`, form);
    return `${status} ${/<div role="alert">.*?<\/div>/s.exec(text)?.[0].replace(/<[^>]+>/g, "") ?? text.slice(0, 200)}`;
  };
  const ask = (measure: string) => refused("ask", { what: "identity", measure, question: "please" });
  expect(await refused("shown", { measure: "power-of-attorney" })).toMatch(
    /^409 .*7063\(b\) forbids to ask for a power of attorney/s,
  );
  expect(await ask("power-of-attorney")).toMatch(/^409 .*7063\(b\) forbids/s);
  expect(await ask("identity-document")).toMatch(/^409 .*[Nn]o law of the request lets a company ask/s);
  expect(await ask("fee")).toMatch(/^409 .*forbids to ask for money/s);
  expect(await refused("shown", { measure: "blood" })).toMatch(/^409 /);
  const after = await viewRequest(inst, request);
  const kinds = ({ entries }: typeof after) => entries.map(({ kind }) => kind).filter((kind) => kind !== "person.looked-at");
  expect([after.asker, kinds(after)]).toEqual([before.asker, kinds(before)]);
});

test("nothing is signed until it was shown; then who saw it and when stands on the page and the ledger, and not what it was", async () => {
  const request = await enter(agents);
  const plan = (await viewRequest(inst, request)).plan?.hash ?? "";
  const early = await call(`/staff/requests/${request}/approve`, { plan, read: "yes" });
  expect([early.status, early.text.includes("Not shown yet, one of:")]).toEqual([409, true]);
  for (let pressed = 0; pressed < 2; pressed += 1)
    expect((await call(`/staff/requests/${request}/shown`, { measure: "signed-permission" })).status).toBe(303);
  const view = await viewRequest(inst, request);
  expect(view.asker?.shown).toMatchObject([{ measure: "signed-permission", at: "2026-11-22T09:00:00.000Z", by: "officer" }]);
  expect(view.entries.filter(({ kind }) => kind === "request.shown")).toHaveLength(1);
  expect((await call(`/staff/requests/${request}/approve`, { plan, read: "yes" })).status).toBe(303);
  expect((await viewRequest(inst, request)).state).not.toBe("planned");
});

test("points that match are named by category: an NIK, a password, the same twice are none", async () => {
  const request = await enter({ right: "erasure", place: "US-CA" });
  await call(`/staff/requests/${request}/asker`, { "has-account": "no", stake: "ordinary" });
  const points = async (list: string) => {
    const { status, text } = await call(`/staff/requests/${request}/shown`, { measure: "two-points", "points-two-points": list });
    return `${status} ${/class="wrongs".*?<\/ul>/s.exec(text)?.[0].replace(/<[^>]+>/g, "") ?? ""}`;
  };
  expect(await points("identity.national-id, name.full")).toMatch(/^422 .*is no secret/s);
  expect(await points("auth.password, name.full")).toMatch(/^422 .*never asked for to be compared/s);
  expect(await points("name.full, name.full")).toMatch(/^422 .*2 different points/s);
  expect(await points("shoe-size, name.full")).toMatch(/^422 .*category of the taxonomy/s);
  expect(await points("name.full, contact.phone")).toMatch(/^303/);
});

test("a question or a concern for somebody else says so where it is read: who asks, for whom, and that nothing may be told yet", async () => {
  for (const kind of ["question", "concern"] as const) {
    const network = (kind === "question" ? "1" : "2").repeat(64);
    const about = { value: ada.email };
    const asked = { kind, email: AGENT, language: "en", network, words: "Is it safe?", requester: "parent", about } as const;
    const taken = await askFor(inst, asked);
    if (taken.kind === "refused") throw new Error(taken.says);
    const { ask } = taken.value;
    const mail = await inst.storage.db.selectFrom("mail").select("sealed").where("owner", "=", ask).executeTakeFirstOrThrow();
    const plain = new TextDecoder().decode(await inst.keys.open({ request: ask }, "mail", mail.sealed ?? new Uint8Array()));
    const { code } = (JSON.parse(plain) as { mail: { code: string } }).mail;
    const entered = await enterCode(inst, { ask, code });
    if (entered.kind === "refused") throw new Error(entered.reason);
    const { text } = await call(`/staff/requests/${entered.value.request}`);
    expect(text).toContain(`A ${kind} of a parent for somebody else that waits for an answer.`);
    expect(text).toMatch(new RegExp(`Asked by</dt>\\s*<dd[^>]*>${AGENT}`));
    expect(text).toMatch(new RegExp(`About</dt>\\s*<dd[^>]*>${ada.email}`));
    expect(text).toContain("Nothing shows yet that they may ask for this person: tell them nothing of the person");
    expect(text).toContain("It shows whose the address of whoever asks is, and nothing of the person they ask for.");
  }
});
