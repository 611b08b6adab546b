import type { Context } from "hono";
import { log } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import { tokenOf } from "./cookies.ts";
import { languageOfCall } from "./language-of-call.ts";
import { isLoopback, networkOf } from "./network-of.ts";
import { refuse } from "./problem.ts";
import type { RateLimits } from "./rate-limits.ts";
import { readForm, readJson } from "./read-body.ts";
import { backFrom, returnPath } from "./return-path.ts";
import type { Call, PersonSession, Route, StaffSession } from "./route.ts";
import { isFromUs } from "./same-origin.ts";
import { admit, type Caller } from "./who-may.ts";

/** Finds whose session a token names; undefined for one that has ended or never was. */
export interface Sessions {
  readonly person: (token: string) => Promise<PersonSession | undefined>;
  readonly staff: (token: string) => Promise<StaffSession | undefined>;
}

/** What the way of a call to its handler needs. */
export interface Gate {
  readonly inst: Installation;
  readonly sessions: Sessions;
  readonly limits: RateLimits;
  readonly trustProxy: number;
  /** The secret of the operator's paths: what stands in `:key`. Absent: there are none. */
  readonly operatorKey: string | undefined;
}

const BODY_BYTES = 64 * 1024;

interface Bindings {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
}

/** The address at the other end of the connection. */
const peerOf = (c: Context): string | undefined => (c.env as Bindings | undefined)?.incoming?.socket?.remoteAddress;

const warned = new WeakSet<Installation>();

/** A proxy that we are not told of makes everybody one network: whoever runs this should know. Said once. */
function warnOfProxy(inst: Installation): void {
  if (warned.has(inst)) return;
  warned.add(inst);
  log.warn("calls come through a proxy, and TROTH_TRUST_PROXY is 0: all callers share one budget");
}

/** Which network a call came from, as a keyed hash. */
export function networkHashOf(c: Context, { inst, trustProxy }: Pick<Gate, "inst" | "trustProxy">): string {
  if (trustProxy === 0 && c.req.header("x-forwarded-for") !== undefined) warnOfProxy(inst);
  const network = networkOf({ peer: peerOf(c), forwarded: c.req.header("x-forwarded-for"), trustProxy });
  return inst.keys.identifierHash("network", network);
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
  if (route.method === "post") requireOurOrigin(c, inst.address);
  const caller = await callerOf(c, route, gate);
  const language = languageFor(c, inst);
  const admission = admit(route.who, caller, inst.program);
  if (admission === "nothing-here") refuse("not-found");
  if (admission === "role") refuse("forbidden");
  if (admission === "sign-in") return route.kind === "api" ? refuse("sign-in") : toSignIn(c, route, language);
  const { form, body } = await readBody(c, route);
  return { c, inst, language, form, body, network, person: caller.person, staff: caller.staff };
}

function draw({ limits }: Gate, route: Route, network: string): void {
  const seconds = limits.draw(route.limit ?? (route.kind === "api" ? "api" : "page"), network);
  if (seconds > 0) refuse("limited", `come again in ${seconds} seconds`, { "retry-after": String(seconds) });
}

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
    isOperator: route.who === "operator" && isOperator(c, operatorKey),
  };
}

/** From this machine and through no proxy, with the key of this start. */
function isOperator(c: Context, key: string | undefined): boolean {
  if (key === undefined || c.req.header("x-forwarded-for") !== undefined || c.req.header("forwarded") !== undefined) return false;
  return isLoopback(peerOf(c)) && c.req.param("key") === key;
}

/** To where one signs in, with the way back if it is a plain path of ours. */
function toSignIn(c: Context, route: Route, language: Call["language"]): Response {
  const [base, page] = route.who === "person" ? [`/${language}`, `/${language}/requests`] : ["/staff", "/staff/sign-in"];
  const back = returnPath(backFrom(c.req.method, c.req.path), base);
  return c.redirect(
    back === undefined || back === base || back === page ? page : `${page}?return=${encodeURIComponent(back)}`,
    303,
  );
}

async function readBody(c: Context, route: Route): Promise<Pick<Call, "form" | "body">> {
  if (route.method !== "post") return { form: {}, body: undefined };
  const most = route.bodyBytes ?? BODY_BYTES;
  if (route.kind !== "api") return { form: await readForm(c, most), body: undefined };
  return { form: {}, body: route.body === undefined ? undefined : await readJson(c, most, route.body) };
}
