import type { Installation } from "../installation/index.ts";
import { moveRun, type RunRow } from "./store.ts";

/** Why a store refused the approved plan: what is there now is not what was signed. */
export interface PlanChange {
  readonly run: RunRow;
  readonly because: readonly string[];
}

/** Marks the run of a store whose rows are not those that were approved; the request is planned again when it is closed or held. Nothing happens if another process has moved the run on. */
export async function planAgainLater(inst: Installation, change: PlanChange): Promise<void> {
  const because = `${CHANGED}: ${change.because.join("; ")}`;
  await inst.storage.transaction((tx) =>
    moveRun(tx, change.run, { state: "failed", because, now: new Date(inst.surroundings.now()).toISOString() }),
  );
}

/** How such a run's reason begins. */
export const CHANGED = "not what was approved";
