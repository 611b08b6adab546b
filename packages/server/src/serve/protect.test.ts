// Each protection against every route it is for, over real HTTP.
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServedWorkshop, serveWorkshop } from "../../../../test/support/served-workshop.ts";
import type { Route } from "../http/index.ts";
import { createSink } from "../mail/index.ts";
import { assetNames, assetOf } from "../pages/index.ts";
import { allRoutes } from "./index.ts";

const routes = allRoutes({ post: createSink(), ready: () => Promise.reject(new Error("not asked")) });
const changing = routes.filter((route) => route.method === "post");
/** What a browser may send; an application shows its key instead, which no other page can make it send. */
const hasKey = ({ who }: Route): boolean => who === "app" || who === "backend";
const posts = changing.filter((route) => !hasKey(route)).map((route) => [route.path, route] as const);
/** Called by pages and mail programs that are not ours: a link is its own authority, and a site is known by its origin. */
const isOfOthers = ({ who }: Route): boolean => who === "link" || who === "site";
const ofOurPages = posts.filter(([, route]) => !isOfOthers(route));
const byKey = changing.filter(hasKey).map((route) => [route.path, route] as const);

let served: ServedWorkshop;
let cookie: string;

beforeAll(async () => {
  // Ten megabytes come in time on a machine that does much else, and a test can wait for what does not come.
  served = await serveWorkshop({ patience: { headersMs: 6_000, requestMs: 12_000, lookMs: 200 } });
  cookie = `${await served.personCookie()}; ${await served.staffCookie("officer")}`;
});
afterAll(() => served.close());

const pathOf = (pattern: string): string =>
  pattern
    .replace(/:language\{[^}]*\}/, "en")
    .replace(/:request(\{[^}]*\}+)?/, "R-0001")
    .replace(/:token(\{[^}]*\}+)?/, "t".repeat(43))
    .replace(/:store(\{[^}]*\}+)?/, "shop")
    .replace(/:ask\b/, "A-00000000-0000-4000-8000-000000000000");

const typeOf = (route: Route) => ({
  "content-type": route.kind === "api" ? "application/json" : "application/x-www-form-urlencoded",
});

/** What comes back for bytes as they are. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve) => {
    let answer = "";
    const socket = connect(served.server.port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (data) => {
      answer += data.toString("latin1");
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(answer));
  });

describe("every route that changes something", () => {
  test.each(ofOurPages)("%s: refuses a page of somebody else", async (pattern, route) => {
    for (const foreign of [{ origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }]) {
      expect((await served.post(pathOf(pattern), "{}", { cookie, ...typeOf(route), ...foreign })).status).toBe(403);
    }
  });

  test.each(byKey)("%s: refuses whoever shows no key, whatever else it sends", async (pattern, route) => {
    expect((await served.post(pathOf(pattern), "{}", { cookie, ...typeOf(route) })).status).toBe(401);
    expect((await served.post(pathOf(pattern), "x".repeat(10 * 1024 * 1024), { cookie, ...typeOf(route) })).status).toBe(401);
  });

  test.each(posts.filter(([, route]) => route.who !== "site"))(
    "%s: refuses 10 MB, or more than the files that it takes",
    async (pattern, route) => {
      const size = Math.max(10 * 1024 * 1024, (route.bodyBytes ?? 0) + 1);
      const answer = await raw(
        `POST ${pathOf(pattern)} HTTP/1.1\r\nHost: 127.0.0.1:${served.server.port}\r\nOrigin: ${served.base}\r\nCookie: ${cookie}\r\nContent-Type: ${typeOf(route)["content-type"]}\r\nContent-Length: ${size}\r\nConnection: close\r\n\r\n${"x".repeat(size)}`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 413/);
    },
  );

  test.each(posts.filter(([, route]) => route.kind !== "api"))("%s: refuses a field that is there twice", async (pattern) => {
    expect((await served.post(pathOf(pattern), "kind=access&kind=erasure", { cookie })).status).toBe(400);
  });

  test.each(posts)("%s: has its own method alone", async (pattern, route) => {
    const answer = await fetch(`${served.base}${pathOf(pattern)}`, { method: "PUT", redirect: "manual" });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toContain(route.method.toUpperCase());
  });
});

describe("assets", () => {
  test.each(assetNames)("%s is served compressed, to be kept for ever", async (name) => {
    const { url, type } = assetOf(name);
    const answer = await served.get(url, { "accept-encoding": "br" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe(type);
    expect(answer.headers.get("content-encoding")).toBe("br");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect((await answer.arrayBuffer()).byteLength).toBe(assetOf(name).plain.byteLength);
  });

  test("lead nowhere else", async () => {
    const { port } = served.server;
    for (const path of [
      "/assets/../package.json",
      "/assets/%2e%2e/package.json",
      "/assets/..%2f..%2fpackage.json",
      "/assets/..%5c..%5cpackage.json",
      "/assets//etc/passwd",
      "/assets/center.css",
      "/assets/center.0000000000000000.css",
      "/assets/%00",
      "/assets/",
    ]) {
      const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
      expect(answer, path).toMatch(/^HTTP\/1\.1 (400|404|308)/);
      expect(answer, path).not.toMatch(/"name"|root:/);
    }
  });
});

test("signing in leads to no other place", async () => {
  for (const evil of ["//evil.example", "https://evil.example", "/\\evil.example", "/staff/../../evil", "javascript:alert(1)"]) {
    const page = await (await served.get(`/staff/sign-in?return=${encodeURIComponent(evil)}`)).text();
    expect(page).not.toContain("evil.example");
    const asked = await served.post(
      "/en/ask",
      new URLSearchParams({ kind: "sign-in", email: "someone@workshop.example", return: evil }).toString(),
    );
    expect(asked.headers.get("location") ?? "").not.toContain("evil");
  }
});

test("a body that trickles is cut off", async () => {
  const answer = await raw(
    `POST /en/ask HTTP/1.1\r\nHost: 127.0.0.1:${served.server.port}\r\nOrigin: ${served.base}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nkind=`,
  );
  expect(answer).not.toMatch(/^HTTP\/1\.1 (200|303)/);
});

describe("the mail sink", () => {
  test("shows a mail as text with its links, and as a page that is shut in", async () => {
    const list = await (await served.get(served.outbox)).text();
    const path = /href="(\/outbox\/[^/"]+\/\d+)"/.exec(list)?.[1] ?? "";
    const mail = await served.get(path);
    expect(mail.headers.get("content-security-policy")).toContain("frame-src 'self'");
    const text = await mail.text();
    expect(text).toContain('sandbox=""');
    expect(text).not.toMatch(/ style=|<style/);
    const page = await served.get(`${path}/html`);
    expect(page.headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox$/);
    expect(page.headers.get("content-security-policy")).not.toContain("script-src");
    expect(page.headers.get("x-frame-options")).toBe("SAMEORIGIN");
  });

  test("is not there through a proxy, nor with another key, nor at another's name", async () => {
    expect((await served.get(served.outbox, { "x-forwarded-for": "203.0.113.1" })).status).toBe(404);
    expect((await served.get(`${served.outbox.slice(0, -1)}_`)).status).toBe(404);
    expect(await raw(`GET ${served.outbox} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 421/,
    );
  });
});
