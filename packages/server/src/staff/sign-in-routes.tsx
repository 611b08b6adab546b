import { z } from "zod";
import { endStaffSession, passkeyPlace, passkeySignInOptions, signIn, signInWithPasskey, useLink } from "../accounts/index.ts";
import { type Call, endedCookie, type Route, refuse, returnPath, sessionCookie, tokenOf } from "../http/index.ts";
import { DeadLinkPage, LinkPage, SignInPage } from "./sign-in-page.tsx";

const HOME = "/staff/requests";
const LINK_PATH = "/staff/link/:token{[A-Za-z0-9_-]{43}}";

/** Ways in, and the way out. */
export const signInRoutes = (): Route[] => [
  { method: "get", path: "/staff", who: "anyone", kind: "page", says: "Leads staff to their requests", handle: enter },
  { method: "get", path: "/staff/sign-in", who: "anyone", kind: "page", says: "Where staff sign in", handle: signInPage },
  {
    method: "post",
    path: "/staff/sign-in",
    who: "anyone",
    kind: "page",
    limit: "sign-in",
    says: "Signs in by name and password",
    handle: signInByPassword,
  },
  {
    method: "get",
    path: LINK_PATH,
    who: "anyone",
    kind: "page",
    says: "Shows a button that uses a sign-in link",
    handle: linkPage,
  },
  {
    method: "post",
    path: LINK_PATH,
    who: "anyone",
    kind: "page",
    limit: "sign-in",
    says: "Signs in by a single-use link",
    handle: signInByLink,
  },
  { method: "post", path: "/staff/sign-out", who: "staff", kind: "page", says: "Signs out here", handle: signOut },
  {
    method: "post",
    path: "/staff/passkey/options",
    who: "anyone",
    kind: "api",
    limit: "sign-in",
    says: "What a browser is asked to sign in with a passkey",
    body: z.strictObject({}),
    answer: z.object({ options: z.unknown(), challenge: z.string() }),
    handle: passkeyQuestion,
  },
  {
    method: "post",
    path: "/staff/passkey/sign-in",
    who: "anyone",
    kind: "api",
    limit: "sign-in",
    says: "Signs in by the answer of a passkey",
    body: z.object({ challenge: z.string().max(100), response: z.unknown() }),
    answer: z.object({ next: z.string() }),
    handle: signInByPasskey,
  },
];

const enter = ({ c, staff }: Call): Response => c.redirect(staff === undefined ? "/staff/sign-in" : HOME, 303);

function signInPage(call: Call): Response | Promise<Response> {
  const { c, inst, staff } = call;
  const back = returnPath(c.req.query("return"), "/staff");
  if (staff !== undefined) return c.redirect(back ?? HOME, 303);
  return c.html(<SignInPage call={call} back={back} passkeys={passkeyPlace(inst) !== undefined} />);
}

async function signInByPassword(call: Call): Promise<Response> {
  const { c, inst, form, network } = call;
  const back = returnPath(form.return, "/staff");
  const { name = "", password = "" } = form;
  const answer = await signIn(inst, { name, password, network });
  if (answer.kind === "done") return signedIn(call, answer.value.session, back ?? HOME);
  const errors = [{ field: "name", says: `${answer.says.slice(0, 1).toUpperCase()}${answer.says.slice(1)}.` }];
  const passkeys = passkeyPlace(inst) !== undefined;
  const page = <SignInPage call={call} back={back} passkeys={passkeys} name={name} errors={errors} />;
  return c.html(page, answer.reason === "limited" ? 429 : 422);
}

const linkPage = (call: Call): Response | Promise<Response> =>
  call.c.html(<LinkPage call={call} token={call.c.req.param("token") ?? ""} />);

async function signInByLink(call: Call): Promise<Response> {
  const { c, inst } = call;
  const answer = await useLink(inst, c.req.param("token") ?? "");
  if (answer.kind === "refused") return c.html(<DeadLinkPage call={call} says={answer.says} advice={answer.advice ?? ""} />, 410);
  return signedIn(call, answer.value.session, answer.value.fresh ? "/staff/account" : HOME);
}

async function signOut({ c, inst }: Call): Promise<Response> {
  const token = tokenOf(c, inst.address, "staff");
  if (token !== undefined) await endStaffSession(inst, token);
  c.header("set-cookie", endedCookie(inst.address, "staff"));
  return c.redirect("/staff/sign-in", 303);
}

async function passkeyQuestion({ c, inst }: Call): Promise<Response> {
  const answer = await passkeySignInOptions(inst);
  if (answer.kind === "refused") return refuse("conflict", answer.says);
  return c.json({ options: answer.value.options, challenge: answer.value.token });
}

async function signInByPasskey(call: Call): Promise<Response> {
  const { c, inst } = call;
  const { challenge, response } = call.body as { readonly challenge: string; readonly response: unknown };
  const answer = await signInWithPasskey(inst, { token: challenge, response });
  if (answer.kind === "refused") return refuse("sign-in", answer.says);
  c.header("set-cookie", sessionCookie(inst.address, "staff", answer.value.session));
  return c.json({ next: HOME });
}

/** Whoever signs in gets a session of their own, never one that a browser brought along. */
function signedIn({ c, inst }: Call, session: string, to: string): Response {
  c.header("set-cookie", sessionCookie(inst.address, "staff", session));
  return c.redirect(to, 303);
}
