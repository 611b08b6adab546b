// What a yes covers when the program has changed since: by HTTP, with a server that was started again under the new one.
import { afterAll, beforeAll, expect, test } from "vitest";
import { newRecord, SITE, serveConsentShop } from "../../../../test/support/consent-shop.ts";
import type { ServedWorkshop } from "../../../../test/support/served-workshop.ts";
import { makeBackendKey } from "../apps/index.ts";
import { type RunningServer, startServer } from "./start-server.ts";

/** What the program says of counting at first, and what it adds. */
const BEFORE = "statistics: { kind: analytics, basis: consent, data: [usage] }";
const AFTER = "statistics: { kind: analytics, basis: consent, data: [usage, contact.email] }";

let served: ServedWorkshop;
let server: RunningServer;
let base: string;
let key: string;
beforeAll(async () => {
  served = await serveConsentShop();
  ({ server, base } = served);
  key = await makeBackendKey(server.inst, { name: "shop", by: "officer" });
});
afterAll(async () => {
  await server.close();
  served.shop.remove();
});

const again = async () => {
  await server.close();
  const env = { ...served.shop.env, TROTH_LISTEN: new URL(base).host };
  server = await startServer({ home: served.shop.home, programFile: served.shop.program, env });
};
const post = async (path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<Record<string, unknown>> => {
  const answer = await fetch(`${base}${path}`, { method: "POST", body: JSON.stringify(body), headers });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
};
const asBackend = (path: string, body: unknown) =>
  post(path, body, { authorization: `Bearer ${key}`, "content-type": "application/json" });
const choose = (browser: string, shown: string) =>
  post("/v1/consents", newRecord({ browser, shown, choices: { statistics: true } }), {
    origin: SITE,
    "content-type": "text/plain",
  });
const tell = (person: string, more: object) =>
  asBackend("/v1/facts", {
    facts: [{ id: crypto.randomUUID(), person, at: new Date().toISOString(), origin: "app", ...more }],
  });
const YES = { kind: "consented", purpose: "statistics", given: true };
const shownNow = async () => {
  const script = await (await fetch(`${base}/banner.js?service=site&language=en&country=IE`)).text();
  const shown = /"shown":"([0-9a-f]{64})"/.exec(script)?.[1] ?? "";
  return { shown, hash: /"id":"statistics".*?"hash":"(\w+)"/.exec(script)?.[1] };
};
const decide = async (about: object, data: string): Promise<string> => {
  const { allowed, rule, because } = await asBackend("/v1/decide", { ...about, purpose: "statistics", data: [data] });
  return allowed === true ? "yes" : `${rule}: ${because}`;
};
const UNSTATED =
  /^consent: `statistics` rests on consent, and the notice [0-9a-f]{64}, under which it was given, did not state it/;

/** What stands in a form of the page on which somebody chooses by a link, and where it is sent. */
async function pageOfChoices(person: string) {
  const { links } = (await asBackend("/v1/choice-links", { links: [{ person }] })) as { links: { url: string }[] };
  const { pathname } = new URL(links[0]?.url ?? "");
  const text = await (await fetch(`${base}${pathname}`)).text();
  const fields = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [
    name,
    value,
  ]);
  return { pathname, fields: Object.fromEntries(fields) as Record<string, string> };
}
const sendChoices = ({ pathname, fields }: Awaited<ReturnType<typeof pageOfChoices>>, said: Readonly<Record<string, string>>) =>
  fetch(`${base}${pathname}`, {
    method: "POST",
    body: new URLSearchParams({ ...fields, ...said }).toString(),
    redirect: "manual",
    headers: { origin: base, "content-type": "application/x-www-form-urlencoded" },
  });

test("a yes covers what its notice stated, and nothing that was added since, until it is said anew", async () => {
  const before = await shownNow();
  const [early, stale, late] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  await choose(early, before.shown);
  await tell("early", YES);
  await tell("long-ago", { ...YES, at: "2020-01-01T00:00:00Z" });
  const openedBefore = await pageOfChoices("open-page");
  for (const about of [{ browser: early }, { person: "early" }, { person: "long-ago" }])
    expect(await decide(about, "usage.page-view")).toBe("yes");

  served.shop.edit(BEFORE, AFTER);
  served.shop.edit("\nretention:\n", "\ncollection:\n  sign-up: { takes: [contact.email] }\nretention:\n");
  await again();
  const after = await shownNow();
  // Whoever answered is asked once more, since what they answered is another thing now.
  expect(after.hash).not.toBe(before.hash);
  // A page that was open meanwhile shows what it showed.
  await choose(stale, before.shown);
  // Of what these browsers gave nothing is known; of an address that somebody gives now, the notice of now is.
  for (const about of [{ browser: early }, { browser: stale }]) {
    expect(await decide(about, "usage.page-view")).toBe("yes");
    expect(await decide(about, "contact.email")).toMatch(/^notice: .*did not state `statistics` for `contact.email`/);
  }
  expect((await sendChoices(openedBefore, { "choice.statistics": "yes" })).status).toBe(303);
  for (const person of ["early", "long-ago", "open-page"]) {
    expect(await decide({ person }, "usage.page-view")).toBe("yes");
    await tell(person, { kind: "collected", point: "sign-up", categories: ["contact.email"] });
    expect(await decide({ person }, "contact.email")).toMatch(UNSTATED);
  }
  await choose(late, after.shown);
  await choose(early, after.shown);
  await tell("early", YES);
  await tell("late", YES);
  await sendChoices(await pageOfChoices("open-page"), { "choice.statistics": "yes" });
  for (const about of [{ browser: late }, { browser: early }, { person: "early" }, { person: "late" }, { person: "open-page" }])
    expect(await decide(about, "contact.email")).toBe("yes");
});

test("the page of choices says what a yes does not cover, and nothing is ticked for them", async () => {
  const { links } = (await asBackend("/v1/choice-links", { links: [{ person: "long-ago" }] })) as { links: { url: string }[] };
  const page = async (language: string) => {
    const path = new URL(links[0]?.url ?? "").pathname.replace(/^\/en\//, `/${language}/`);
    return { path, text: await (await fetch(`${base}${path}`)).text() };
  };
  const { path, text } = await page("en");
  const field = /<fieldset[^>]*>(?:(?!<fieldset)[\s\S])*?choice\.statistics[\s\S]*?<\/fieldset>/.exec(text)?.[0] ?? "";
  expect(field).toContain("Yes holds.");
  expect(field).toContain("more of your data is to be used for this: e-mail address.");
  expect(field).not.toContain("checked");
  expect((await page("id")).text).toContain("ada data Anda lainnya yang hendak digunakan untuk ini: alamat surel.");
  const save = (said: string) =>
    fetch(`${base}${path}`, {
      method: "POST",
      body: `was.statistics=in-part${said}`,
      redirect: "manual",
      headers: { origin: base, "content-type": "application/x-www-form-urlencoded" },
    });
  await save("");
  expect(await decide({ person: "long-ago" }, "contact.email")).toMatch(UNSTATED);
  await save("&choice.statistics=yes");
  expect(await decide({ person: "long-ago" }, "contact.email")).toBe("yes");
  expect((await page("en")).text).not.toContain("more of your data");
});

test("a text that is shown again under a newer notice is answered under that", async () => {
  const { shown } = await shownNow();
  const rows = async () => {
    const { db } = server.inst.storage;
    const texts = await db.selectFrom("shown_text").select("notice").where("hash", "=", shown).execute();
    const entries = await db.selectFrom("entry").select("body").where("kind", "=", "banner.shown").execute();
    return { texts, entries: entries.filter(({ body }) => body.includes(shown)).length };
  };
  const before = await rows();
  // What is said of another purpose is another notice, and the same banner.
  served.shop.edit(
    "letter: { kind: newsletter, basis: consent, data: [contact.email]",
    "letter: { kind: newsletter, basis: consent, data: [contact]",
  );
  await again();
  expect((await shownNow()).shown).toBe(shown);
  const after = await rows();
  expect(after.texts).toHaveLength(1);
  expect(after.texts).not.toEqual(before.texts);
  expect(after.entries).toBe(before.entries + 1);
});
