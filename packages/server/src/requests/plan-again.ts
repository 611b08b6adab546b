import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { moveRun, type RunChange, type RunRow } from "./journal-store.ts";

/** Why a store refused the approved plan: what is there now is not what was signed. */
export interface PlanChange {
  readonly run: RunRow;
  readonly because: readonly string[];
  /** What else changes in the run, and with it. */
  readonly more?: Pick<RunChange, "captured" | "counts">;
  readonly also?: (tx: Tx) => Promise<void>;
}

/** Marks the run of a store whose rows are not those that were approved; the request is planned again when it is closed or held. Nothing happens if another process has moved the run on. */
export async function planAgainLater(inst: Installation, change: PlanChange): Promise<void> {
  const now = new Date(inst.surroundings.now()).toISOString();
  await inst.storage.transaction(async (tx) => {
    const to = { state: "failed", because: changedBecause(change.because), ...change.more, now } as const;
    if (await moveRun(tx, change.run, to)) await change.also?.(tx);
  });
}

/** Why a run is planned again, as the run says it. */
export const changedBecause = (because: readonly string[]): string => `${CHANGED}: ${because.join("; ")}`;

/** How such a run's reason begins. */
export const CHANGED = "not what was approved";
