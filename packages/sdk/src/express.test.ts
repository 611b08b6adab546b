// The middleware in a real Express, over real HTTP: what gets through, what is answered instead, and what a fault opens, which is nothing.
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type ErrorRequestHandler, type Express, type Request } from "express";
import { afterEach, beforeEach, expect, test } from "vitest";
import { larkspurEngine } from "../../../test/support/larkspur-engine.ts";
import { askTroth, type ExpressRequest, onlyIf } from "./express.ts";

const engine = larkspurEngine();

const IMPROVE = { purpose: "improve", data: ["contact.email"] };
const ADS = { purpose: "ads", data: ["contact.email"] };
const OBJECTED = {
  type: "about:blank",
  title: "This use of data is not allowed",
  status: 403,
  code: "decision.objection",
  detail: engine.decide({ person: "ada", ...IMPROVE }).because,
};

/** Who is signed in, as the shop knows them: by a header, which middleware behind `askTroth` reads. */
type Shopper = Request & ExpressRequest & { user?: string };

let app: Express;
let server: Server | undefined;
/** What handlers were reached with. */
let ran: unknown[] = [];
/** What Express was told that went wrong. */
let faults: unknown[] = [];

beforeEach(() => {
  [app, ran, faults] = [express(), [], []];
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

const signIn = (request: Shopper, _: unknown, next: () => void) => {
  const user = request.headers["x-user"];
  if (typeof user === "string") request.user = user;
  next();
};
const withTroth = () => app.use(askTroth<Shopper>(engine, { person: ({ user }) => user }), signIn);
const handler = (request: Request, response: express.Response) => {
  ran.push(request.body ?? request.path);
  response.json({ done: true });
};

async function send(path: string, user?: string, more: RequestInit & { headers?: Record<string, string> } = {}) {
  if (server === undefined) {
    const onFault: ErrorRequestHandler = (error, _request, response, _next) => {
      faults.push(error);
      response.status(500).json({ fault: true });
    };
    server = app.use(onFault).listen(0, "127.0.0.1");
    await once(server, "listening");
  }
  const { port } = server.address() as AddressInfo;
  const headers = { ...(user === undefined ? {} : { "x-user": user }), ...more.headers };
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { ...more, headers });
  return { status: answer.status, type: answer.headers.get("content-type")?.split(";")[0], body: await answer.text() };
}
const problemOf = async (answer: ReturnType<typeof send>) => {
  const { status, type, body } = await answer;
  return { status, type, problem: JSON.parse(body) };
};
const json = (body: unknown) => ({
  method: "POST",
  body: JSON.stringify(body),
  headers: { "content-type": "application/json" },
});

test("what is allowed gets through; what is denied is a 403 with the rule, and its handler does not run", async () => {
  withTroth().get("/improve", onlyIf(IMPROVE), handler);
  expect(await send("/improve", "bo")).toEqual({ status: 200, type: "application/json", body: '{"done":true}' });
  expect(ran).toEqual(["/improve"]);
  const denied = await problemOf(send("/improve", "ada"));
  expect(denied).toEqual({ status: 403, type: "application/problem+json", problem: OBJECTED });
  expect(JSON.stringify(denied)).not.toContain("ada");
  expect((await problemOf(send("/improve"))).problem).toMatchObject({ code: "decision.known-names" });
  expect((await problemOf(send("/improve", "nobody"))).problem).toMatchObject({ code: "decision.person-known" });
  expect([ran, faults]).toEqual([["/improve"], []]);
});

test("a browser's signal counts as it comes over the wire, and no other value of it", async () => {
  withTroth().get("/ads", (request: Shopper, response) => response.json(request.troth?.decide(ADS).rule));
  const rule = async (signal: string) => (await send("/ads", "bo", { headers: { "Sec-GPC": signal } })).body;
  expect(await rule("1")).toBe('"opt-out"');
  expect(await rule("0")).not.toBe('"opt-out"');
});

test("a question may be read off a JSON body, and of a denied one nothing is handled", async () => {
  withTroth().post(
    "/use",
    express.json(),
    onlyIf((request: Shopper) => ({ ...IMPROVE, purpose: request.body.purpose })),
    handler,
  );
  expect((await send("/use", "bo", json({ purpose: "improve", note: 7 }))).status).toBe(200);
  expect(ran).toEqual([{ purpose: "improve", note: 7 }]);
  expect(await problemOf(send("/use", "ada", json({ purpose: "improve" })))).toMatchObject({ status: 403, problem: OBJECTED });
  for (const purpose of ["imprve", ["improve"], { of: "improve" }, null, undefined])
    expect(await problemOf(send("/use", "bo", json({ purpose })))).toMatchObject({
      status: 403,
      type: "application/problem+json",
    });
  expect((await send("/use", "bo", { ...json({}), body: '{"purpose":' })).status).toBe(500);
  expect(ran).toHaveLength(1);
});

test("a page asks for whoever opened it, and shows what they allow", async () => {
  withTroth().get("/", (request: Shopper, response) => {
    response.type("html").send(request.troth?.allows(IMPROVE) ? "<p>We look for faults.</p>" : "<p>We do not look.</p>");
  });
  expect(await send("/", "bo")).toEqual({ status: 200, type: "text/html", body: "<p>We look for faults.</p>" });
  expect(await send("/", "ada")).toEqual({ status: 200, type: "text/html", body: "<p>We do not look.</p>" });
  expect((await send("/")).body).toBe("<p>We do not look.</p>");
});

test("a fault in who asks, or in what is asked, lets nobody through and ends nothing", async () => {
  const broken = (what: string) => () => {
    throw new Error(what);
  };
  app
    .get("/who", askTroth<Request>(engine, { person: broken("no session") }), onlyIf(IMPROVE), handler)
    .get("/where", askTroth<Request>(engine, { person: () => "bo", place: broken("no place") }), onlyIf(IMPROVE), handler)
    .get("/what", askTroth<Request>(engine, { person: () => "bo" }), onlyIf(broken("no purpose")), handler)
    .get("/fine", askTroth<Request>(engine, { person: () => "bo" }), onlyIf(IMPROVE), handler);
  for (const path of ["/who", "/where", "/what"]) expect((await send(path)).status, path).toBe(500);
  expect(faults).toMatchObject([{ message: "no session" }, { message: "no place" }, { message: "no purpose" }]);
  expect(ran).toEqual([]);
  expect((await send("/fine")).status).toBe(200);
});

test("who is only promised, in JavaScript, is nobody: no promise is taken for a person", async () => {
  const later = (async () => "bo") as unknown as () => string;
  app.get("/later", askTroth<Request>(engine, { person: later }), onlyIf(IMPROVE), handler);
  expect(await problemOf(send("/later"))).toMatchObject({ status: 403, type: "application/problem+json" });
  expect(ran).toEqual([]);
});

test("`onlyIf` without `askTroth` before it lets nobody through", async () => {
  app.get("/bare", onlyIf<Request>(IMPROVE), handler);
  expect((await send("/bare", "bo")).status).toBe(500);
  expect(faults).toMatchObject([{ message: expect.stringContaining("`askTroth`") }]);
  expect(ran).toEqual([]);
});
