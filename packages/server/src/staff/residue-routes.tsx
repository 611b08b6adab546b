import { TrothError } from "@troth/core/foundation";
import { listAccounts } from "../accounts/index.ts";
import { type Call, type Route, refuse } from "../http/index.ts";
import type { FieldError } from "../pages/index.ts";
import { findRequest } from "../requests/index.ts";
import { excusePlace, isExcuse, listResidue, recordRemoved } from "../residue/index.ts";
import { needFor, needOf } from "./need-to-know.ts";
import { ResiduePage } from "./residue-page.tsx";
import { staffOfCall } from "./staff-of-call.ts";
import { capital } from "./words.ts";

const PATH = "/staff/residue";

/** What the nightly sweep found: seen by all of staff, removed by whoever decides erasures, excused by an officer. */
export const residueRoutes = (): Route[] => [
  {
    method: "get",
    path: PATH,
    who: "staff",
    kind: "page",
    says: "What the nightly sweep found of people who were erased: places and numbers",
    handle: (call) => page(call),
  },
  {
    method: "post",
    path: `${PATH}/removed`,
    who: "approver",
    kind: "page",
    says: "Looks again at a place from which something was removed",
    handle: removed,
  },
  {
    method: "post",
    path: `${PATH}/excuse`,
    who: "officer",
    kind: "page",
    says: "Excuses a place, with the reason",
    handle: excuse,
  },
];

async function page(
  call: Call,
  wrong: { readonly errors?: readonly FieldError[]; readonly refused?: string; readonly status?: 409 | 422 } = {},
): Promise<Response> {
  const { c, inst } = call;
  const { role } = staffOfCall(call);
  const { errors = [], refused, status = 200 } = wrong;
  const data = {
    list: await listResidue(inst),
    decides: needFor(inst.program, role, "erasure").decides,
    excuses: needOf(inst.program, role).manages,
    names: new Map((await listAccounts(inst)).map((one) => [one.account, one.name || one.role])),
    zone: inst.program.zone,
  };
  return c.html(<ResiduePage call={call} data={data} errors={errors} refused={refused} />, status);
}

async function removed(call: Call): Promise<Response> {
  const { c, inst, form } = call;
  const { account, role } = staffOfCall(call);
  if (!needFor(inst.program, role, "erasure").decides) refuse("forbidden", "your role decides no erasures");
  const { request = "", place = "" } = form;
  if (!/^R-\d{1,9}$/.test(request) || !(await findRequest(inst.storage.db, request))) return refuse("not-found");
  const answer = await recordRemoved(inst, { request, place, by: account }).catch((error: unknown) => {
    // A store that is away is no fault of ours: it is said, and nothing was written down.
    if (error instanceof TrothError) return { kind: "refused" as const, says: error.message };
    throw error;
  });
  return answer.kind === "done" ? c.redirect(PATH, 303) : page(call, { refused: `${capital(answer.says)}.`, status: 409 });
}

async function excuse(call: Call): Promise<Response> {
  const { c, inst, form } = call;
  const { place = "", reason = "", until = "" } = form;
  const errors: FieldError[] = [
    ...(place === "" ? [{ field: "place", says: "Choose the place." }] : []),
    ...(isExcuse(reason) ? [] : [{ field: "reason", says: "Choose why it may be there." }]),
    ...(until === "" || /^\d{4}-\d{2}-\d{2}$/.test(until) ? [] : [{ field: "until", says: "Write a day." }]),
    ...(reason === "rotating-log" && until === "" ? [{ field: "until", says: "Say by which day the log has gone." }] : []),
  ];
  if (errors.length > 0 || !isExcuse(reason)) return page(call, { errors, status: 422 });
  const by = staffOfCall(call).account;
  const answer = await excusePlace(inst, { place, reason, by, ...(until === "" ? {} : { until }) });
  return answer.kind === "done" ? c.redirect(PATH, 303) : page(call, { refused: `${capital(answer.says)}.`, status: 409 });
}
