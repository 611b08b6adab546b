// Records of consent over real HTTP, as pages of a service send them, and as somebody who means harm would.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { dayOf } from "@troth/core/jurisdictions";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { JOURNAL, newRecord, SITE, serveConsentShop } from "../../../../test/support/consent-shop.ts";
import type { ServedWorkshop } from "../../../../test/support/served-workshop.ts";
import { makeBackendKey } from "../apps/index.ts";

let served: ServedWorkshop;
let key: string;
beforeAll(async () => {
  served = await serveConsentShop();
  key = await makeBackendKey(served.server.inst, { name: "shop", by: "officer" });
});
afterAll(() => served.close());

const write = (more: Record<string, unknown> = {}) => ({ ...newRecord(), ...more });
const send = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${served.base}/v1/consents`, {
    method: "POST",
    body: typeof body === "string" || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
    headers: { origin: SITE, "content-type": "text/plain", ...headers },
  });
const asBackend = (path: string, body: unknown) =>
  fetch(`${served.base}${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
  });
const stateOf = async (browser: string): Promise<Record<string, never> | null> => {
  const answer = await asBackend("/v1/state/subject", { subjects: [{ browser }] });
  return ((await answer.json()) as { subjects: { state: Record<string, never> | null }[] }).subjects[0]?.state ?? null;
};
const allows = async (browser: string, purpose: string, data: string): Promise<boolean> => {
  const answer = await asBackend("/v1/decide", { browser, purpose, data: [data] });
  const { allowed, because } = (await answer.json()) as { allowed: boolean; because: string };
  return allowed || /^(nobody|The person|.*(never asked|refused))/.test(because) ? allowed : Promise.reject(new Error(because));
};
const factsCount = async (): Promise<number> => {
  const { n } = await served.server.inst.storage.db
    .selectFrom("fact")
    .select(({ fn }) => fn.countAll().as("n"))
    .executeTakeFirstOrThrow();
  return Number(n);
};

test("a choice is kept with its refusals, and the next decision goes by it", async () => {
  const one = write();
  expect(await allows(one.browser, "statistics", "usage.page-view")).toBe(false);
  const answer = await send(one);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("access-control-allow-origin")).toBe(SITE);
  // Nobody here has shown this text: it is kept, and said.
  expect(await answer.json()).toEqual({ kept: true, odd: ["text"] });
  expect(await stateOf(one.browser)).toMatchObject({
    consents: { letter: { given: true }, statistics: { given: false } },
  });
  expect(await allows(one.browser, "statistics", "usage.page-view")).toBe(false);
  await send(write({ browser: one.browser, choices: { statistics: true } }));
  expect(await allows(one.browser, "statistics", "usage.page-view")).toBe(true);
});

test("the banner that a site is served is on record, and what is chosen on it names its text, notice and laws", async () => {
  const banner = await served.get("/banner.js?service=site&language=id&country=IE");
  expect([banner.status, banner.headers.get("content-type")]).toEqual([200, "text/javascript; charset=utf-8"]);
  expect(banner.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  const script = await banner.text();
  const shown = /"shown":"([0-9a-f]{64})"/.exec(script)?.[1] ?? "";
  expect(script).toContain(`${served.base}/v1/consents`);
  const etag = banner.headers.get("etag") ?? "";
  expect((await served.get("/banner.js?service=site&language=id&country=IE", { "if-none-match": etag })).status).toBe(304);
  const one = write({ shown, language: "id", choices: { statistics: true, _ads: false } });
  expect(await (await send(one)).json()).toEqual({ kept: true, odd: [] });
  // Another text of the same program is another hash; a language that the text was not in is said.
  expect(await (await send(write({ shown, choices: { ads: false }, language: "en" }))).json()).toEqual({
    kept: true,
    odd: ["language"],
  });
  expect((await served.get("/banner.js?service=site&language=en&country=IE")).headers.get("etag")).not.toBe(etag);
  const { rows } = {
    rows: await served.server.inst.storage.db.selectFrom("shown_text").selectAll().where("hash", "=", shown).execute(),
  };
  expect(rows).toMatchObject([{ service: "site", language: "id", laws: ["gdpr"] }]);
});

test("only what differs is on record anew: not a language or a place that somebody makes up", async () => {
  const rows = async () => {
    const { n } = await served.server.inst.storage.db
      .selectFrom("shown_text")
      .select(({ fn }) => fn.countAll().as("n"))
      .executeTakeFirstOrThrow();
    return Number(n);
  };
  const scriptOf = async (asked: string) => (await served.get(`/banner.js?service=site&${asked}`)).text();
  const english = await scriptOf("language=en");
  await scriptOf("language=id");
  const before = await rows();
  for (const asked of ["language=tlh", "language=zz-ZZ-1", "language=ar", "language=en-AU"])
    expect(await scriptOf(asked)).toBe(english);
  for (const place of ["country=XX", "country=XY&region=1", "country=US&region=QQ", "country=US&region=QZ"])
    await scriptOf(`language=en&${place}`);
  expect(await scriptOf("language=id-ID")).toContain(`"${served.base}/id/notice"`);
  expect(await rows()).toBe(before);
});

test("any site may read that the signal is honored, and since when", async () => {
  const answer = await served.get("/.well-known/gpc.json");
  expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([200, "*"]);
  const { zone } = served.server.inst.program;
  const { published_at } = await served.server.inst.storage.db
    .selectFrom("notice_version")
    .select("published_at")
    .executeTakeFirstOrThrow();
  expect(await answer.json()).toEqual({ gpc: true, lastUpdate: dayOf(new Date(published_at).toISOString(), zone) });
});

test("the line that the docs have for a page loads one", async () => {
  const page = readFileSync(new URL("../../../../docs/banner.md", import.meta.url), "utf8");
  const [, address = ""] = /<script src="https:\/\/privacy\.example\.com(\/banner\.js[^"]*)"/.exec(page) ?? [];
  expect((await served.get(address.replaceAll("&amp;", "&"))).status).toBe(200);
});

test("a banner that is none is not there, and a question that is none says how to ask", async () => {
  for (const none of ["shop", "constructor", "__proto__"])
    expect((await served.get(`/banner.js?service=${none}`)).status, none).toBe(404);
  expect((await served.get("/banner.js")).status).toBe(400);
  expect((await served.get("/banner.js?service=site&country=Ireland")).status).toBe(400);
});

test("the same choice again is the same one, though the clock went on; another under its id is refused", async () => {
  const one = write();
  expect((await send(one)).status).toBe(200);
  const before = await factsCount();
  expect((await send(one)).status).toBe(200);
  expect(await factsCount()).toBe(before);
  const forged = await send({ ...one, choices: { letter: false, statistics: true } });
  expect(forged.status).toBe(409);
  expect(await forged.json()).toMatchObject({ type: "urn:troth:problem:consent.conflict" });
  expect(await stateOf(one.browser)).toMatchObject({ consents: { statistics: { given: false } } });
  // Somebody else's id does not move the choice to their browser.
  expect((await send({ ...one, browser: randomUUID() })).status).toBe(409);
});

test("a signal, and a no to all that is sharing, opt out as a whole", async () => {
  const [signaled, refused] = [write({ choices: { letter: true }, gpc: true }), write({ choices: { ads: false } })];
  await send(signaled);
  await send(refused);
  expect(await stateOf(signaled.browser)).toMatchObject({ optOuts: ["sale", "sharing"] });
  expect(await stateOf(refused.browser)).toMatchObject({ optOuts: ["sharing"] });
});

test("a signal that comes by header alone is one: in the record, and for the banner, whose text is the same", async () => {
  const one = write({ choices: { letter: true }, gpc: false });
  await send(one, { "sec-gpc": "1" });
  expect(await stateOf(one.browser)).toMatchObject({ optOuts: ["sale", "sharing"] });
  const path = "/banner.js?service=site&language=en&country=US&region=CA";
  const [with_, without] = [await served.get(path, { "sec-gpc": "1" }), await served.get(path)];
  // A cache that lies between must not give one's to the other.
  for (const { headers } of [with_, without]) expect(headers.get("vary")?.toLowerCase()).toContain("sec-gpc");
  expect(with_.headers.get("etag")).not.toBe(without.headers.get("etag"));
  const [signaled, plain] = [await with_.text(), await without.text()];
  // Of the banner itself: each of its purposes has a `gpc` of its own.
  expect([signaled, plain].map((script) => /^\{const TROTH_BANNER=.*"gpc":true\};/.test(script))).toEqual([true, false]);
  const shown = [signaled, plain].map((script) => /"shown":"([0-9a-f]{64})"/.exec(script)?.[1]);
  expect(shown[0]).toBe(shown[1]);
  const row = served.server.inst.storage.db
    .selectFrom("shown_text")
    .select("text")
    .where("hash", "=", shown[0] ?? "");
  expect((await row.executeTakeFirstOrThrow()).text).not.toHaveProperty("gpc");
});

test("a thousand, two hundred at once, are each kept once", async () => {
  const many = Array.from({ length: 1_000 }, () => write());
  const before = await factsCount();
  const statuses: number[] = [];
  const left = [...many];
  // So many connections as one machine opens to itself in time.
  await Promise.all(
    Array.from({ length: 200 }, async () => {
      for (let one = left.pop(); one !== undefined; one = left.pop()) statuses.push((await send(one)).status);
    }),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(statuses).toHaveLength(1_000);
  expect(await factsCount()).toBe(before + 1_000);
});

test("a browser asks first where a page sends JSON, and is told yes for its pages alone", async () => {
  const ask = (origin: string) =>
    fetch(`${served.base}/v1/consents`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type" },
    });
  const ours = await ask(SITE);
  expect([ours.status, ours.headers.get("access-control-allow-headers")]).toEqual([204, "content-type"]);
  expect((await ask("https://evil.example")).headers.get("access-control-allow-origin")).toBeNull();
  expect((await send(write(), { "content-type": "application/json" })).status).toBe(200);
});

test("mails come back without what tells on their readers; where one never comes to an end none does, and it is named", async () => {
  const pixel = "img src=//opens.example/o width=1 height=1>";
  // What is cut out brings the halves around it together, once for each layer.
  const nested = (layers: number) => `<p>Hi</p>${"<".repeat(layers)}${pixel.repeat(layers)}`;
  const filtered = await asBackend("/v1/mails", { mails: [{ person: "u_1", html: nested(2) }] });
  expect(filtered.status).toBe(200);
  const { mails } = (await filtered.json()) as { mails: readonly { readonly html: string }[] };
  expect(mails.map(({ html }) => html)).toEqual(["<p>Hi</p>"]);
  const answer = await asBackend("/v1/mails", {
    mails: [
      { person: "u_1", html: "<p>one</p>" },
      { person: "u_1", html: nested(40) },
    ],
  });
  expect(answer.status).toBe(400);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.json()).toEqual({
    type: "urn:troth:problem:mails.tangled",
    title: expect.any(String),
    status: 400,
    detail: expect.stringMatching(/^no mail was given back; `mails\.1\.html` brings parts together .*; write it without/),
  });
});

describe("refused, with a problem that says why, and nothing kept", () => {
  const CASES: readonly (readonly [string, unknown, Readonly<Record<string, string>>, number])[] = [
    ["another site", write(), { origin: "https://evil.example" }, 403],
    ["the site without its s", write(), { origin: SITE.replace("https", "http") }, 403],
    ["an opaque origin", write(), { origin: "null" }, 403],
    ["purposes that the program has not", write({ choices: { "buy-everything": true } }), {}, 400],
    [
      "ten thousand purposes",
      write({ choices: Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`p${at}`, true])) }),
      {},
      413,
    ],
    [
      "a thousand short ones",
      write({ choices: Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`p${at}`, true])) }),
      {},
      400,
    ],
    ["ten megabytes", "x".repeat(10 * 1024 * 1024), {}, 413],
    ["a yes that is no boolean", write({ choices: { letter: "yes" } }), {}, 400],
    ["a hash that is none", write({ shown: "<script>" }), {}, 400],
    ["an id that is no UUID", write({ id: "1" }), {}, 400],
    ["a browser that is no UUID", write({ browser: "ada@example.org" }), {}, 400],
    ["a moment that is none", write({ at: "yesterday" }), {}, 400],
    ["more than is asked for", write({ account: "ada" }), {}, 400],
    ["no JSON", "{", {}, 400],
    ["bytes that are no UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), {}, 400],
    ["a form", "a=b", { "content-type": "application/x-www-form-urlencoded" }, 415],
    ["a language without end", write({ language: "x".repeat(4_000) }), {}, 400],
  ];
  test.each(CASES)("%s", async (_, body, headers, status) => {
    const before = await factsCount();
    const answer = await send(body, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await factsCount()).toBe(before);
  });
});

test("a server of before takes no record in part while servers are renewed: it is sent again, and for an hour", async () => {
  const { db } = served.server.inst.storage;
  const tell = (program: string) => db.updateTable("fact_feed").set({ program }).where("id", "=", 1).execute();
  const part = write({ choices: { letter: false, "new-purpose": false } });
  const known = write();
  const late = write({ choices: { letter: false, "new-purpose": false }, at: new Date(Date.now() - 61 * 60_000).toISOString() });
  await tell("b".repeat(64));
  const count = await factsCount();
  for (const one of [part, write({ choices: { "new-purpose": false } })]) {
    const answer = await send(one);
    expect([answer.status, await answer.json()]).toMatchObject([503, { type: "urn:troth:problem:http.busy" }]);
  }
  expect([await factsCount(), await stateOf(part.browser)]).toEqual([count, null]);
  expect(await (await send(known)).json()).toMatchObject({ kept: true });
  expect(await (await send(late)).json()).toMatchObject({ kept: true });
  await tell(served.server.inst.program.hash);
  expect(await (await send(part)).json()).toMatchObject({ kept: true });
});

describe("an answer to what was not on the screen", () => {
  const shownBy = async (service: string): Promise<string> => {
    const script = await (await served.get(`/banner.js?service=${service}&language=en&country=IE`)).text();
    return /"shown":"([0-9a-f]{64})"/.exec(script)?.[1] ?? "";
  };

  test("a yes to it is kept, said to be odd, and permits nothing; what was shown beside it counts", async () => {
    // The banner asks about statistics and ads: nothing of the site asks about the letter by it.
    const one = write({ shown: await shownBy("site"), choices: { letter: true, statistics: true } });
    expect(await (await send(one)).json()).toEqual({ kept: true, odd: ["names"] });
    expect(await (await send(one)).json()).toEqual({ kept: true, odd: ["names"] });
    const consents = ((await stateOf(one.browser)) as unknown as { consents: object }).consents;
    expect(Object.keys(consents)).toEqual(["statistics"]);
    expect(await allows(one.browser, "letter", "contact.email")).toBe(false);
    expect(await allows(one.browser, "statistics", "usage.page-view")).toBe(true);
  });

  test("a no to it is a no, and a later yes to it takes none back", async () => {
    const shown = await shownBy("site");
    const first = write({ choices: { letter: true } });
    await send(first);
    expect(await allows(first.browser, "letter", "contact.email")).toBe(true);
    await send(write({ browser: first.browser, shown, choices: { letter: false } }));
    expect(await allows(first.browser, "letter", "contact.email")).toBe(false);
    await send(write({ browser: first.browser, shown, choices: { letter: true } }));
    expect(await allows(first.browser, "letter", "contact.email")).toBe(false);
  });

  test("a text of another service is odd, and what it asked was answered", async () => {
    const one = write({ shown: await shownBy("journal"), choices: { statistics: true } });
    expect(await (await send(one)).json()).toEqual({ kept: true, odd: ["text"] });
    expect(await allows(one.browser, "statistics", "usage.page-view")).toBe(true);
    const there = write({ shown: await shownBy("journal"), choices: { statistics: true } });
    expect(await (await send(there, { origin: JOURNAL })).json()).toEqual({ kept: true, odd: [] });
  });
});

describe("kept, with what is odd about it said", () => {
  const CASES: readonly (readonly [string, Record<string, unknown>, readonly string[]])[] = [
    ["a clock years off", { at: "2019-01-01T00:00:00Z" }, ["text", "clock"]],
    ["a purpose that is gone", { choices: { letter: false, "old-purpose": true } }, ["names", "text"]],
    ["another language", { language: "tlh" }, ["text"]],
  ];
  test.each(CASES)("%s", async (_, more, odd) => {
    const one = write(more);
    expect(await (await send(one)).json()).toEqual({ kept: true, odd });
    const state = await stateOf(one.browser);
    expect(JSON.stringify(state)).not.toContain("old-purpose");
    // Ours is the moment that counts.
    const at = (state as { consents?: { letter?: { at: number } } } | null)?.consents?.letter?.at ?? 0;
    expect(Math.abs(at - Date.now())).toBeLessThan(120_000);
  });
});
