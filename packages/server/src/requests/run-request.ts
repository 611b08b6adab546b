import { isEnded, isRight, type RequestState } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { closeOrHold } from "./close-request.ts";
import { isCooling } from "./cooling.ts";
import { copyRequest } from "./copy-request.ts";
import { isDamaged, isForgotten, RequestError } from "./errors.ts";
import { runsOf } from "./journal-store.ts";
import { residuesOf } from "./person-store.ts";
import { planIfStale } from "./plan-if-stale.ts";
import { planRequest, unknownRequest } from "./plan-request.ts";
import { runStore } from "./run-store.ts";
import { askPeople, isByHand, runTasks } from "./run-tasks.ts";
import { startExecution } from "./start-execution.ts";
import { changeRequest, findRequest, type RequestRow } from "./store.ts";
import { verifyStores } from "./verify-stores.ts";
import { viewRequest } from "./view-request.ts";
import type { Progress, RequestView } from "./views.ts";

/** How a run tells what it does. */
export interface RunOptions {
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Makes the package of an access request that was asked in the privacy center: the server gives `makePackage`, which lies
   * above this folder. Without it such a request waits: a copy that nobody can fetch would complete it in silence.
   */
  readonly copy?: (inst: Installation, request: string) => Promise<unknown>;
  /** Acts in a store that came back from a backup, too: `reapply` alone does. */
  readonly evenIfRestored?: boolean;
  /** Told what could not be done beside the requests themselves: a keep that is over, in a store that is away. */
  readonly onTrouble?: (says: string) => void;
}

/**
 * Takes a request as far as it gets: plans again what is stale, acts in each store, reads back, completes or says what
 * holds it. Safe to call at any time and after any crash: whatever is done is not done twice.
 */
export async function runRequest(inst: Installation, request: string, options: RunOptions = {}): Promise<RequestView> {
  const row = await findRequest(inst.storage.db, request);
  if (!row) throw unknownRequest(request);
  try {
    await advance(inst, row, options);
  } catch (error) {
    if (isForgotten(error)) await sayWhy(inst, request, FORGOTTEN);
    else if (isDamaged(error)) await sayWhy(inst, request, DAMAGED);
    // Another process is at the same request: what it does is what this one would have done.
    else if (!(error instanceof RequestError && error.code === "requests.raced")) throw error;
  }
  return viewRequest(inst, request);
}

const FORGOTTEN = {
  held: "the person has been forgotten",
  says: "the person has been forgotten, nothing can name them any more",
};
const DAMAGED = { held: "what is stored of it is damaged", says: "what is stored of it is damaged, and cannot be opened" };

/**
 * A request of somebody who is forgotten, in a database that was restored, or of which something stored is damaged, stands
 * still and says so; others go on. One that
 * has ended was completed by another process, which forgot the person while this one was at it.
 */
async function sayWhy(inst: Installation, request: string, { held, says }: typeof FORGOTTEN): Promise<void> {
  const row = await findRequest(inst.storage.db, request);
  const because = `request ${request}: ${says}`;
  if (!row || isEnded(row.state as RequestState) || row.because === because) return;
  await inst.storage.transaction(async (tx) => {
    await changeRequest(tx, row, { because });
    await inst.ledger.append(tx, { kind: "request.held", body: { request, reasons: [held] } });
  });
}

const isKnown = (inst: Installation, row: RequestRow): Promise<boolean> => inst.keys.has({ person: row.person_id });

async function advance(inst: Installation, row: RequestRow, options: RunOptions): Promise<void> {
  const state = row.state as RequestState;
  if (isEnded(state) || !isRight(row.right)) return;
  if (state === "received") {
    await planRequest(inst, row.id);
    return;
  }
  // Of somebody who is forgotten there is only a residue left to settle, by hand.
  if (state === "open" && (await residuesOf(inst.storage.db, row.id)).length > 0 && !(await isKnown(inst, row)))
    return closeOrHold(inst, { request: row.id });
  if (isCooling(inst, row) || (await planIfStale(inst, row)) || state === "planned") return;
  if (row.right === "access") {
    await askPeople(inst, row);
    if (row.asker === null) await copyRequest(inst, { request: row.id });
    else await options.copy?.(inst, row.id);
    return;
  }
  const execution = await startExecution(inst, row);
  for (const run of await runsOf(inst.storage.db, row.id))
    if (!isByHand(execution.made, run.store)) await runStore(inst, { execution, run, options });
  await runTasks(inst, row);
  await verifyStores(inst, execution);
  await closeOrHold(inst, execution);
}
