import { endAccount, listAccounts, makeLink } from "../accounts/index.ts";
import type { Call, Route } from "../http/index.ts";
import type { FieldError } from "../pages/index.ts";
import { AccountsPage, type AccountsPageData } from "./accounts-page.tsx";
import { staffOfCall } from "./staff-of-call.ts";

const PATH = "/staff/accounts";

/** Accounts of staff: beside an embedded database the command line has to wait, so an officer lets people in here. */
export const accountsRoutes = (): Route[] => [
  { method: "get", path: PATH, who: "officer", kind: "page", says: "The accounts of staff", handle: accountsPage },
  { method: "post", path: `${PATH}/link`, who: "officer", kind: "page", says: "Makes a link to sign in with", handle: invite },
  { method: "post", path: `${PATH}/end`, who: "officer", kind: "page", says: "Ends an account", handle: end },
];

async function dataOf(call: Call, link?: string): Promise<AccountsPageData> {
  const { inst } = call;
  return {
    accounts: await listAccounts(inst),
    roles: Object.entries(inst.program.staff).map(([role, { is }]) => ({ role, is })),
    self: staffOfCall(call).account,
    zone: inst.program.zone,
    link,
  };
}

const accountsPage = async (call: Call): Promise<Response> => call.c.html(<AccountsPage call={call} data={await dataOf(call)} />);

async function invite(call: Call): Promise<Response> {
  const { c, inst, form } = call;
  const { role = "", account } = form;
  if (account === undefined && !Object.hasOwn(inst.program.staff, role)) {
    const errors: FieldError[] = [{ field: "role", says: "Choose the role that the account will have." }];
    return c.html(<AccountsPage call={call} data={await dataOf(call)} errors={errors} />, 422);
  }
  const { token } = await makeLink(inst, { role, by: staffOfCall(call).account, ...(account === undefined ? {} : { account }) });
  // Shown in the answer to the form and nowhere else: an address would keep it.
  return c.html(<AccountsPage call={call} data={await dataOf(call, `${inst.address}/staff/link/${token}`)} />);
}

async function end(call: Call): Promise<Response> {
  const { c, inst, form } = call;
  // Nobody saws off the branch they sit on: the command line can, and another officer.
  const by = staffOfCall(call).account;
  if (form.account !== undefined && form.account !== by) await endAccount(inst, form.account, by);
  return c.redirect(PATH, 303);
}
