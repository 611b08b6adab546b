import { askedRequests, endPersonSession } from "../asks/index.ts";
import { type Call, endedCookie, type Route, returnPath, tokenOf } from "../http/index.ts";
import { ownIn } from "./ask-routes.tsx";
import { readStatus, requestOf } from "./read-status.ts";
import { RequestsPage } from "./requests-page.tsx";
import { SignInPage } from "./sign-in-page.tsx";
import { StatusPage, type Told } from "./status-page.tsx";

/** One's requests, one of them, and the way out. */
export const requestsRoutes: readonly Route[] = [
  {
    method: "get",
    path: "/:language{en|id}/requests",
    who: "anyone",
    kind: "page",
    says: "The requests of whoever entered a code; to others, the form for an address",
    handle: showRequests,
  },
  {
    method: "get",
    path: "/:language{en|id}/requests/:request",
    who: "person",
    kind: "page",
    says: "Where a request stands, and what one can do about it",
    handle: showStatus,
  },
  {
    method: "post",
    path: "/:language{en|id}/sign-out",
    who: "anyone",
    kind: "page",
    says: "Ends the session of a person",
    handle: signOut,
  },
];

async function showRequests(call: Call): Promise<Response> {
  const { c, inst, person } = call;
  if (person !== undefined) return c.html(<RequestsPage call={call} requests={await askedRequests(inst, person.asker)} />);
  return c.html(<SignInPage call={call} returnTo={requestIn(call)} own={ownIn(call)} />);
}

/** The request that somebody was sent here from. */
function requestIn({ c, language }: Call): string | undefined {
  const back = returnPath(c.req.query("return"), `/${language}/requests`);
  return back?.split("/").find((part) => /^R-\d{1,12}$/.test(part));
}

const TOLD: ReadonlyMap<string, Told> = new Map([
  ["sent", "messages.sent"],
  ["appealed", "appeal.sent"],
  ["address", "address.shown"],
  ["code", "code.sent"],
]);

async function showStatus(call: Call): Promise<Response> {
  const { c } = call;
  const status = await readStatus(call, await requestOf(call));
  const told = c.req.query("told");
  return c.html(<StatusPage call={call} status={status} told={told === undefined ? undefined : TOLD.get(told)} />);
}

async function signOut({ c, inst, language }: Call): Promise<Response> {
  const token = tokenOf(c, inst.address, "person");
  if (token !== undefined) await endPersonSession(inst, token);
  c.header("set-cookie", endedCookie(inst.address, "person"));
  return c.redirect(`/${language}`, 303);
}
