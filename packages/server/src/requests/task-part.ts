import { type TaskLine, taskLines } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import { findKeep, linesOfKeep, type TaskRow } from "../tasks/index.ts";
import type { MadePlan } from "./make-view.ts";
import type { RequestRow } from "./store.ts";

/** What one task asks now. */
export interface TaskPart {
  readonly right: "access" | "erasure";
  readonly lines: readonly TaskLine[];
}

/** What a task asks: of a request what its plan says, of a keep what stayed. Undefined: the plan asks nothing of people there any more. */
export async function taskPartOf(inst: Installation, row: RequestRow, task: TaskRow): Promise<TaskPart | undefined> {
  if (task.purpose === "keep") {
    const keep = await findKeep(inst.storage.db, { request: row.id, store: task.store });
    return { right: "erasure", lines: keep === undefined ? [] : linesOfKeep(inst, keep) };
  }
  const made = row.plan as unknown as MadePlan | null;
  const plan = made?.plan.byHand?.find((one) => one.store === task.store);
  return made && plan ? { right: made.plan.right, lines: taskLines(plan, made.plan.right) } : undefined;
}

/**
 * Whether a task can be done and reported as its request stands. Nothing is while somebody plans again: it may be asked for
 * something else then.
 */
export const takesReports = (row: Pick<RequestRow, "state">, task: Pick<TaskRow, "purpose">): boolean =>
  (task.purpose === "keep" ? ["done", "open"] : ["approved", "executing", "open"]).includes(row.state);
