// Asking for somebody else in the privacy center: the form and the page of the request, in both languages, without script.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Center, openCenter } from "../../../../test/support/center.ts";
import { ada, MARK } from "../../../../test/support/workshop.ts";
import { findRequest, openSubject, recordShown, runRequest, turnIntoRight, viewRequest } from "../requests/index.ts";

let center: Center;
beforeAll(async () => {
  center = await openCenter([["laws: [gdpr]", "laws: [gdpr, ccpa]"]]);
});
afterAll(() => center.close());

const AGENT = "agent@rights.example";
const form = { kind: "access", email: AGENT, requester: "agent", about: ada.email, "about-kind": "email" };
const askOf = (to: string | undefined): string => /\/code\/(A-[0-9a-f-]{36})$/.exec(to ?? "")?.[1] ?? "none";

test("the form asks whose data it is, of those whom a law of the program knows", async () => {
  const { text } = await center.get("/en/ask");
  expect(text).toContain("Whose data is it?");
  for (const one of ["person", "agent", "agent-with-power", "parent", "guardian"])
    expect(text).toMatch(new RegExp(`name="requester" value="${one}"`));
  expect(text).not.toContain('value="heir"');
  expect((await center.get("/id/ask")).text).toContain("Data pribadi siapa?");
});

test("what is wrong stands in its field, in the language of the page", async () => {
  const wrong = async (more: Readonly<Record<string, string>>) => {
    const { status, text } = await center.send("/id/ask", { ...form, ...more });
    return `${status} ${[...text.matchAll(/<a href="#([a-z-]+)">/g)].map(([, field]) => field).join()}`;
  };
  expect(await wrong({ about: "" })).toBe("422 about");
  expect(await wrong({ requester: "person" })).toBe("422 requester");
  expect(await wrong({ requester: "neighbor" })).toBe("422 requester");
  expect(await wrong({ place: "Atlantis" })).toBe("422 place");
});

test("whose address was entered is in sight while anything is wrong", async () => {
  const { text } = await center.send("/en/ask", { ...form, kind: "erasure", requester: "person", email: "" });
  expect(text).toMatch(/<details open="">\s*<summary>Do you ask for somebody else/);
  expect(text).toContain(`value="${ada.email}"`);
});

test("the agent's page says what they have to show, with the article, and nothing of the person until they have", async () => {
  const asked = await center.send("/en/ask", form);
  const ask = askOf(asked.to);
  const entered = await center.send(`/en/code/${ask}`, { code: await center.codeOf(ask) });
  const request = /R-\d+/.exec(entered.to ?? "")?.[0] ?? "";
  const cookie = (entered.headers.get("set-cookie") ?? "").split(";")[0];
  await runRequest(center.inst, request);
  const page = async (language: string) => (await center.get(`/${language}/requests/${request}`, cookie)).text;
  const english = await page("en");
  expect(english).toContain("Show that you may ask for them");
  expect(english).toContain("a permission that the person signed (11 CCR 7063(a))");
  expect(await page("id")).toContain("izin yang ditandatangani orang itu");
  for (const text of [english, await page("id")]) {
    expect(text).not.toContain(MARK);
    expect(text).not.toMatch(/found your data|menemukan data|\d rows?\b|Who looked/);
  }
  const told = await (await center.bytes(`/api/v1/requests/${request}`, cookie)).json();
  expect(told).toMatchObject({ state: "received", stores: { all: 0, done: 0 }, deleted: 0, stays: [], recipients: [] });
  await recordShown(center.inst, { request, measure: "signed-permission", as: "officer" });
  expect(await page("en")).toContain("A person has to release the copy");
});

test("a question for somebody else keeps whom it is for, and made a right it is about them and not about whoever wrote", async () => {
  const asks = { ...form, kind: "question", words: "What do you hold of my client?" };
  for (const about of ["", "nobody"]) {
    const wrong = await center.send("/en/ask", { ...asks, about });
    expect([wrong.status, wrong.text.includes('<a href="#about">')]).toEqual([422, true]);
  }
  const whose = await center.send("/en/ask", { ...asks, kind: "concern", requester: "person" });
  expect([whose.status, whose.text.includes('<a href="#requester">')]).toEqual([422, true]);
  const ask = askOf((await center.send("/en/ask", asks)).to);
  const entered = await center.send(`/en/code/${ask}`, { code: await center.codeOf(ask) });
  const request = /R-\d+/.exec(entered.to ?? "")?.[0] ?? "";
  const cookie = (entered.headers.get("set-cookie") ?? "").split(";")[0];
  const row = await findRequest(center.inst.storage.db, request);
  expect(row && (await openSubject(center.inst.keys, row))).toEqual([{ kind: "email", value: ada.email }]);
  expect(await viewRequest(center.inst, request)).toMatchObject({ right: "question", requester: "agent", verified: false });
  const spaced = (text: string) => text.replace(/<[^>]+>/g, "");
  expect(spaced((await center.get(`/en/requests/${request}`, cookie)).text)).toContain(
    "Whose data is it? Somebody&#39;s who has authorized me.",
  );
  expect(spaced((await center.get(`/id/requests/${request}`, cookie)).text)).toContain("Data pribadi siapa?");
  await turnIntoRight(center.inst, { request, account: "officer", right: "access" });
  expect(await viewRequest(center.inst, request)).toMatchObject({ state: "planned", asker: { requester: "agent" } });
  const { text } = await center.get(`/en/requests/${request}`, cookie);
  expect(text).toContain("Show that you may ask for them");
  expect(text).not.toMatch(/found your data|\d rows?\b/);
});
