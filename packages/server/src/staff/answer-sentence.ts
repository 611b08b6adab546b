import { isRight } from "@troth/core/requests";
import { totalsInWords } from "../pages/index.ts";
import { REQUESTER_WORDS } from "../requests/index.ts";
import type { RequestPageData } from "./read-request.ts";
import { capital, counted, day, moment } from "./words.ts";

/** Where a request stands and what it waits for, in a sentence or two: the first thing that its page says. */
export function answerSentence(data: RequestPageData): string {
  const { view } = data;
  switch (view.state) {
    case "received":
      return receivedSentence(data);
    case "planned":
      return plannedSentence(data);
    case "approved":
      return view.coolingUntil === undefined
        ? "It is approved and about to run. This page says how far it is."
        : `It is approved, and runs on ${moment(view.coolingUntil, data.zone)}. Until then it can be stopped, and nothing has been touched.`;
    case "executing": {
      const done = view.stores.filter((one) => one.state === "verified").length;
      return `It is running: ${done} of ${counted(view.stores.length, "store")} done.`;
    }
    case "open":
      return openSentence(data);
    case "done":
      return doneSentence(data);
    case "denied":
      return `It was denied${on(view.closedAt, data.zone)}. Nothing was touched.${view.appeal?.outcome === "refused" ? " An appeal against it was refused." : ""}`;
    case "appealed":
      return `It was denied, and the person appeals against that. ${data.appealIsOurs ? "It waits for your decision." : "Somebody else than who denied it decides."}`;
    case "withdrawn":
      return `The person took it back${on(view.closedAt, data.zone)}. Nothing was touched.`;
  }
}

const on = (iso: string | undefined, zone: string): string => (iso === undefined ? "" : ` on ${day(iso, zone)}`);

function receivedSentence({ view }: RequestPageData): string {
  if (!isRight(view.right))
    return `A ${view.right}${ofAnother(view)} that waits for an answer. It can be turned into a right, with nothing typed again.`;
  return view.because === undefined ? "It was received and is being planned." : `It could not be planned: ${view.because}.`;
}

/** Whose word a question is that is asked for somebody else; nothing where the person asks. */
const ofAnother = ({ requester }: RequestPageData["view"]): string =>
  requester === "person" ? "" : ` of ${REQUESTER_WORDS[requester]} for somebody else`;

function plannedSentence(data: RequestPageData): string {
  const { plan, because } = data.view;
  if (!plan) return "It is planned.";
  const again = because === undefined ? "" : `It came back: ${because}. `;
  const blocking = plan.findings.filter((one) => one.blocks).length;
  if (blocking > 0)
    return `${again}The plan cannot be approved: ${counted(blocking, "finding")} ${blocking === 1 ? "stands" : "stand"} in the way.`;
  const does = `The plan is ready: ${totalsInWords(plan)}.`;
  return `${again}${does} ${waitsFor(data)}`;
}

function waitsFor(data: RequestPageData): string {
  const signed = data.signatures.some((one) => one.account === data.account);
  if (signed) return `You have signed; it waits for ${data.missing.join(" and ") || "another signature"}.`;
  return mayStillSign(data) ? "It waits for your signature." : `It waits for a signature: ${data.missing.join(" and ")}.`;
}

/** Whether this account may sign the plan that stands. */
export function mayStillSign(data: RequestPageData): boolean {
  const { plan, state } = data.view;
  if (state !== "planned" || !plan?.canBeApproved || !data.need.approves.includes(plan.right)) return false;
  return !data.signatures.some((one) => one.account === data.account);
}

function openSentence({ view }: RequestPageData): string {
  const untold = view.recipients.filter((one) => one.state === "waiting").map((one) => one.name);
  const storesDone = view.stores.length > 0 && view.stores.every((one) => one.state === "verified");
  if (storesDone && untold.length > 0)
    return `Every store is done and read back. It is complete once ${untold.join(" and ")} ${untold.length === 1 ? "has" : "have"} been told.`;
  return `It is not complete: ${view.because ?? "something still holds it"}.`;
}

/** Until when the copy is there that staff hand over. */
function copySentence({ copyUntil: until }: RequestPageData["view"], now: number, zone: string): string {
  if (until === undefined) return "";
  return Date.parse(until) <= now
    ? " It is no longer here: hand over what you took, or take a new request."
    : ` It lies here until ${day(until, zone)}, for you to hand over; then it is removed.`;
}

function doneSentence({ view, zone, now }: RequestPageData): string {
  const when = on(view.closedAt, zone);
  if (!isRight(view.right)) return `It was answered${when}.`;
  if (view.right === "access") return `The copy was made${when}.${copySentence(view, now, zone)}`;
  const deleted = view.stores.reduce((sum, one) => sum + one.deleted, 0);
  const changed = view.stores.reduce((sum, one) => sum + one.changed, 0);
  const byHand = view.stores.filter((one) => one.outcomeKnownBy === "report").map((one) => one.store);
  const but = byHand.length === 0 ? "" : `, but for ${byHand.join(" and ")}, where the report of who looked counts`;
  return `It is done${when}: ${counted(deleted, "row")} deleted, ${counted(changed, "row")} changed, and nothing was found when everything was read back${but}.`;
}

/** The heading of a request: `Erasure, R-0001`. */
export const titleOf = (view: RequestPageData["view"]): string => `${capital(view.right)} ${view.id}`;
