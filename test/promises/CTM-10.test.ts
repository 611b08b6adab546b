import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBackendKey } from "../../packages/server/src/apps/index.ts";
import { type ServedWorkshop, serveWorkshop } from "../support/served-workshop.ts";
import { openCompany } from "./support/decisions.ts";

const firm = openCompany(`
troth: 1
organization: { name: Alder Software, country: IE, contact: privacy@alder.example }
laws: [gdpr]
subjects: [customer]
purposes:
  news: { kind: newsletter, basis: consent, data: [contact.email] }
  improve: { kind: product-improvement, basis: legitimate-interest, interest: To see what is read, data: [contact.email] }
`);
const ask = (purpose: string) => ({ person: "s1", browser: "b1", purpose, data: ["contact.email"] });
const said = (who: { person: string } | { browser: string }, news: boolean, at: string) => ({
  ...{ person: undefined, browser: undefined, ...who },
  ...{ kind: "chose", how: "choose", choices: { news }, at: `2026-03-0${at}T09:00:00Z` },
});
const ACCOUNT = { person: "s1" };
const BROWSER = { browser: "b1" };

test("between an account and a browser the no holds, whichever was said last", async () => {
  expect(await firm.ask(ask("news"), [said(ACCOUNT, true, "1"), said(BROWSER, false, "2")])).toBe("no: consent");
  expect(await firm.ask(ask("news"), [said(BROWSER, false, "1"), said(ACCOUNT, true, "2")])).toBe("no: consent");
  expect(await firm.ask(ask("news"), [said(ACCOUNT, false, "1"), said(BROWSER, true, "2")])).toBe("no: consent");
  expect(await firm.ask(ask("news"), [said(BROWSER, true, "1"), said(ACCOUNT, false, "2")])).toBe("no: consent");
  expect(await firm.ask(ask("news"), [said(BROWSER, false, "1"), said(ACCOUNT, true, "2"), said(BROWSER, true, "3")])).toBe(
    "yes",
  );
});

test("in one place what was said last holds, and of one moment the no", async () => {
  expect(await firm.ask(ask("news"), [said(ACCOUNT, false, "1"), said(ACCOUNT, true, "2")])).toBe("yes");
  expect(await firm.ask(ask("news"), [said(ACCOUNT, true, "1"), said(ACCOUNT, false, "2")])).toMatch(/^no/);
  expect(await firm.ask(ask("news"), [said(ACCOUNT, true, "2"), said(ACCOUNT, false, "2")])).toMatch(/^no/);
});

let served: ServedWorkshop;
beforeAll(async () => {
  served = await serveWorkshop({}, "", "", [
    ["recipients:", "  news: { label: Our letter, kind: newsletter, basis: consent, data: [contact.email] }\nrecipients:"],
  ]);
});
afterAll(() => served.close());

test("it takes effect on the next decision, and the person is shown which one holds and why", async () => {
  const key = await makeBackendKey(served.server.inst, { name: "shop", by: "officer" });
  const call = async <T>(path: string, body: unknown): Promise<T> => {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const answer = await fetch(`${served.base}${path}`, { method: "POST", body: JSON.stringify(body), headers });
    return (await answer.json()) as T;
  };
  const head = { person: "p1", origin: "app" };
  await call("/v1/facts", {
    facts: [
      { ...head, id: "r", at: "2026-01-01T09:00:00Z", kind: "resides", country: "IE", evidence: "stated" },
      { ...head, id: "n", at: "2026-01-02T09:00:00Z", kind: "objected", purpose: "news", on: true },
      { ...head, id: "y", at: "2026-01-03T09:00:00Z", kind: "consented", purpose: "news", given: true },
    ],
  });
  const may = async () =>
    (await call<{ allowed: boolean }>("/v1/decide", { person: "p1", purpose: "news", data: ["contact.email"] })).allowed;
  const { links } = await call<{ links: { url: string }[] }>("/v1/choice-links", { links: [{ person: "p1" }] });
  const path = new URL(links[0]?.url ?? "").pathname;
  const page = await (await served.get(path)).text();
  expect(page).toContain("Yes holds.");
  expect(page).toContain("What you said on 2 January 2026 no longer counts.");
  expect(await may()).toBe(true);
  expect(await served.submit(path, "choice.news=no")).toContain("No holds.");
  expect(await may()).toBe(false);
});
