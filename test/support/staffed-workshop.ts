// The workshop with staff of several roles, their routes, and browsers that keep a cookie.
import { afterAll, beforeAll, expect } from "vitest";
import { makeLink, setPassword, staffOf, useLink } from "../../packages/server/src/accounts/index.ts";
import { makeApp } from "../../packages/server/src/http/index.ts";
import type { Installation } from "../../packages/server/src/installation/index.ts";
import { takeRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import { staffRoutes } from "../../packages/server/src/staff/index.ts";
import { makePlace } from "./storages.ts";
import { ada, makeWorkshop, openWorkshop, type Workshop } from "./workshop.ts";

export const ORIGIN = "http://127.0.0.1:4620";
export const PASSWORD = "four unlikely purple words";
export const subject = [{ kind: "email", value: ada.email }];
export const asker = { hash: "a".repeat(64), contact: { email: ada.email }, language: "en" as const };

/** One for all tests of a suite, gone after them. */
export function staffedWorkshop(kind: Parameters<typeof makePlace>[0]) {
  let place: Awaited<ReturnType<typeof makePlace>>;
  let shop: Workshop;
  let inst: Installation;
  let app: ReturnType<typeof makeApp>;
  let now = Date.parse("2026-11-22T09:00:00Z");

  const ROLES = `staff:
  officer: { is: officer }
  manager: { is: privacy-manager, approves: [access] }
  helper: { is: support }
  checker: { is: verifier }
  auditor: { is: auditor }
  narrow: { is: support, sees: [name] }
`;

  beforeAll(async () => {
    place = await makePlace(kind);
    shop = makeWorkshop();
    shop.edit("requests: { cooling-off: none, late-rows: none }", `${ROLES}requests: { cooling-off: 1 day, late-rows: none }`);
    inst = await openWorkshop(shop, { home: place.home, databaseUrl: place.databaseUrl, surroundings: { now: () => now } });
    const budgets = { page: { calls: 1e6, seconds: 1 }, "sign-in": { calls: 1e6, seconds: 1 }, api: { calls: 1e6, seconds: 1 } };
    app = makeApp({
      inst,
      routes: staffRoutes(),
      sessions: { person: async () => undefined, staff: (token) => staffOf(inst, token) },
      trustProxy: 0,
      budgets,
    });
  });
  afterAll(async () => {
    await inst.close();
    shop.remove();
    await place.remove();
  });

  /** A browser: keeps its cookie, follows nothing. */
  function browser() {
    let cookie = "";
    const call = async (path: string, init: { form?: Record<string, string>; json?: unknown } = {}) => {
      const posts = init.form !== undefined || init.json !== undefined;
      const response = await app.request(`${ORIGIN}${path}`, {
        method: posts ? "POST" : "GET",
        headers: {
          host: "127.0.0.1:4620",
          ...(cookie === "" ? {} : { cookie }),
          ...(posts ? { origin: ORIGIN, "sec-fetch-site": "same-origin" } : {}),
          ...(init.form ? { "content-type": "application/x-www-form-urlencoded" } : {}),
          ...(init.json === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(init.form ? { body: new URLSearchParams(init.form).toString() } : {}),
        ...(init.json === undefined ? {} : { body: JSON.stringify(init.json) }),
      });
      const given = response.headers.get("set-cookie");
      if (given !== null) cookie = /Max-Age=0/.test(given) ? "" : (given.split(";")[0] ?? "");
      return response;
    };
    return {
      call,
      get: async (path: string) => (await call(path)).text(),
      post: (path: string, form: Record<string, string> = {}) => call(path, { form }),
      json: (path: string, json: unknown) => call(path, { json }),
    };
  }

  let named = 0;
  async function signedIn(role: string) {
    const used = await useLink(inst, (await makeLink(inst, { role })).token);
    if (used.kind === "refused") throw new Error(used.says);
    named += 1;
    // A session by password begins at another moment than the one by link.
    now += 1000;
    const name = `${role} ${named}`;
    await setPassword(inst, { account: used.value.account, name, password: PASSWORD });
    const one = browser();
    const answer = await one.post("/staff/sign-in", { name, password: PASSWORD });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/staff/requests"]);
    return { ...one, account: used.value.account, name };
  }

  const take = async (right: "access" | "erasure" = "erasure") =>
    (await takeRequest(inst, { right, subject, takenBy: "staff" })).request;
  const hashOf = async (request: string) => (await viewRequest(inst, request)).plan?.hash ?? "";
  const stateOf = async (request: string) => (await viewRequest(inst, request)).state;
  const kindsOf = async (request: string) => (await viewRequest(inst, request)).entries.map((one) => one.kind);

  return {
    get inst() {
      return inst;
    },
    get shop() {
      return shop;
    },
    /** Time goes on. */
    wait: (ms: number) => {
      now += ms;
    },
    ...{ browser, signedIn, take, hashOf, stateOf, kindsOf },
  };
}
