import { type Call, type Route, refuse } from "../http/index.ts";
import { findRequest, isDamaged, RequestError } from "../requests/index.ts";
import type { Acted } from "./acted.ts";
import { needFor, needOf } from "./need-to-know.ts";
import { type Act, acts } from "./request-actions.ts";
import { REQUEST_PATH, requestOfCall, showRequest } from "./show-request.tsx";
import { staffOfCall } from "./staff-of-call.ts";

/** What staff do to a request by its page's forms: done leads back to the page, anything else shows it with what was wrong. */
export const actionRoutes = (): Route[] =>
  acts.map((act) => ({
    method: "post",
    path: `${REQUEST_PATH}/${act.name}`,
    who: act.who,
    kind: "page",
    says: act.says,
    handle: (call) => handle(call, act),
  }));

async function handle(call: Call, act: Act): Promise<Response> {
  const request = requestOfCall(call);
  const result = await runAct(call, act);
  switch (result.kind) {
    case "done":
      return call.c.redirect(`/staff/requests/${request}`, 303);
    case "wrong":
      return showRequest(call, { errors: result.errors, status: 422 });
    case "refused":
      return showRequest(call, { refused: result.says, status: 409 });
  }
}

const DAMAGED =
  "This needs something that is stored of the request and cannot be read: it was damaged after it was written. Have Troth's database and its keys restored from a backup. If there is none, enter the request anew, and deny this one.";

/** Runs an act for whoever calls, if their role needs it. */
export async function runAct(call: Call, act: Act): Promise<Acted> {
  const { inst, form } = call;
  const { account, role } = staffOfCall(call);
  const right = (await findRequest(inst.storage.db, requestOfCall(call)))?.right ?? "";
  // Who may not sign this plan is told so by the plan's own rules, with who may.
  const need = act.name === "approve" ? needOf(inst.program, role) : needFor(inst.program, role, right);
  if (!act.may(need)) return refuse("forbidden", "your role has no task that needs this");
  try {
    return await act.run({ inst, request: requestOfCall(call), account, role, form });
  } catch (error) {
    if (isDamaged(error)) return { kind: "refused", says: DAMAGED };
    if (!(error instanceof RequestError) || error.code !== "requests.raced") throw error;
    return { kind: "refused", says: "Somebody else changed this request a moment ago. Look at it again, then decide." };
  }
}
