import { listAccounts } from "../accounts/index.ts";
import { type Call, type Route, refuse } from "../http/index.ts";
import { decideText, type ReviewText, reviewOf } from "../packages/index.ts";
import { findRequest } from "../requests/index.ts";
import { chosenMarks, seenHash } from "./marked-words.ts";
import { needOf } from "./need-to-know.ts";
import { recordLook } from "./record-look.ts";
import { ReviewPage } from "./review-page.tsx";
import { REQUEST_PATH, requestOfCall } from "./show-request.tsx";
import { staffOfCall } from "./staff-of-call.ts";
import { capital } from "./words.ts";

const PATH = `${REQUEST_PATH}/copy`;

/** The review of a copy: texts in rows that are shared with others. */
export const reviewRoutes = (): Route[] => [
  {
    method: "get",
    path: PATH,
    who: "approver",
    kind: "page",
    says: "The texts of a copy that may tell of others",
    handle: (call) => page(call),
  },
  { method: "post", path: PATH, who: "approver", kind: "page", says: "Releases or redacts one text of a copy", handle: decide },
];

/** Reading others' texts takes a role that opens people and decides copies. */
function requireNeed(call: Call): { readonly request: string; readonly account: string } {
  const { account, role } = staffOfCall(call);
  const need = needOf(call.inst.program, role);
  if (!need.opensPerson || !need.approves.includes("access")) refuse("forbidden", "your role has no task that needs these texts");
  return { request: requestOfCall(call), account };
}

async function page(call: Call, refused?: string): Promise<Response> {
  const { c, inst } = call;
  const look = requireNeed(call);
  if (!(await findRequest(inst.storage.db, look.request))) return refuse("not-found");
  await recordLook(inst, look);
  const review = await reviewOf(inst, look.request);
  const names = new Map((await listAccounts(inst)).map((one) => [one.account, one.name || one.role]));
  const data = { request: look.request, ...review, names, zone: inst.program.zone, refused };
  return c.html(<ReviewPage call={call} data={data} />, refused === undefined ? 200 : 409);
}

/** Decides about the very text that was read: one that has changed since is shown again, and nothing is decided. */
async function decide(call: Call): Promise<Response> {
  const { c, inst, form } = call;
  const { request, account } = requireNeed(call);
  const { decision } = form;
  if (decision !== "release" && decision !== "redact")
    return page(call, "Say what is to be done with the text: redact it, or release it.");
  const text = (await reviewOf(inst, request)).texts.find((one) => one.id === form.text);
  if (!text || seenHash(text.text) !== form.seen)
    return page(call, "This text has changed since you read it. Read it again, then decide.");
  const marks = decision === "redact" ? chosenMarks(text, form) : [];
  if (marks === undefined)
    return page(call, "A word that you added stands nowhere in the text. Look at its spelling, and decide again.");
  const says = await decided(call, { request, account, text, decision, marks });
  return says === undefined ? c.redirect(`/staff/requests/${request}/copy`, 303) : page(call, says);
}

async function decided(
  { inst }: Call,
  at: {
    readonly request: string;
    readonly account: string;
    readonly text: ReviewText;
    readonly decision: "release" | "redact";
    readonly marks: ReviewText["marks"];
  },
): Promise<string | undefined> {
  const { request, account, text, decision, marks } = at;
  const answer = await decideText(inst, { request, id: text.id, decision, account, ...(decision === "redact" ? { marks } : {}) });
  return answer.kind === "done" ? undefined : `${capital(answer.says)}.`;
}
