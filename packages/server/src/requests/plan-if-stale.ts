import { hashOf } from "@troth/core/foundation";
import { makePlan } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import { inspectStores } from "../subject-graph/index.ts";
import { runsOf } from "./journal-store.ts";
import type { MadePlan } from "./make-view.ts";
import { planRequest } from "./plan-request.ts";
import type { RequestRow } from "./store.ts";
import { openSubject } from "./subject.ts";

/**
 * Plans a request again if its plan no longer fits: another program, another schema of what it touches, or a store
 * whose rows changed too much. True if it did: it waits for an approval then. What a store has done stays done.
 */
export async function planIfStale(inst: Installation, row: RequestRow): Promise<boolean> {
  const because = await staleness(inst, row);
  if (because === undefined) return false;
  await planRequest(inst, row.id, because);
  return true;
}

async function staleness(inst: Installation, row: RequestRow): Promise<string | undefined> {
  const made = row.plan as unknown as MadePlan | null;
  if (!made) return undefined;
  const runs = await runsOf(inst.storage.db, row.id);
  // An outcome that is not known yet is found out first, under the plan that made it.
  if (runs.some((run) => run.state === "started" || run.state === "unknown")) return undefined;
  if (made.plan.program !== inst.program.hash) return "the program has changed since this was planned";
  if (row.state === "planned") return undefined;
  const acted = new Set(runs.filter((run) => run.state === "committed" || run.state === "verified").map((run) => run.store));
  const { schemas } = await inspectStores(inst.program, inst.connector);
  const subject = await openSubject(inst.keys, row);
  const now = makePlan({
    program: inst.program,
    schemas,
    right: made.plan.right,
    identities: [...new Set(subject.map((one) => one.kind))],
  });
  const changed = now.stores.filter((store) => {
    const was = made.plan.stores.find((one) => one.store === store.store);
    return was !== undefined && !acted.has(store.store) && hashOf(was) !== hashOf(store);
  });
  return changed.length === 0
    ? undefined
    : `the schema of ${changed.map((store) => store.store).join(", ")} has changed since this was approved`;
}
