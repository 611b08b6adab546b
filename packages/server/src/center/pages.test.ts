// Every public page in both languages, and what stands in it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Center, openCenter } from "../../../../test/support/center.ts";
import { centerRoutes } from "./index.ts";

let center: Center;
let cookie: string;
let request: string;
beforeAll(async () => {
  center = await openCenter();
  ({ cookie, request } = await center.enter());
});
afterAll(() => center.close());

const pages = [
  "",
  "/notice",
  "/ask",
  "/ask?kind=erasure",
  "/code/A-00000000-0000-4000-8000-000000000000",
  "/requests",
  "/verify",
];
const each = (["en", "id"] as const).flatMap((language) => pages.map((page) => [language, page] as const));

/** What no page may have: what the CSP forbids, and what a program leaves where a word should be. */
function expectSound(html: string, language: string): void {
  expect(html).toMatch(new RegExp(`^<!doctype html><html lang="${language}">`));
  expect(html).not.toMatch(/ style=|<style| on[a-z]+="|<script(?! type="module" src="\/assets\/)/);
  expect(html).not.toMatch(/undefined|\[object|NaN|\{[a-z]+[,}]/);
  expect(html.match(/<h1/g)).toHaveLength(1);
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
  expect(new Set(ids).size).toBe(ids.length);
}

test.each(each)("/%s%s is sound", async (language, page) => {
  const { status, text, headers } = await center.get(`/${language}${page}`);
  expect(status).toBe(200);
  expectSound(text, language);
  expect(headers.get("set-cookie")).toBeNull();
  const other = language === "en" ? "id" : "en";
  expect(text).toContain(`href="/${other}${page.split("?")[0]}" hreflang="${other}"`);
});

test.each(["en", "id"] as const)("the list and a request are sound in %s", async (language) => {
  for (const path of [`/${language}/requests`, `/${language}/requests/${request}`]) {
    const { status, text } = await center.get(path, cookie);
    expect(status).toBe(200);
    expectSound(text, language);
  }
});

test("every page is there without script, and only checking a receipt loads one", async () => {
  for (const [language, page] of each) {
    const { text } = await center.get(`/${language}${page}`);
    expect(/<script/.test(text)).toBe(page === "/verify");
  }
  // The option is held together: a phone broke it between its hyphens.
  expect((await center.get("/en/verify")).text).toContain('troth verify receipt.json <span class="whole">--key log.vkey</span>');
});

test("the first address leads on in the language that the browser prefers", async () => {
  const lead = async (accepted: string) =>
    (await center.bytes("/", undefined, { "accept-language": accepted })).headers.get("location");
  expect(await lead("id-ID,id;q=0.9,en;q=0.5")).toBe("/id");
  expect(await lead("de,en;q=0.5")).toBe("/en");
  expect(await lead("de")).toBe("/en");
});

test("home says what one can do, what is held and why, who answers, and in which time", async () => {
  const { text } = await center.get("/en");
  for (const words of ["Your data at Workshop", "within one month", "To provide the service", "privacy@workshop.example"])
    expect(text).toContain(words);
  expect((await center.get("/id")).text).toContain("dalam satu bulan");
});

test("the notice says its version, why, who receives, how long, which rights, and where to complain", async () => {
  const { text } = await center.get("/en/notice");
  for (const words of [
    "Version ",
    "GDPR Art. 6(1)(f)",
    "Knowing what sells",
    "Letters",
    "7 years",
    "Companies Act",
    "GDPR Art. 17",
  ])
    expect(text).toContain(words);
  expect(text).toContain("https://www.dataprotection.ie");
  const { text: indonesian } = await center.get("/id/notice");
  for (const words of ["Pasal 13 GDPR, Pasal 14 GDPR", "Pasal 17 GDPR", "kepentingan yang sah", "7 tahun"])
    expect(indonesian).toContain(words);
  // The program speaks English only: its words are marked as such.
  expect(indonesian).toMatch(/<span lang="en">Knowing what sells<\/span>/);
});

test("a page of an error marks no section as the open one", async () => {
  const lost = await center.get(`/leave/${"x".repeat(60)}`);
  expect([lost.status, lost.text.includes('aria-current="page"')]).toEqual([404, false]);
});

test("the notice is data too, its hash the page's version", async () => {
  const answer = await center.bytes("/api/v1/notice");
  const notice = (await answer.json()) as { hash: string; missing?: unknown };
  expect((await center.get("/en/notice")).text).toContain(notice.hash.slice(0, 12));
  expect(notice.missing).toBeUndefined();
});

test("each route says who may call it, and none of another's pages is anyone's", () => {
  const routes = centerRoutes({ mayLink: () => undefined });
  expect(routes.every((route) => route.says.length > 10)).toBe(true);
  const persons = routes.filter((route) => /:request|:token/.test(route.path));
  expect(persons.length).toBeGreaterThan(5);
  const byLink = persons.filter((route) => route.who !== "person");
  expect([...new Set(byLink.map(({ path }) => path.replace(/\{.*?\}+/g, "")))]).toEqual([
    ...["/:language/choices/:token", "/:language/choices/:token/receipts/:number", "/leave/:token"],
    ...["/:language/parents/:token", "/:language/parents/withdraw/:token"],
    "/:language/contents/:token",
  ]);
  expect(byLink.map(({ who }) => who)).toEqual(byLink.map(() => "link"));
});
