// Whoever posts a form and is refused gets a page: every link on it leads to a page, none to a path that only takes forms.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServedWorkshop, serveWorkshop } from "../../../../test/support/served-workshop.ts";
import type { Route } from "../http/index.ts";
import { createSink } from "../mail/index.ts";
import { allRoutes } from "./index.ts";

const posts = allRoutes({ post: createSink(), ready: () => Promise.reject(new Error("not asked")) }).filter(
  (route) => route.method === "post" && route.kind === "page",
);

let served: ServedWorkshop;
let cookies: string;
let request: string;
beforeAll(async () => {
  served = await serveWorkshop();
  cookies = `${await served.personCookie()}; ${await served.staffCookie("officer")}`;
  const row = await served.server.inst.storage.db.selectFrom("privacy_request").select("id").executeTakeFirstOrThrow();
  request = row.id;
});
afterAll(() => served.close());

const pathOf = ({ path }: Route): string =>
  path
    .replace(/:language\{[^}]*\}/, "en")
    .replace(/:request(\{[^}]*\}+)?/, request)
    .replace(/:token(\{[^}]*\}+)?/, "t".repeat(43))
    .replace(/:store(\{[^}]*\}+)?/, "shop")
    .replace(/:ask\b/, "A-00000000-0000-4000-8000-000000000000");

/** The links of a page to pages of ours. */
const linksOf = (html: string): readonly string[] =>
  [...html.matchAll(/<a [^>]*href="(\/[^"#]*)/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&"));

const followed = new Map<string, number>();

/** What somebody gets who follows a link, signed in. */
async function follow(link: string): Promise<number> {
  const before = followed.get(link);
  if (before !== undefined) return before;
  const { status } = await served.get(link, { cookie: cookies, accept: "text/html" });
  followed.set(link, status);
  return status;
}

/** There is a page of that kind; of these there is none with this name, of which 404 says the truth. */
const isMadeUp = (link: string): boolean => /\/t{43}$|A-00000000|\/tasks\/shop$/.test(link);

async function isDead(link: string): Promise<boolean> {
  const status = await follow(link);
  return status !== 200 && status !== 303 && !(status === 404 && isMadeUp(link));
}

async function deadEndsOf(html: string, from: string): Promise<readonly string[]> {
  const dead: string[] = [];
  for (const link of new Set(linksOf(html))) if (await isDead(link)) dead.push(`${from} -> ${link}: ${await follow(link)}`);
  return dead;
}

/** In each of these ways a form can be refused before or in its handler. */
const refusals: readonly (readonly [name: string, body: string, headers: Readonly<Record<string, string>>])[] = [
  ["from elsewhere", "", { origin: "https://evil.example" }],
  ["unreadable", "{}", { "content-type": "text/plain" }],
  ["empty", "", {}],
];

test("every link on the page of a refused form leads somewhere", async () => {
  expect(posts.length).toBeGreaterThan(50);
  const dead: string[] = [];
  for (const route of posts)
    for (const [name, body, headers] of refusals) {
      if (name === "empty" && /sign-out|accounts\/end/.test(route.path)) continue;
      const answer = await served.post(pathOf(route), body, { cookie: cookies, accept: "text/html", ...headers });
      const isPage = answer.status >= 400 && answer.headers.get("content-type")?.startsWith("text/html");
      if (isPage) dead.push(...(await deadEndsOf(await answer.text(), `${name} ${pathOf(route)}`)));
    }
  expect(dead).toEqual([]);
}, 120_000);

test("whoever is signed out when they send a form comes back, once they are in, to a page", async () => {
  const dead: string[] = [];
  for (const route of posts) {
    const answer = await served.post(pathOf(route), "", { accept: "text/html" });
    const to = new URL(answer.headers.get("location") ?? "/", served.base).searchParams.get("return");
    if (to === null) continue;
    if (await isDead(to)) dead.push(`${pathOf(route)} -> ${to}: ${await follow(to)}`);
  }
  expect(dead).toEqual([]);
}, 60_000);

test("the way to the other language from what is not there leads to what is", async () => {
  for (const path of ["/en/nothing", `/en/requests/${request}/nothing`, "/en/notice/no/such"]) {
    const answer = await served.get(path, { cookie: cookies, accept: "text/html" });
    expect(answer.status).toBe(404);
    expect(await deadEndsOf(await answer.text(), path)).toEqual([]);
  }
});
