import type { Context } from "hono";
import { log } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import { tokenOf } from "./cookies.ts";
import { languageOfCall } from "./language-of-call.ts";
import { isLoopback, networkOf } from "./network-of.ts";
import type { PageAt } from "./pages-of.ts";
import { refuse } from "./problem.ts";
import type { RateLimits } from "./rate-limits.ts";
import { readForm, readFormIfAny, readFormWithFiles, readJson } from "./read-body.ts";
import { backFrom, returnPath } from "./return-path.ts";
import type { AppSession, BackendSession, Call, PersonSession, Route, StaffSession } from "./route.ts";
import { isFromUs } from "./same-origin.ts";
import { siteOf } from "./site-of.ts";
import { admit, type Caller } from "./who-may.ts";

/** Finds whose session a token names; undefined for one that has ended or never was. */
export interface Sessions {
  readonly person: (token: string) => Promise<PersonSession | undefined>;
  readonly staff: (token: string) => Promise<StaffSession | undefined>;
  /** By the key of a store. Absent: no application may call. */
  readonly app?: (key: string) => Promise<AppSession | undefined>;
  /** By a key for facts and decisions. Absent: no backend may call. */
  readonly backend?: (key: string) => Promise<BackendSession | undefined>;
}

/** What the way of a call to its handler needs. */
export interface Gate {
  readonly inst: Installation;
  readonly sessions: Sessions;
  readonly limits: RateLimits;
  readonly trustProxy: number;
  /** The secret of the operator's paths: what stands in `:key`. Absent: there are none. */
  readonly operatorKey: string | undefined;
  readonly pageAt: PageAt;
}

const BODY_BYTES = 64 * 1024;

interface Connection {
  readonly remoteAddress?: string;
}

/** Absent where a call comes by no connection, as in a test. */
const connectionOf = (c: Context): Connection | undefined =>
  (c.env as { readonly incoming?: { readonly socket?: Connection } } | undefined)?.incoming?.socket;

/** The address at the other end of the connection. */
const peerOf = (c: Context): string | undefined => connectionOf(c)?.remoteAddress;

const warned = new WeakSet<Installation>();

/** A proxy that we are not told of makes everybody one network: whoever runs this should know. Said once. */
function warnOfProxy(inst: Installation): void {
  if (warned.has(inst)) return;
  warned.add(inst);
  log.warn("calls come through a proxy, and TROTH_TRUST_PROXY is 0: all callers share one budget");
}

/** By connection, for whom it spoke last: an application asks a thousand times over one, and a hash is half of what a call costs here. */
const lastOf = new WeakMap<Connection, { readonly forwarded: string | undefined; readonly hash: string }>();

/** Which network a call came from, as a keyed hash. */
export function networkHashOf(c: Context, { inst, trustProxy }: Pick<Gate, "inst" | "trustProxy">): string {
  const forwarded = c.req.header("x-forwarded-for");
  if (trustProxy === 0 && forwarded !== undefined) warnOfProxy(inst);
  const connection = connectionOf(c);
  const last = connection && lastOf.get(connection);
  if (last !== undefined && last.forwarded === forwarded) return last.hash;
  const hash = inst.keys.identifierHash("network", networkOf({ peer: connection?.remoteAddress, forwarded, trustProxy }));
  if (connection !== undefined) lastOf.set(connection, { forwarded, hash });
  return hash;
}

/** The language of a call. */
export const languageFor = (c: Context, inst: Installation): Call["language"] =>
  languageOfCall({ path: c.req.path, accepted: c.req.header("accept-language"), program: inst.program.languages });

/**
 * Takes a call to its handler, or refuses it: budget, origin, who, body, in this order, so that nobody's body is read who
 * may not send one. A page or a file that wants a sign-in gives a redirect instead.
 */
export async function makeCall(c: Context, route: Route, gate: Gate): Promise<Call | Response> {
  const { inst } = gate;
  const network = networkHashOf(c, gate);
  draw(gate, route, network);
  // A key comes in a header that no page of another site can make a browser send.
  if (route.method === "post" && !isKeyed(route) && !OF_OTHERS.has(route.who)) requireOurOrigin(c, inst.address);
  const caller = await callerOf(c, route, gate);
  if (isKeyed(route) && caller.app === undefined && caller.backend === undefined) refuseKey(gate, network, route);
  const language = languageFor(c, inst);
  const admission = admit(route.who, caller, inst.program);
  if (admission === "nothing-here") refuse("not-found");
  if (admission === "role") refuse("forbidden");
  if (admission === "origin") refuse("origin", "only pages of the program's services write here: `services.*.urls` names them");
  if (admission === "sign-in") return route.kind === "api" ? refuse("sign-in") : toSignIn(c, route, language, gate.pageAt);
  const { form, files, body } = await readBody(c, route);
  const { person, staff, app, backend, site } = caller;
  return {
    c,
    inst,
    page: gate.pageAt(c.req.path) ?? c.req.path,
    language,
    form,
    files,
    body,
    network,
    person,
    staff,
    app,
    backend,
    site,
  };
}

function draw({ limits }: Gate, route: Route, network: string): void {
  const seconds = limits.draw(route.limit ?? (route.kind === "api" ? "api" : "page"), network);
  if (seconds > 0) refuse("limited", `come again in ${seconds} seconds`, { "retry-after": String(seconds) });
}

/** Keys are not guessed: who brings a wrong one soon has to wait. */
function refuseKey({ limits }: Gate, network: string, route: Route): never {
  const seconds = limits.draw("app-key", network);
  if (seconds > 0) refuse("limited", `come again in ${seconds} seconds`, { "retry-after": String(seconds) });
  const makes = route.who === "app" ? "`troth store key <store>`" : "`troth app key <name>`";
  return refuse("sign-in", `the key is none of this installation's; ${makes} makes one`);
}

/** Called by pages and mail programs that are not ours, by what they bring and not by a cookie. @source RFC 8058, 3.2 */
const OF_OTHERS: ReadonlySet<Route["who"]> = new Set(["site", "link"]);

/** Whether a route is called with a key, and no cookie. */
const isKeyed = ({ who }: Route): boolean => who === "app" || who === "backend";

function requireOurOrigin(c: Context, address: string): void {
  const host = c.req.header("host") ?? new URL(c.req.url).host;
  const call = { origin: c.req.header("origin"), site: c.req.header("sec-fetch-site"), host, address };
  if (!isFromUs(call)) refuse("origin", "a call that changes something says in `Origin` that it comes from here");
}

/** Looks up only the sessions that the route may use. */
async function callerOf(c: Context, route: Route, { inst, sessions, operatorKey }: Gate): Promise<Caller> {
  const isStaffs =
    route.path.startsWith("/staff") || route.who === "staff" || route.who === "approver" || route.who === "officer";
  const isPersons = route.who === "person" || (route.who === "anyone" && !isStaffs && route.path.startsWith("/:language"));
  const personToken = isPersons ? tokenOf(c, inst.address, "person") : undefined;
  const staffToken = isStaffs ? tokenOf(c, inst.address, "staff") : undefined;
  return {
    person: personToken === undefined ? undefined : await sessions.person(personToken),
    staff: staffToken === undefined ? undefined : await sessions.staff(staffToken),
    app: route.who === "app" ? await byKey(c, sessions.app) : undefined,
    backend: route.who === "backend" ? await byKey(c, sessions.backend) : undefined,
    site: route.who === "site" ? siteOf(inst.program, c.req.header("origin")) : undefined,
    isOperator: route.who === "operator" && isOperator(c, operatorKey),
  };
}

async function byKey<T>(c: Context, find: ((key: string) => Promise<T | undefined>) | undefined): Promise<T | undefined> {
  const [, key] = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(c.req.header("authorization") ?? "") ?? [];
  return key === undefined ? undefined : find?.(key);
}

/** From this machine and through no proxy, with the key of this start. */
function isOperator(c: Context, key: string | undefined): boolean {
  if (key === undefined || c.req.header("x-forwarded-for") !== undefined || c.req.header("forwarded") !== undefined) return false;
  return isLoopback(peerOf(c)) && c.req.param("key") === key;
}

/** To where one signs in, with the way back if it is a plain path of ours. */
function toSignIn(c: Context, route: Route, language: Call["language"], pageAt: PageAt): Response {
  const [base, page] = route.who === "person" ? [`/${language}`, `/${language}/requests`] : ["/staff", "/staff/sign-in"];
  const back = returnPath(backFrom(c.req.method, c.req.path, pageAt), base);
  return c.redirect(
    back === undefined || back === base || back === page ? page : `${page}?return=${encodeURIComponent(back)}`,
    303,
  );
}

async function readBody(c: Context, route: Route): Promise<Pick<Call, "form" | "files" | "body">> {
  const nothing = { form: {}, files: [], body: undefined };
  if (route.method !== "post") return nothing;
  const most = route.bodyBytes ?? BODY_BYTES;
  if (route.files) return { ...nothing, ...(await readFormWithFiles(c, most)) };
  if (route.anyBody) return { ...nothing, form: await readFormIfAny(c, most) };
  if (route.kind !== "api") return { ...nothing, form: await readForm(c, most, route.fields) };
  return route.body === undefined
    ? nothing
    : { ...nothing, body: await readJson(c, most, { wants: route.body, plain: route.who === "site" }) };
}
