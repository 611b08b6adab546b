import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBackendKey } from "../../packages/server/src/apps/index.ts";
import { type ServedWorkshop, serveWorkshop } from "../support/served-workshop.ts";

const SITE = "https://www.workshop.example";
let served: ServedWorkshop;
let key: string;
beforeAll(async () => {
  served = await serveWorkshop({}, "", "", [
    ["subjects:", `services: { shop: { name: Workshop, urls: ["${SITE}"] } }\nsubjects:`],
    ["recipients:", "  news: { label: Our letter, kind: newsletter, basis: consent, data: [contact.email] }\nrecipients:"],
    ["retention:", "trackers:\n  news_seen: { purpose: news }\nretention:"],
  ]);
  key = await makeBackendKey(served.server.inst, { name: "shop", by: "officer" });
});
afterAll(() => served.close());

const call = async <T>(path: string, body: unknown): Promise<T> => {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  return (await (await fetch(`${served.base}${path}`, { method: "POST", body: JSON.stringify(body), headers })).json()) as T;
};
const may = async (who: { person?: string; browser?: string }) =>
  (await call<{ allowed: boolean }>("/v1/decide", { ...who, purpose: "news", data: ["contact.email"] })).allowed;
/** The page of all choices of somebody, by the link in their mail. */
const choices = async (person: string): Promise<string> => {
  const { links } = await call<{ links: { url: string }[] }>("/v1/choice-links", { links: [{ person }] });
  return new URL(links[0]?.url ?? served.base).pathname;
};

test("who joins on a page is on record with the text, the version of the notice, the moment and the site", async () => {
  const script = await (await served.get("/banner.js?service=shop&language=en&country=IE")).text();
  const [, shown = ""] = /"shown":"([0-9a-f]{64})"/.exec(script) ?? [];
  const browser = randomUUID();
  const before = Date.now();
  const body = {
    id: randomUUID(),
    browser,
    shown,
    choices: { news: true },
    how: "choose",
    language: "en",
    at: new Date().toISOString(),
  };
  const kept = await fetch(`${served.base}/v1/consents`, {
    method: "POST",
    body: JSON.stringify({ ...body, gpc: false }),
    headers: { origin: SITE, "content-type": "application/json" },
  });
  expect(await kept.json()).toEqual({ kept: true, odd: [] });
  expect(await may({ browser })).toBe(true);
  // The text itself, with what stood on the screen, lies under the hash that the record names.
  const { rows } = await served.server.inst.storage.executeSql(
    `select service, notice, text from shown_text where hash = '${shown}'`,
  );
  expect(rows).toMatchObject([{ service: "shop", notice: expect.stringMatching(/^[0-9a-f]{64}$/) as string }]);
  expect(JSON.stringify(rows[0]?.text)).toContain("Our letter");
  const { rows: entries } = await served.server.inst.storage.executeSql("select at from entry where kind = 'facts.told'");
  expect(entries.some(({ at }) => Date.parse(String(at)) >= before - 1000)).toBe(true);
});

test("who joins by the page of choices has a receipt of it: what was answered, when, how and in which words", async () => {
  const path = await choices("two");
  const shown = /name="shown" value="([0-9a-f]{64})"/.exec(await (await served.get(path)).text())?.[1];
  await served.post(path, `choice.news=yes&shown=${shown}`);
  expect(await may({ person: "two" })).toBe(true);
  const receipt = JSON.parse(await (await served.get(`${path}/receipts/1`)).text()) as { text: string };
  const { fact } = JSON.parse(receipt.text) as { fact: Readonly<Record<string, unknown>> };
  expect(fact).toMatchObject({
    kind: "chose",
    choices: { news: true },
    how: "preferences",
    language: "en",
    origin: "privacy center",
    shown,
  });
  const { rows } = await served.server.inst.storage.executeSql(`select text from shown_text where hash = '${shown}'`);
  expect(JSON.stringify(rows[0]?.text)).toContain("Our letter");
  expect(Math.abs(Date.parse(String(fact.at)) - Date.now())).toBeLessThan(600_000);
});

test("leaving is the same page, the same button and as many steps; and from a mail it is one", async () => {
  const path = await choices("three");
  const page = await (await served.get(path)).text();
  const fields = [...page.matchAll(/name="choice\.news" value="(yes|no)"/g)].map((found) => found[1]);
  expect(fields).toEqual(["yes", "no"]);
  await served.post(path, "choice.news=yes");
  expect(await may({ person: "three" })).toBe(true);
  expect(await served.submit(path, "choice.news=no")).toContain("Saved. It holds from now on.");
  expect(await may({ person: "three" })).toBe(false);
  await served.post(path, "choice.news=yes");
  const { links } = await call<{ links: { url: string }[] }>("/v1/choice-links", {
    links: [{ person: "three", purpose: "news" }],
  });
  expect((await served.post(new URL(links[0]?.url ?? "").pathname, "List-Unsubscribe=One-Click")).status).toBe(200);
  expect(await may({ person: "three" })).toBe(false);
});
