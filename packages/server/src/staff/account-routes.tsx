import { z } from "zod";
import {
  addPasskey,
  asksForCurrent,
  endStaffSessions,
  isRecent,
  listAccounts,
  listPasskeys,
  passkeyOptions,
  passkeyPlace,
  removePasskey,
  setPassword,
} from "../accounts/index.ts";
import { type Call, endedCookie, type Route, refuse, tokenOf } from "../http/index.ts";
import type { FieldError } from "../pages/index.ts";
import { AccountPage, type AccountPageData } from "./account-page.tsx";
import { needOf } from "./need-to-know.ts";
import { staffOfCall } from "./staff-of-call.ts";
import { capital } from "./words.ts";

const path = (rest = ""): string => `/staff/account${rest}`;

/** One's own account. */
export const accountRoutes = (): Route[] => [
  { method: "get", path: path(), who: "staff", kind: "page", says: "One's own account", handle: accountPage },
  {
    method: "post",
    path: path(),
    who: "staff",
    kind: "page",
    limit: "sign-in",
    says: "Sets name and password",
    handle: changePassword,
  },
  {
    method: "post",
    path: path("/sign-out"),
    who: "staff",
    kind: "page",
    says: "Signs out everywhere",
    handle: signOutEverywhere,
  },
  {
    method: "post",
    path: path("/passkey"),
    who: "staff",
    kind: "page",
    says: "Removes a passkey of one's own",
    handle: takePasskeyAway,
  },
  {
    method: "post",
    path: path("/passkey/options"),
    who: "staff",
    kind: "api",
    says: "What a browser is asked to make a passkey",
    body: z.strictObject({}),
    answer: z.object({ options: z.unknown(), challenge: z.string() }),
    handle: passkeyQuestion,
  },
  {
    method: "post",
    path: path("/passkey/add"),
    who: "staff",
    kind: "api",
    says: "Adds the passkey that a browser made",
    body: z.object({ challenge: z.string().max(100), response: z.unknown() }),
    answer: z.object({ next: z.string() }),
    handle: keepPasskey,
  },
];

async function dataOf(call: Call, done?: "password"): Promise<AccountPageData> {
  const { c, inst } = call;
  const { account, role } = staffOfCall(call);
  const view = (await listAccounts(inst)).find((one) => one.account === account) ?? refuse("gone");
  return {
    account: view,
    passkeys: await listPasskeys(inst, account),
    passkeysHere: passkeyPlace(inst) !== undefined,
    asksCurrent: await asksForCurrent(inst, { account, session: tokenOf(c, inst.address, "staff") }),
    manages: needOf(inst.program, role).manages,
    zone: inst.program.zone,
    done,
  };
}

async function accountPage(call: Call): Promise<Response> {
  const done = call.c.req.query("done") === "password" ? "password" : undefined;
  return call.c.html(<AccountPage call={call} data={await dataOf(call, done)} />);
}

const fields: Readonly<Record<string, string>> = { name: "name", "name-taken": "name", current: "current" };

async function changePassword(call: Call): Promise<Response> {
  const { c, inst, form } = call;
  const { account } = staffOfCall(call);
  const { name = "", password = "", current } = form;
  const session = tokenOf(c, inst.address, "staff");
  const answer = await setPassword(inst, {
    account,
    name,
    password,
    ...(current === undefined ? {} : { current }),
    ...(session === undefined ? {} : { session }),
  });
  if (answer.kind === "done") return c.redirect(path("?done=password"), 303);
  const advice = answer.advice === undefined ? "" : `: ${answer.advice}`;
  const errors: FieldError[] = [{ field: fields[answer.reason] ?? "password", says: `${capital(answer.says)}${advice}.` }];
  return c.html(<AccountPage call={call} data={await dataOf(call)} errors={errors} name={name} />, 422);
}

async function signOutEverywhere(call: Call): Promise<Response> {
  const { c, inst } = call;
  await endStaffSessions(inst, staffOfCall(call).account);
  c.header("set-cookie", endedCookie(inst.address, "staff"));
  return c.redirect("/staff/sign-in", 303);
}

async function takePasskeyAway(call: Call): Promise<Response> {
  await removePasskey(call.inst, { account: staffOfCall(call).account, passkey: call.form.passkey ?? "" });
  return call.c.redirect(path(), 303);
}

/** A screen that was left alone gives nobody a way in of their own. */
async function requireRecent({ c, inst }: Call): Promise<void> {
  if (await isRecent(inst, tokenOf(c, inst.address, "staff"))) return;
  refuse("conflict", "sign in again, then add it: a passkey is added within fifteen minutes of signing in");
}

async function passkeyQuestion(call: Call): Promise<Response> {
  await requireRecent(call);
  const answer = await passkeyOptions(call.inst, { account: staffOfCall(call).account });
  if (answer.kind === "refused") return refuse("conflict", answer.says);
  return call.c.json({ options: answer.value.options, challenge: answer.value.token });
}

async function keepPasskey(call: Call): Promise<Response> {
  const { challenge, response } = call.body as { readonly challenge: string; readonly response: unknown };
  await requireRecent(call);
  const answer = await addPasskey(call.inst, { account: staffOfCall(call).account, token: challenge, response });
  if (answer.kind === "refused") return refuse("form", answer.says);
  return call.c.json({ next: path() });
}
