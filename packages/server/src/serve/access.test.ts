// Every route against whoever may not call it, over real HTTP. The table itself stands in routes.golden.txt: a route that is
// added, or whose `who` changes, is seen in review. TROTH_GOLDEN=write npx vitest run packages/server/src/serve/access
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServedWorkshop, serveWorkshop } from "../../../../test/support/served-workshop.ts";
import type { Route } from "../http/index.ts";
import { createSink } from "../mail/index.ts";
import { assetOf } from "../pages/index.ts";
import { allRoutes } from "./index.ts";

const golden = fileURLToPath(new URL("./routes.golden.txt", import.meta.url));
const routes = allRoutes({ post: createSink(), ready: () => Promise.reject(new Error("not asked")) });
const nameOf = (route: Route) => `${route.method} ${route.path}`;

let served: ServedWorkshop;
let person: string;
let staff: Readonly<Record<"officer" | "lead" | "clerk", string>>;

beforeAll(async () => {
  served = await serveWorkshop();
  person = await served.personCookie();
  staff = {
    officer: await served.staffCookie("officer"),
    lead: await served.staffCookie("lead"),
    clerk: await served.staffCookie("clerk"),
  };
});
afterAll(() => served.close());

/** A path of a pattern, with something in each place that has its form. */
const pathOf = (pattern: string): string =>
  pattern
    .replace(/:language\{[^}]*\}/, "en")
    .replace(/:request(\{[^}]*\}+)?/, "R-9999")
    .replace(/:token(\{[^}]*\}+)?/, "t".repeat(43))
    .replace(/:ask\b/, "A-00000000-0000-4000-8000-000000000000")
    .replace(/^\/assets\/:file/, assetOf("center.css").url)
    .replace(/:key\b/, "not-the-key");

const call = (route: Route, cookie = ""): Promise<Response> => {
  const path = pathOf(route.path);
  if (route.method === "get") return served.get(path, { cookie, accept: "text/html,*/*" });
  const isApi = route.kind === "api";
  return served.post(path, isApi ? "{}" : "", {
    cookie,
    "content-type": isApi ? "application/json" : "application/x-www-form-urlencoded",
  });
};

/** Sent away before the handler was asked: to where one signs in, or by status. */
const isSentAway = (route: Route, answer: Response): boolean => {
  if (route.kind === "api") return answer.status === 401;
  const place = route.who === "person" ? /^\/en\/requests(\?return=|$)/ : /^\/staff\/sign-in(\?return=|$)/;
  return answer.status === 303 && place.test(answer.headers.get("location") ?? "");
};

test("the table is as it was looked at", () => {
  const lines = routes.map((one) => `${one.who.padEnd(9)} ${one.method.padEnd(5)} ${one.kind.padEnd(5)} ${one.path}`);
  const text = `${lines.toSorted().join("\n")}\n`;
  if (process.env.TROTH_GOLDEN === "write") writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, "utf8"));
});

test("every route says who may call it, once, and what it is for", () => {
  const names = routes.map(nameOf);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  for (const route of routes) {
    expect(
      ["anyone", "person", "staff", "approver", "officer", "operator", "app", "backend", "site", "link"],
      nameOf(route),
    ).toContain(route.who);
    expect(route.says.length, nameOf(route)).toBeGreaterThan(3);
  }
});

test("what is open to anyone is what the public needs, and what signing in needs", () => {
  const open = routes.filter((route) => route.who === "anyone").map((route) => route.path);
  const isPublic =
    /^\/$|^\/:language\{en\|id\}|^\/assets\/:file$|^\/api\/v1\/(asks|notice)|^\/(healthz|readyz)$|^\/banner\.js$|^\/\.well-known\/(troth|gpc)\.json$/;
  const isSignIn = /^\/staff($|\/sign-in$|\/link\/:token|\/passkey\/(options|sign-in)$)/;
  expect(open.filter((path) => !isPublic.test(path) && !isSignIn.test(path))).toEqual([]);
});

describe("nobody in particular", () => {
  test.each(routes.map((route) => [nameOf(route), route] as const))("%s", async (_, route) => {
    const answer = await call(route);
    if (route.who === "operator") expect(answer.status).toBe(404);
    else if (route.who === "link") expect(answer.status).toBe(404);
    else if (route.who === "site") expect(answer.status).toBe(403);
    else if (route.who === "anyone") expect([401, 403, 405, 415, 500]).not.toContain(answer.status);
    else expect(isSentAway(route, answer), `${answer.status} ${answer.headers.get("location")}`).toBe(true);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  });
});

describe("a person is no staff", () => {
  const guarded = routes.filter((route) => ["staff", "approver", "officer"].includes(route.who));
  test.each(guarded.map((route) => [nameOf(route), route] as const))("%s", async (_, route) => {
    const asStaff = person.replace("troth_person", "troth_staff");
    expect(isSentAway(route, await call(route, `${person}; ${asStaff}`))).toBe(true);
  });
});

describe("staff are no persons", () => {
  const guarded = routes.filter((route) => route.who === "person");
  test.each(guarded.map((route) => [nameOf(route), route] as const))("%s", async (_, route) => {
    const asPerson = staff.officer.replace("troth_staff", "troth_person");
    expect(isSentAway(route, await call(route, `${staff.officer}; ${asPerson}`))).toBe(true);
  });
});

describe("a role that is not enough", () => {
  const cases = routes.flatMap((route) => {
    if (route.who === "approver") return [["clerk", nameOf(route), route] as const];
    if (route.who !== "officer") return [];
    return [["clerk", nameOf(route), route] as const, ["lead", nameOf(route), route] as const];
  });
  test.each(cases)("%s: %s", async (role, _, route) => {
    expect((await call(route, staff[role])).status).toBe(403);
  });
});

test("a role that is enough gets past the gate", async () => {
  for (const route of routes.filter((one) => one.who === "approver" && one.method === "post")) {
    // Its request is not there, or its form is empty: the handler was asked, and said so.
    const answer = await call(route, staff.lead);
    expect(answer.status, nameOf(route)).not.toBe(403);
    expect(isSentAway(route, answer), nameOf(route)).toBe(false);
  }
  expect((await served.get("/staff/accounts", { cookie: staff.officer })).status).toBe(200);
  expect((await served.get("/staff/requests", { cookie: staff.clerk })).status).toBe(200);
  expect((await served.get("/en/requests", { cookie: person })).status).toBe(200);
});

test("somebody else's request is not there", async () => {
  expect((await served.get("/en/requests/R-9999", { cookie: person })).status).toBe(404);
});
