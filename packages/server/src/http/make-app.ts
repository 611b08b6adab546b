import { type Context, Hono } from "hono";
import { log } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import type { Language } from "../words/index.ts";
import { compressPage } from "./compress-page.ts";
import { type Gate, languageFor, makeCall, networkHashOf, type Sessions } from "./make-call.ts";
import { openapiOf } from "./openapi.ts";
import { type PageAt, pagesOf } from "./pages-of.ts";
import { type Problem, problem, problemJson, problemOf } from "./problem.ts";
import { type Budget, rateLimits } from "./rate-limits.ts";
import type { LimitName, Route } from "./route.ts";
import { isOurHost } from "./same-origin.ts";
import { secured } from "./security-headers.ts";
import { siteOf } from "./site-of.ts";

/** Shows a problem as a page. */
export type ProblemPage = (at: {
  readonly c: Context;
  readonly inst: Installation;
  readonly language: Language;
  readonly problem: Problem;
  /** The nearest page at or above what was called; undefined where there is none. */
  readonly page: string | undefined;
}) => Response | Promise<Response>;

/** What an app is made of. */
export interface AppParts {
  readonly inst: Installation;
  readonly routes: readonly Route[];
  readonly sessions: Sessions;
  /** How many proxies of ours stand before us. */
  readonly trustProxy: number;
  /** The secret in the operator's paths. Absent: they are not there. */
  readonly operatorKey?: string;
  /** Without it problems are plain text. */
  readonly problemPage?: ProblemPage;
  /** Budgets that differ from the usual ones. */
  readonly budgets?: Partial<Readonly<Record<LimitName, Budget>>>;
}

/** The same, with the pages that its routes are. */
interface Parts extends AppParts {
  readonly pageAt: PageAt;
}

// Asked by machines that know an address and no name.
const anyHost = new Set(["/healthz", "/readyz"]);

// An application calls from inside, where we may have another name; it brings a key, and no cookie that a page could use.
const isApps = (path: string): boolean => /^\/(app|v1)\//.test(path);

/** The whole of HTTP: every route of the table behind the same gate, and what is answered where there is none. */
export function makeApp(given: AppParts): Hono {
  const { inst } = given;
  const routes = [...given.routes, openapiRoute(given)];
  const parts: Parts = { ...given, pageAt: pagesOf(routes) };
  const gate: Gate = {
    inst,
    sessions: parts.sessions,
    limits: rateLimits({
      now: () => inst.surroundings.now(),
      ...(parts.budgets === undefined ? {} : { budgets: parts.budgets }),
    }),
    trustProxy: parts.trustProxy,
    operatorKey: parts.operatorKey,
    pageAt: parts.pageAt,
  };
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    const answer = secured(c.res, inst.address);
    // Set, it would be copied.
    if (answer !== c.res) c.res = answer;
  });
  app.use((c, next) =>
    anyHost.has(c.req.path) || isApps(c.req.path) || isOurHost(hostOf(c), inst.address)
      ? next()
      : show(c, parts, misdirected(inst)),
  );
  for (const route of routes) {
    app.on(route.method, anchored(route.path), (c) => serveRoute(c, route, gate, parts));
    if (route.who === "site") app.options(anchored(route.path), (c) => preflight(c, route, gate, parts));
  }
  for (const [path, methods] of methodsByPath(routes)) {
    app.all(anchored(path), (c) => show(c, parts, problem("method", { headers: { allow: methods.join(", ") } })));
  }
  app.notFound((c) => slashless(c) ?? missing(c, parts, gate));
  app.onError((error, c) => show(c, parts, problemOf(error) ?? bugOf(error, { method: c.req.method }, inst)));
  return app;
}

/** What a browser asks before it sends JSON to another origin. @source Fetch Standard, CORS-preflight request */
function preflight(c: Context, route: Route, { inst }: Gate, parts: Parts): Response | Promise<Response> {
  const site = siteOf(inst.program, c.req.header("origin"));
  if (site === undefined) return show(c, parts, problem("origin"), route);
  const headers = {
    "access-control-allow-methods": route.method.toUpperCase(),
    "access-control-allow-headers": "content-type",
    "access-control-max-age": "86400",
  };
  return readable(new Response(null, { status: 204, headers }), site.origin);
}

/** An answer that a page of another origin may read. */
function readable(response: Response, origin: string): Response {
  response.headers.set("access-control-allow-origin", origin);
  response.headers.append("vary", "origin");
  // It is read by another origin, which is what this header would forbid.
  response.headers.set("cross-origin-resource-policy", "cross-origin");
  return response;
}

async function serveRoute(c: Context, route: Route, gate: Gate, parts: Parts): Promise<Response> {
  try {
    const call = await makeCall(c, route, gate);
    if (call instanceof Response) return call;
    const response = await compressPage(c, route, await route.handle(call));
    return call.site === undefined ? response : readable(response, call.site.origin);
  } catch (error) {
    // The pattern, never the address as it was called: it may hold a token.
    const fault = problemOf(error) ?? bugOf(error, { method: route.method, route: route.path }, parts.inst);
    const response = await show(c, parts, fault, route);
    // A page of ours reads why not: the banner knows by it what never to send again.
    const site = route.who === "site" ? siteOf(parts.inst.program, c.req.header("origin")) : undefined;
    return site === undefined ? response : readable(response, site.origin);
  }
}

/** Hono would read `{en|id}` as `^en|id$`, which lets `/en/anything` through: the choice is held together. */
const anchored = (path: string): string => path.replace(/:([A-Za-z]+)\{([^{}]*\|[^{}]*)\}/g, ":$1{(?:$2)}");

const hostOf = (c: Context): string => c.req.header("host") ?? new URL(c.req.url).host;

const misdirected = (inst: Installation): Problem =>
  problem("host", { detail: `it stands at ${inst.address}; TROTH_ADDRESS says where it stands for the public` });

/** Looking for pages that are not there draws on the budget too. */
function missing(c: Context, parts: Parts, gate: Gate): Response | Promise<Response> {
  const seconds = gate.limits.draw("page", networkHashOf(c, gate));
  const limited = seconds > 0 && problem("limited", { headers: { "retry-after": String(seconds) } });
  return show(c, parts, limited || problem("not-found"));
}

/** `/en/ask/` is meant for `/en/ask`. */
function slashless(c: Context): Response | undefined {
  const { path, method } = c.req;
  // Plain segments alone: a second slash would lead to another host.
  if (method !== "GET" || !/^(\/[A-Za-z0-9._~-]+)+\/$/.test(path)) return undefined;
  return c.redirect(path.slice(0, -1), 308);
}

function bugOf(error: unknown, at: { readonly method: string; readonly route?: string }, inst: Installation): Problem {
  const id = inst.surroundings.id().slice(0, 8);
  log.error("a call failed", error, { id, ...at });
  return problem("bug", { id });
}

/** To machines as JSON, to people as a page. */
async function show(c: Context, parts: Parts, one: Problem, route?: Route): Promise<Response> {
  const isPage = route === undefined ? !/^\/(api|app|v1|\.well-known)\//.test(c.req.path) : route.kind !== "api";
  if (!isPage || !takesHtml(c.req.header("accept")) || parts.problemPage === undefined) return problemJson(one);
  const { inst } = parts;
  const page = await parts.problemPage({ c, inst, language: languageFor(c, inst), problem: one, page: parts.pageAt(c.req.path) });
  const headers = new Headers(page.headers);
  for (const [name, value] of Object.entries(one.headers)) headers.set(name, value);
  return new Response(page.body, { status: one.status, headers });
}

const takesHtml = (accept: string | undefined): boolean => accept === undefined || /text\/html|\*\/\*|text\/\*/.test(accept);

function methodsByPath(routes: readonly Route[]): Map<string, readonly string[]> {
  const methods = new Map<string, readonly string[]>();
  for (const { path, method } of routes) {
    const own = method === "get" ? ["GET", "HEAD"] : ["POST"];
    methods.set(path, [...new Set([...(methods.get(path) ?? []), ...own])]);
  }
  return methods;
}

/** `/openapi.json`, made of the same table at its first call. */
export function openapiRoute({ routes, inst }: Pick<AppParts, "routes" | "inst">): Route {
  let text: string | undefined;
  const route: Route = {
    method: "get",
    path: "/openapi.json",
    who: "anyone",
    kind: "api",
    says: "These routes, as OpenAPI 3.1",
    handle: () => {
      text ??= JSON.stringify(
        openapiOf([...routes, route], { title: `Troth at ${inst.program.organization.name}`, address: inst.address }),
      );
      return new Response(text, { headers: { "content-type": "application/json" } });
    },
  };
  return route;
}
