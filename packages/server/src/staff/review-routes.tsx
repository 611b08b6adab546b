import { listAccounts } from "../accounts/index.ts";
import { type Call, type Route, refuse } from "../http/index.ts";
import { reviewOf } from "../packages/index.ts";
import type { FieldError } from "../pages/index.ts";
import { findRequest, isDamaged } from "../requests/index.ts";
import { decideTexts } from "./decide-texts.ts";
import { needOf } from "./need-to-know.ts";
import { recordLook } from "./record-look.ts";
import { ReviewPage } from "./review-page.tsx";
import { REQUEST_PATH, requestOfCall } from "./show-request.tsx";
import { staffOfCall } from "./staff-of-call.ts";

const PATH = `${REQUEST_PATH}/copy`;

/** As many texts as somebody reads without a pause; each decision asks the stores for its text again. */
const TEXTS_A_PAGE = 25;

/** The review of a copy: texts in rows that are shared with others. */
export const reviewRoutes = (): Route[] => [
  {
    method: "get",
    path: PATH,
    who: "approver",
    kind: "page",
    says: "The texts of a copy that may tell of others",
    handle: (call) => page(call, []),
  },
  {
    method: "post",
    path: PATH,
    who: "approver",
    kind: "page",
    bodyBytes: 256 * 1024,
    says: "Releases or redacts texts of a copy",
    handle: decide,
  },
];

/** Reading others' texts takes a role that opens people and decides copies. */
function requireNeed(call: Call): { readonly request: string; readonly account: string } {
  const { account, role } = staffOfCall(call);
  const need = needOf(call.inst.program, role);
  if (!need.opensPerson || !need.approves.includes("access")) refuse("forbidden", "your role has no task that needs these texts");
  return { request: requestOfCall(call), account };
}

async function page(call: Call, errors: readonly FieldError[]): Promise<Response> {
  const { c, inst } = call;
  const look = requireNeed(call);
  if (!(await findRequest(inst.storage.db, look.request))) return refuse("not-found");
  await recordLook(inst, look);
  const review = await reviewOf(inst, look.request, { most: TEXTS_A_PAGE }).catch((error: unknown) => {
    if (!isDamaged(error)) throw error;
    return refuse("gone", "what is stored of this request is damaged, and no text can be found by it: its page says what to do");
  });
  const names = new Map((await listAccounts(inst)).map((one) => [one.account, one.name || one.role]));
  const data = { request: look.request, ...review, names, zone: inst.program.zone, errors };
  return c.html(<ReviewPage call={call} data={data} />, errors.length === 0 ? 200 : 422);
}

async function decide(call: Call): Promise<Response> {
  const { c, inst, form } = call;
  const look = requireNeed(call);
  const errors = await decideTexts(inst, { ...look, form });
  return errors.length === 0 ? c.redirect(`/staff/requests/${look.request}/copy`, 303) : page(call, errors);
}
