// What was on the screen of a page of choices is on record before it is shown, and the record of a choice names it.
import type { ChoicesText } from "@troth/core/consent";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backendOf } from "../../../../test/support/as-backend.ts";
import { type ServedWorkshop, serveWorkshop } from "../../../../test/support/served-workshop.ts";
import { makeBackendKey } from "../apps/index.ts";

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
      `  letter: { label: Our letter, about: What is new, kind: newsletter, basis: consent, data: [contact], channels: [email, sms], topics: { oak: Oak, elm: Elm } }
  ads: { label: Advertising, kind: cross-context-advertising, basis: consent, data: [usage] }
trackers:
  _visits: { kind: cookie, party: first, lasts: 1 year, in: site, purpose: ads, about: Counts visits. }
recipients:`,
    ],
  ]);
  key = await makeBackendKey(served.server.inst, { name: "shop", by: "officer" });
});
afterAll(() => served.close());

const asBackend = backendOf(() => ({ base: served.base, key }));
const pathFor = async (person: string, purpose?: string): Promise<string> => {
  const resides = { kind: "resides", country: "IE", evidence: "stated", at: "2026-01-01T00:00:00Z", origin: "app" };
  await asBackend("/v1/facts", { facts: [{ id: `r ${person}`, person, ...resides }] });
  const link = { person, ...(purpose === undefined ? {} : { purpose }) };
  const { links } = await asBackend<{ links: { url: string }[] }>("/v1/choice-links", { links: [link] });
  return new URL(links[0]?.url ?? "").pathname.replace("/leave/", "/en/choices/");
};
const hashesIn = (page: string): readonly string[] =>
  [...page.matchAll(/name="shown" value="([0-9a-f]{64})"/g)].map(([, hash = ""]) => hash);
const rowOf = (hash: string) =>
  served.server.inst.storage.db.selectFrom("shown_text").selectAll().where("hash", "=", hash).executeTakeFirstOrThrow();
const rows = async (): Promise<number> =>
  Number(
    (
      await served.server.inst.storage.db
        .selectFrom("shown_text")
        .select((eb) => eb.fn.countAll().as("count"))
        .executeTakeFirstOrThrow()
    ).count,
  );
const unescaped = (html: string): string =>
  html.replace(
    /&(#x?[0-9a-f]+|[a-z]+);/gi,
    (one) => ({ "&#39;": "'", "&quot;": '"', "&amp;": "&", "&lt;": "<", "&gt;": ">" })[one] ?? one,
  );

/** Every piece of text in the page's forms, but for what says how the choices stand. */
const saidInForms = (page: string): readonly string[] =>
  [...page.matchAll(/<form.*?<\/form>/gs)].flatMap(([form]) =>
    form
      .replace(/<p class="small"><strong>.*?<\/p>/gs, "")
      .split(/<[^>]*>/)
      .map((text) => unescaped(text).replaceAll(/\s+/g, " ").trim())
      .filter((text) => text !== ""),
  );
/** Whether a sentence of the catalog says it, with its places filled. */
const says = (message: string, said: string): boolean => {
  const known = message.split(/\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${known.join(".+")}$`).test(said);
};

test.each(["all", "letter"])("all that the page of %s says, but how it stands, is in the text that is kept", async (of) => {
  const page = await (await served.get(await pathFor("one", of === "all" ? undefined : of))).text();
  const [hash = ""] = hashesIn(page);
  const row = await rowOf(hash);
  expect(row).toMatchObject({ service: null, language: "en", laws: ["gdpr"] });
  const text = row.text as unknown as ChoicesText;
  const { words, purposes, always } = text;
  const own = [...purposes, ...always].flatMap(({ label, about = "" }) => [label, about]);
  const deep = purposes.flatMap(({ parts = [], trackers = [] }) => [
    ...parts.flatMap((part) => ("label" in part ? [part.label] : [])),
    ...trackers.map(({ line }) => line),
  ]);
  const kept = [...own, ...deep];
  const unkept = saidInForms(page).filter(
    (said) => !kept.includes(said) && !Object.values(words).some((message) => says(message, said)),
  );
  expect(unkept).toEqual([]);
  expect(purposes.map(({ id, asks }) => [id, asks])).toEqual([
    ["profiling", "objection"],
    ["letter", "consent"],
    ["ads", "consent"],
  ]);
});

test("it is kept once, with an entry of the ledger, however often and by whomever it is opened", async () => {
  const first = await (await served.get(await pathFor("two"))).text();
  const before = await rows();
  const again = await (await served.get(await pathFor("three"))).text();
  expect(hashesIn(again)).toEqual(hashesIn(first));
  expect(await rows()).toBe(before);
  const other = await (await served.get((await pathFor("three")).replace("/en/", "/id/"))).text();
  expect(hashesIn(other)[0]).not.toBe(hashesIn(first)[0]);
  const entries = await served.server.inst.storage.db
    .selectFrom("entry")
    .select("body")
    .where("kind", "=", "choices.shown")
    .execute();
  const hashes = entries.map(({ body }) => (JSON.parse(body) as { shown?: string }).shown);
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(hashes).toEqual(expect.arrayContaining([hashesIn(first)[0], hashesIn(other)[0]]));
});

test("a choice names the text that was on the screen; one that no page of ours showed is named by none", async () => {
  const path = await pathFor("four");
  const [hash = ""] = hashesIn(await (await served.get(path)).text());
  await served.post(path, `choice.letter=yes&shown=${hash}`);
  await served.post(path, `choice.letter=no&shown=${"0".repeat(64)}`);
  await served.post(path, "choice.letter=yes&shown=1");
  await served.post(path, `signal=on&shown=${hash}`);
  // A banner's is no page's.
  const script = await (await served.get("/banner.js?service=site&language=en&country=IE")).text();
  const banner = /"shown":"([0-9a-f]{64})"/.exec(script)?.[1] ?? "";
  expect((await rowOf(banner)).service).toBe("site");
  await served.post(path, `choice.ads=no&shown=${banner}`);
  const shownIn = async (number: number) => {
    const record = (await (await served.get(`${path}/receipts/${number}?as=dpv`)).json()) as {
      readonly "dpv:hasNotice"?: { readonly "dct:identifier"?: string };
    };
    return record["dpv:hasNotice"]?.["dct:identifier"];
  };
  expect(await Promise.all([1, 2, 3, 4, 5].map(shownIn))).toEqual([hash, undefined, undefined, hash, undefined]);
});
