import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { makeWorkshop, openWorkshop, type Workshop } from "../../../../test/support/workshop.ts";
import { log } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import { type Listening, listen, makeApp, type Route } from "./index.ts";

const text = (says: string) => new Response(says, { headers: { "content-type": "text/plain" } });

const routes: readonly Route[] = [
  {
    method: "get",
    path: "/:language{en|id}",
    who: "anyone",
    kind: "page",
    says: "A page",
    handle: (call) => text(`hello ${call.language} ${call.person?.asker ?? "nobody"}`),
  },
  {
    method: "post",
    path: "/:language{en|id}/ask",
    who: "anyone",
    kind: "page",
    limit: "ask",
    says: "A form",
    handle: (call) => text(JSON.stringify(call.form)),
  },
  {
    method: "get",
    path: "/:language{en|id}/requests/:request",
    who: "person",
    kind: "page",
    says: "Mine",
    handle: (call) => text(`mine ${call.person?.asker}`),
  },
  {
    method: "post",
    path: "/:language{en|id}/requests/:request/stop",
    who: "person",
    kind: "page",
    says: "Stop",
    handle: () => text("stopped"),
  },
  {
    method: "get",
    path: "/staff/requests",
    who: "staff",
    kind: "page",
    says: "All",
    handle: (call) => text(`staff ${call.staff?.name}`),
  },
  {
    method: "post",
    path: "/staff/requests/:request/approve",
    who: "approver",
    kind: "page",
    says: "Sign",
    handle: () => text("signed"),
  },
  { method: "get", path: "/staff/accounts", who: "officer", kind: "page", says: "Accounts", handle: () => text("accounts") },
  {
    method: "get",
    path: "/staff/sign-in",
    who: "anyone",
    kind: "page",
    says: "Sign in",
    handle: (call) => text(`in ${call.staff?.name ?? ""}`),
  },
  {
    method: "post",
    path: "/api/v1/echo",
    who: "anyone",
    kind: "api",
    says: "Echo",
    body: z.object({ word: z.string() }),
    answer: z.object({ word: z.string() }),
    handle: (call) => Response.json(call.body),
  },
  { method: "get", path: "/api/v1/mine", who: "staff", kind: "api", says: "Mine", handle: () => Response.json({}) },
  { method: "get", path: "/outbox/:key", who: "operator", kind: "page", says: "Mail", handle: () => text("mail") },
  {
    method: "get",
    path: "/broken",
    who: "anyone",
    kind: "page",
    says: "Broken",
    handle: () => {
      throw new Error("zqxmark");
    },
  },
];

const KEY = "operator-key-0123456789abcdef";
const person = "p".repeat(43);
const officer = "o".repeat(43);
const clerk = "c".repeat(43);

let shop: Workshop;
let inst: Installation;
let server: Listening;
let base: string;

const sessions = {
  person: async (token: string) => (token === person ? { asker: "ab".repeat(32) } : undefined),
  staff: async (token: string) =>
    token === officer
      ? { account: "a-1", name: "Ines", role: "officer" }
      : token === clerk
        ? { account: "a-2", name: "Cleo", role: "gone-from-program" }
        : undefined,
};

beforeAll(async () => {
  shop = makeWorkshop();
  inst = await openWorkshop(shop, { shadow: true });
  const app = makeApp({ inst, routes, sessions, trustProxy: 0, operatorKey: KEY, budgets: { ask: { calls: 40, seconds: 600 } } });
  server = await listen(app, { host: "127.0.0.1", port: 0, patience: { headersMs: 4_000, requestMs: 8_000, lookMs: 200 } });
  base = `http://127.0.0.1:${server.port}`;
});
afterAll(async () => {
  await server.close(500);
  await inst.close();
  shop.remove();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${base}${path}`, { headers, redirect: "manual" });
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${base}${path}`, {
    method: "POST",
    body,
    redirect: "manual",
    headers: { origin: base, "content-type": "application/x-www-form-urlencoded", ...headers },
  });

/** Sends bytes as they are and gives what comes back until the other end closes. */
function raw(parts: Iterable<string | number>): Promise<{ readonly answer: string }> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(server.port, "127.0.0.1", async () => {
      for (const part of parts) {
        if (socket.destroyed) return;
        if (typeof part === "number") await new Promise((wait) => setTimeout(wait, part));
        else socket.write(part);
      }
    });
    socket.on("data", (data) => {
      answer += data.toString("latin1");
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve({ answer }));
  });
}

describe("who may call", () => {
  test("a person's page sends whoever has no session to where one shows a code, and back", async () => {
    const answer = await get("/en/requests/R-0001");
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/en/requests?return=%2Fen%2Frequests%2FR-0001");
    expect(await (await get("/en/requests/R-0001", { cookie: `troth_person=${person}` })).text()).toContain("mine abab");
  });

  test("a form comes back to the nearest page that there is", async () => {
    const answer = await post("/staff/requests/R-0001/approve", "");
    expect(answer.headers.get("location")).toBe("/staff/sign-in?return=%2Fstaff%2Frequests");
  });

  test("a role is needed beyond a session, and one that the program no longer has may nothing", async () => {
    expect((await get("/staff/requests", { cookie: `troth_staff=${officer}` })).status).toBe(200);
    expect((await get("/staff/accounts", { cookie: `troth_staff=${officer}` })).status).toBe(200);
    for (const path of ["/staff/requests", "/staff/accounts"]) {
      expect((await get(path, { cookie: `troth_staff=${clerk}` })).status).toBe(403);
    }
    expect((await post("/staff/requests/R-0001/approve", "", { cookie: `troth_staff=${clerk}` })).status).toBe(403);
  });

  test("a person's cookie opens no staff page, nor the other way round", async () => {
    expect((await get("/staff/requests", { cookie: `troth_staff=${person}; troth_person=${officer}` })).status).toBe(303);
    expect((await get("/en/requests/R-1", { cookie: `troth_person=${officer}; troth_staff=${person}` })).status).toBe(303);
  });

  test("machines are told so by status and problem", async () => {
    const answer = await get("/api/v1/mine");
    expect(answer.status).toBe(401);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({ status: 401, type: "urn:troth:problem:http.sign-in" });
  });

  test("the operator's pages are there for this machine with the key alone, and not through a proxy", async () => {
    expect((await get(`/outbox/${KEY}`)).status).toBe(200);
    expect((await get("/outbox/another")).status).toBe(404);
    expect((await get(`/outbox/${KEY}`, { "x-forwarded-for": "127.0.0.1" })).status).toBe(404);
    expect((await get(`/outbox/${KEY}`, { forwarded: "for=127.0.0.1" })).status).toBe(404);
  });
});

describe("a call that changes something", () => {
  test("comes from a page of ours, for pages and machines alike", async () => {
    const cookie = `troth_person=${person}`;
    const path = "/en/requests/R-0001/stop";
    expect((await post(path, "", { cookie })).status).toBe(200);
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: `${base}.evil.example` },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "cross-site", origin: base },
    ]) {
      expect((await post(path, "", { cookie, ...headers })).status).toBe(403);
      expect((await post("/api/v1/echo", `{"word":"a"}`, { "content-type": "application/json", ...headers })).status).toBe(403);
    }
  });

  test("says where it comes from at all", async () => {
    const bare = await raw([
      `POST /en/ask HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b`,
    ]);
    expect(bare.answer).toMatch(/^HTTP\/1.1 403/);
  });

  test("is refused under a name that is not ours: a page elsewhere may have its name lead here", async () => {
    const host = "evil.example";
    const bound = await raw([
      `POST /en/ask HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    ]);
    expect(bound.answer).toMatch(/^HTTP\/1.1 421/);
    const read = await raw([`GET /en HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`]);
    expect(read.answer).toMatch(/^HTTP\/1.1 421/);
  });
});

describe("a body", () => {
  test("of 10 MB is refused and not kept, whether it says its length or not", async () => {
    const large = "a=".padEnd(10 * 1024 * 1024, "x");
    const declared = await post("/en/ask", large).then(
      (answer) => answer.status,
      () => "cut off",
    );
    expect([413, "cut off"]).toContain(declared);
    const chunk = "x".repeat(65_536);
    const head = `POST /en/ask HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: ${base}\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const before = process.memoryUsage().arrayBuffers;
    const { answer } = await raw([head, ...Array.from({ length: 160 }, () => `10000\r\n${chunk}\r\n`), "0\r\n\r\n"]);
    expect(answer).toMatch(/^HTTP\/1.1 413/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8_000_000);
  });

  test("is of the type that is read here", async () => {
    expect((await post("/en/ask", "a=b", { "content-type": "multipart/form-data; boundary=x" })).status).toBe(415);
    expect((await post("/en/ask", "a=b", { "content-type": "text/plain" })).status).toBe(415);
    expect((await post("/api/v1/echo", `{"word":"a"}`)).status).toBe(415);
  });

  test("has each field once, with a plain name, as text", async () => {
    expect(await (await post("/en/ask", "email=a%40b.example&words=one%0D%0Atwo")).json()).toEqual({
      email: "a@b.example",
      words: "one\ntwo",
    });
    for (const body of [
      "a=1&a=2",
      "a%5B%5D=1",
      "__proto__=1",
      "a=%00",
      `${"a".repeat(200)}=1`,
      Array.from({ length: 300 }, (_, at) => `f${at}=1`).join("&"),
    ]) {
      expect((await post("/en/ask", body)).status).toBe(400);
    }
  });

  test("of a machine is held against what the route wants, and no value comes back", async () => {
    const json = { "content-type": "application/json" };
    expect(await (await post("/api/v1/echo", `{"word":"a"}`, json)).json()).toEqual({ word: "a" });
    const wrong = await post("/api/v1/echo", `{"word":{"zqxmark":1}}`, json);
    expect(wrong.status).toBe(400);
    const says = await wrong.text();
    expect(says).toContain("`word`");
    expect(says).not.toContain("zqxmark");
    expect((await post("/api/v1/echo", `{"word"`, json)).status).toBe(400);
  });

  // Each trickles on until it is cut off: where nothing cuts it off, the test's own time runs out.
  test("that trickles, and a head that trickles, are cut off", async () => {
    function* trickle(head: string, drop: string): Iterable<string | number> {
      yield head;
      for (;;) yield* [drop, 100];
    }
    const head = `POST /en/ask HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: ${base}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000\r\n\r\n`;
    expect((await raw(trickle(head, "x"))).answer).not.toMatch(/^HTTP\/1.1 200/);
    expect((await raw(trickle("GET /en HTTP/1.1\r\n", "X: 1\r\n"))).answer).not.toMatch(/^HTTP\/1.1 200/);
  });
});

describe("what is not there", () => {
  test("a path that only begins with a language is no page", async () => {
    for (const path of ["/english", "/en/nothing", "/xid", "/de"]) expect((await get(path)).status).toBe(404);
  });

  test("a method that a path has not is named, with those that it has", async () => {
    const answer = await fetch(`${base}/en`, { method: "DELETE" });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, HEAD");
    expect((await get("/en/ask")).status).toBe(405);
    expect((await fetch(`${base}/en`, { method: "HEAD" })).status).toBe(200);
  });

  test("no slash too many leads to another host", async () => {
    expect((await get("/en/")).headers.get("location")).toBe("/en");
    for (const path of ["//evil.example/", "/%2Fevil.example/", "/\\evil.example/", "//evil.example/%2e%2e/"]) {
      const { answer } = await raw([`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`]);
      expect(answer).not.toMatch(/location: (\/\/|\/\\|http)/i);
      expect(answer).toMatch(/^HTTP\/1.1 (400|404)/);
    }
  });

  test("a way back is a plain path of ours or none", async () => {
    for (const path of [
      "/en/requests/R-1?return=//evil.example",
      "/en/requests/%2F%2Fevil.example",
      "/en/requests/R%0d%0aSet-Cookie:a=b",
    ]) {
      const location = (await get(path)).headers.get("location") ?? "";
      expect(location).toMatch(/^\/en\/requests(\?return=%2Fen%2Frequests%2F[A-Za-z0-9-]+)?$/);
    }
  });

  test("a bug of ours shows a number and nothing else, and writes no value into the log", async () => {
    const written: unknown[] = [];
    const own = log.error;
    Object.assign(log, { error: (...line: unknown[]) => written.push(line.filter((part) => !(part instanceof Error))) });
    const answer = await get("/broken?email=zqxmark@person.example");
    Object.assign(log, { error: own });
    expect(answer.status).toBe(500);
    const says = await answer.text();
    expect(says).toMatch(/"id":"[0-9a-f]{8}"/);
    expect(says).not.toContain("zqxmark");
    expect(JSON.stringify(written)).toContain("/broken");
    expect(JSON.stringify(written)).not.toContain("person.example");
  });
});

describe("every answer", () => {
  test.each(["/en", "/nothing", "/staff/requests", "/api/v1/mine", "/openapi.json", "/broken"])(
    "of %s has the headers that protect",
    async (path) => {
      const { headers } = await get(path);
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("permissions-policy")).toContain("geolocation=()");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("strict-transport-security")).toBeNull();
      expect(headers.get("server") ?? headers.get("x-powered-by")).toBeNull();
    },
  );

  test("is compressed for whoever brings no cookie, and never beside a session", async () => {
    const page = "x".repeat(5_000);
    const route: Route = { ...(routes[0] as Route), path: "/long", handle: ({ c }) => c.html(page) };
    const app = makeApp({ inst, routes: [route], sessions, trustProxy: 0 });
    const ask = (headers: Record<string, string>) => app.request("/long", { headers });
    const small = await ask({ "accept-encoding": "gzip" });
    expect(small.headers.get("content-encoding")).toBe("gzip");
    expect((await small.arrayBuffer()).byteLength).toBeLessThan(200);
    for (const headers of [
      { "accept-encoding": "gzip", cookie: `troth_person=${person}` },
      { "accept-encoding": "gzip;q=0" },
      {},
    ]) {
      const whole = await ask(headers as Record<string, string>);
      expect(whole.headers.get("content-encoding")).toBeNull();
      expect((await whole.text()).length).toBe(5_000);
    }
  });

  test("is in the language of the path, else of the browser", async () => {
    expect(await (await get("/id")).text()).toContain("hello id");
  });
});

test("a budget that is used up is said with when to come again, and others are served meanwhile", async () => {
  const app = makeApp({ inst, routes, sessions, trustProxy: 1, budgets: { page: { calls: 3, seconds: 60 } } });
  const from = (address: string) => app.request("/en", { headers: { "x-forwarded-for": address } });
  const statuses: number[] = [];
  for (let call = 0; call < 5; call++) statuses.push((await from(`9.9.9.9, 203.0.113.${call}`)).status);
  expect(statuses).toEqual([200, 200, 200, 429, 429]);
  const refused = await from("203.0.113.99");
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await from("198.51.100.1")).status).toBe(200);
});

test("/openapi.json names every route and who may call it, save the operator's", async () => {
  const api = (await (await get("/openapi.json")).json()) as {
    readonly paths: Record<string, Record<string, { "x-who": string }>>;
  };
  expect(api.paths["/staff/requests/{request}/approve"]?.post?.["x-who"]).toBe("approver");
  expect(api.paths["/{language}"]?.get?.["x-who"]).toBe("anyone");
  expect(api.paths["/openapi.json"]?.get?.["x-who"]).toBe("anyone");
  expect(JSON.stringify(api)).not.toContain("outbox");
});
