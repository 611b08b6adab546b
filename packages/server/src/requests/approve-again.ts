import { hashOf } from "@troth/core/foundation";
import { differences, type TaskPlan, taskLines } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import { missingSigners } from "./approve-request.ts";
import { leavingOut } from "./leave-out.ts";
import type { MadePlan } from "./make-view.ts";
import { recordApproval } from "./record-approval.ts";
import { signaturesOf } from "./signatures.ts";
import { findRequest } from "./store.ts";

/**
 * Lets the approval of an earlier request hold for one that erases the same rows again, if its plan is the same within
 * what an approval allows. False: it is more, or other, and waits for staff.
 */
export async function approveAgain(inst: Installation, at: { readonly request: string; readonly of: string }): Promise<boolean> {
  const [row, earlier] = [await findRequest(inst.storage.db, at.request), await findRequest(inst.storage.db, at.of)];
  const before = earlier?.plan as unknown as MadePlan | null | undefined;
  if (!row?.plan || !earlier || !before) return false;
  const made = leavingOut(row.plan as unknown as MadePlan, before.leftOut ?? []);
  if (!made.view.canBeApproved) return false;
  const steps = (plan: MadePlan) => plan.view.stores.flatMap((store) => store.steps);
  if (differences(steps(before), steps(made)).length > 0 || missingSigners(inst.program, made, signaturesOf(earlier)).length > 0)
    return false;
  // People are asked for what was signed then, and for nothing else.
  const asked = new Set((before.plan.byHand ?? []).map(asksOf));
  if ((made.plan.byHand ?? []).some((task) => !asked.has(asksOf(task)))) return false;
  await recordApproval(inst, {
    row,
    made,
    carried: before.leftOut ?? [],
    signatures: signaturesOf(earlier),
    role: `as approved in ${at.of}`,
    complete: true,
  });
  return true;
}

const asksOf = (task: TaskPlan): string => hashOf({ store: task.store, lines: taskLines(task, "erasure") });
