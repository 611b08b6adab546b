// The form of choices as a browser sends it back: whatever trackers are called, and however many there are; and the way out of a mail.
import { afterAll, beforeAll, expect, test } from "vitest";
import { backendOf } from "../../../../test/support/as-backend.ts";
import { type ServedWorkshop, serveWorkshop } from "../../../../test/support/served-workshop.ts";
import { makeBackendKey } from "../apps/index.ts";

const MANY = 250;
const LONG = `_${"visits".repeat(30)}`;
const cookie = (id: string) =>
  `  ${JSON.stringify(id)}: { kind: cookie, party: first, lasts: 1 year, in: site, purpose: statistics, about: Counts visits. }\n`;

let served: ServedWorkshop;
let key: string;
beforeAll(async () => {
  served = await serveWorkshop({}, "", "", [
    [
      "subjects: [customer]",
      'subjects: [customer]\nservices:\n  site: { name: Workshop, urls: ["https://www.workshop.example"] }',
    ],
    [
      "recipients:",
      `  statistics: { label: Statistics, kind: analytics, basis: consent, data: [usage] }
  letter: { label: Our letter, kind: newsletter, basis: consent, data: [contact.email] }
trackers:
${["_lm_*", "_läsare", LONG, ...Array.from({ length: MANY }, (_, at) => `t${at}`)].map(cookie).join("")}recipients:`,
    ],
  ]);
  key = await makeBackendKey(served.server.inst, { name: "shop", by: "officer" });
});
afterAll(() => served.close());

const asBackend = backendOf(() => ({ base: served.base, key }));
const linkTo = async (person: string, purpose?: string): Promise<string> => {
  const said = { person, at: "2026-01-02T00:00:00Z", origin: "app" };
  await asBackend("/v1/facts", {
    facts: [
      { id: `r ${person}`, ...said, kind: "resides", country: "IE", evidence: "stated" },
      { id: `s ${person}`, ...said, kind: "consented", purpose: "statistics", given: true },
      { id: `l ${person}`, ...said, kind: "consented", purpose: "letter", given: true },
    ],
  });
  const { links } = await asBackend<{ links: { url: string }[] }>("/v1/choice-links", { links: [{ person, purpose }] });
  return new URL(links[0]?.url ?? "").pathname;
};
const may = async (person: string, purpose: string, data: string): Promise<boolean> =>
  (await asBackend<{ allowed: boolean }>("/v1/decide", { person, purpose, data: [data] })).allowed;

/** The first form of a page with its fields as a browser would send them, and the names of its boxes in order. */
async function formOf(path: string): Promise<{ readonly sent: URLSearchParams; readonly boxes: readonly string[] }> {
  const page = await (await served.get(path)).text();
  const sent = new URLSearchParams();
  const boxes: string[] = [];
  const attribute = (tag: string, name: string) =>
    new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  const [, form = ""] = /<form[^>]*>(.*?refuse\..*?)<\/form>/s.exec(page) ?? [];
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const [name = "", type = "", value = ""] = ["name", "type", "value"].map((one) => attribute(tag, one));
    if (type === "checkbox") boxes.push(name);
    if (type === "hidden" || / checked/.test(tag)) sent.set(name, value);
  }
  return { sent, boxes };
}

test("what the page shows is what it takes back: names with a star, of other letters, long, and hundreds", async () => {
  const path = await linkTo("ada");
  const { sent, boxes } = await formOf(path);
  expect(boxes).toHaveLength(MANY + 3);
  expect((await served.post(path, sent.toString())).status).toBe(303);
  for (const name of boxes.slice(0, 3)) sent.set(name, "yes");
  expect((await served.post(path, sent.toString())).status).toBe(303);
  const { token } = await asBackend<{ token: string }>("/v1/browser-tokens", { person: "ada" });
  const against = JSON.parse(decodeURIComponent(token.split(".")[2] ?? "{}")) as object;
  expect(Object.keys(against).sort()).toEqual(["_lm_*", LONG, "_läsare"].sort());
  expect(await may("ada", "statistics", "usage")).toBe(true);
  const again = await formOf(path);
  again.sent.set("choice.statistics", "no");
  expect((await served.post(path, again.sent.toString())).status).toBe(303);
  expect(await may("ada", "statistics", "usage")).toBe(false);
});

test("by the way out of a mail a single tracker is refused, and one that was refused before is neither shown nor brought back", async () => {
  const own = await linkTo("bea");
  await served.post(own, "refused.t3=no&refuse.t3=yes");
  const refused = async () => {
    const { token } = await asBackend<{ token: string }>("/v1/browser-tokens", { person: "bea" });
    return Object.keys(JSON.parse(decodeURIComponent(token.split(".")[2] ?? "{}")) as object).sort();
  };
  const before = await refused();
  expect(before).toEqual(["t3"]);
  const path = (await linkTo("bea", "letter")).replace("/leave/", "/en/choices/");
  const { sent, boxes } = await formOf(path);
  expect(boxes.filter((name) => sent.has(name))).toEqual([]);
  for (const name of [...sent.keys()]) if (name.startsWith("refused.")) sent.set(name, "yes");
  expect(await served.submit(path, sent.toString())).toContain("A yes is not taken by this link");
  expect(await refused()).toEqual(before);
  const again = await formOf(path);
  again.sent.set("refuse.t7", "yes");
  expect(await served.submit(path, again.sent.toString())).toContain("Saved. It holds from now on.");
  expect(await refused()).toEqual([...before, "t7"].sort());
});

/** @source RFC 8058, 3.1 and 8: the example of the POST is a multipart form */
test.each([
  ["a multipart form", () => new FormData()],
  ["a form", () => new URLSearchParams({ "List-Unsubscribe": "One-Click" })],
  ["a text", () => "List-Unsubscribe=One-Click"],
  ["bytes that are no text", () => new Uint8Array([0xff, 0xfe])],
  ["nothing", () => undefined],
])("one click ends a kind of mail, whatever the mail program sends it as: %s", async (what, body) => {
  const path = await linkTo(what, "letter");
  const sent = body();
  if (sent instanceof FormData) sent.set("List-Unsubscribe", "One-Click");
  expect(await may(what, "letter", "contact.email")).toBe(true);
  const answer = await fetch(`${served.base}${path}`, { method: "POST", redirect: "manual", ...(sent && { body: sent }) });
  expect([answer.status, answer.headers.get("location"), answer.headers.get("set-cookie")]).toEqual([200, null, null]);
  expect(await may(what, "letter", "contact.email")).toBe(false);
});

test("a form that is too large is not read, and ends nothing", async () => {
  const path = await linkTo("large", "letter");
  const body = new URLSearchParams({ "List-Unsubscribe": "x".repeat(200_000) });
  expect((await fetch(`${served.base}${path}`, { method: "POST", body })).status).toBe(413);
  expect(await may("large", "letter", "contact.email")).toBe(true);
});
