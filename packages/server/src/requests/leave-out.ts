import { nearest } from "@troth/core/program";
import { isEnded, type RequestState } from "@troth/core/requests";
import { LEAVING_OUT, type LeavingOut, type LeftOut, notLookedInto, withLeftOut } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import { mayApprove } from "./approve-request.ts";
import { closeOrHold } from "./close-request.ts";
import type { MadePlan } from "./make-view.ts";
import { unknownRequest } from "./plan-request.ts";
import { rightOf } from "./right-of.ts";
import { changeRequest, findRequest, type RequestRow } from "./store.ts";
import { viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

export const isLeavingOut = (text: string): text is LeavingOut => Object.hasOwn(LEAVING_OUT, text);

/**
 * Leaves datasets out of a request that nothing of the request leads to, all of them or none: by a role that may approve it, for one of the
 * grounds, on the ledger. The plan and its hash stay as they are: such datasets are no part of it.
 */
export async function leaveOut(
  inst: Installation,
  input: {
    readonly request: string;
    /** Each as `store/dataset`. */
    readonly places: readonly string[];
    readonly reason: LeavingOut;
    /** The role that decides. */
    readonly as: string;
    readonly account?: string;
  },
): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const made = row.plan as unknown as MadePlan | null;
  if (!made || isEnded(row.state as RequestState))
    return { kind: "refused", reason: "state", says: `request ${row.id} is ${row.state}: nothing can be left out of it` };
  if (!mayApprove(inst.program, input.as, rightOf(row)))
    return { kind: "refused", reason: "role", says: `\`${input.as}\` may not decide about ${row.right}` };
  const open = notLookedInto(made.view.findings);
  const unknown = input.places.find((place) => !open.includes(place));
  if (unknown !== undefined || input.places.length === 0) return unknownPlace(open, unknown ?? "");
  await record(inst, row, input);
  if (row.state === "open" && row.right === "erasure") await closeOrHold(inst, { request: row.id });
  await inst.ledger.sequence();
  return { kind: "done", value: await viewRequest(inst, row.id) };
}

function unknownPlace(open: readonly string[], place: string): Answer<never> {
  const near = nearest(place, [...open]);
  const says = "this request waits for no decision about such a dataset";
  if (open.length === 0)
    return { kind: "refused", reason: "place", says, advice: "everything that it could miss is looked into" };
  const advice = `one of: ${open.join(", ")}${near === undefined ? "" : ` - did you mean ${near}?`}`;
  return { kind: "refused", reason: "place", says, advice };
}

async function record(
  inst: Installation,
  row: RequestRow,
  decision: { readonly places: readonly string[]; readonly reason: LeavingOut; readonly as: string; readonly account?: string },
): Promise<void> {
  const at = new Date(inst.surroundings.now()).toISOString();
  const more = [...new Set(decision.places)].map(
    (place): LeftOut => ({ ...placeOf(place), reason: decision.reason, by: decision.as, at }),
  );
  const by = decision.account === undefined ? {} : { account: decision.account };
  await inst.storage.transaction(async (tx) => {
    await changeRequest(tx, row, { plan: leavingOut(row.plan as unknown as MadePlan, more) });
    for (const { store, dataset, reason } of more)
      await inst.ledger.append(tx, {
        kind: "request.left-out",
        body: { request: row.id, store, dataset, reason, role: decision.as, ...by },
      });
    // A copy that lacked nothing else is whole now: whoever makes copies looks again.
    if (row.state === "open") await inst.jobs.enqueue(tx, { kind: "request.advance", request: row.id });
  });
}

const placeOf = (place: string): { readonly store: string; readonly dataset: string } => ({
  store: place.slice(0, place.indexOf("/")),
  dataset: place.slice(place.indexOf("/") + 1),
});

/** A plan with these datasets left out as well. */
export function leavingOut<T extends MadePlan>(made: T, more: readonly LeftOut[]): T {
  const leftOut = [...(made.leftOut ?? []), ...more];
  const findings = withLeftOut(made.view.findings, leftOut);
  return { ...made, leftOut, view: { ...made.view, findings, canBeApproved: findings.every((one) => !one.blocks) } };
}
