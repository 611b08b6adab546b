import { after } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import type { MadePlan } from "./make-view.ts";
import type { Signature } from "./signatures.ts";
import { changeRequest, insertRecipients, insertRuns, type RequestRow, resetRuns } from "./store.ts";
import { recipientsToTell } from "./tell-recipients.ts";

/** Writes a signature down; if it was the last that was needed, the request is approved and queued in the same transaction. */
export async function recordApproval(
  inst: Installation,
  at: {
    readonly row: RequestRow;
    readonly made: MadePlan;
    readonly signatures: readonly Signature[];
    readonly role: string;
    readonly complete: boolean;
  },
): Promise<void> {
  const { row, made, signatures, role, complete } = at;
  const now = new Date(inst.surroundings.now()).toISOString();
  await inst.storage.transaction(async (tx) => {
    const state = complete ? after("planned", "approve") : "planned";
    await changeRequest(tx, row, { ...(state ? { state } : {}), approval: signatures, because: null });
    await inst.ledger.append(tx, { kind: "request.approved", body: { request: row.id, plan: row.plan_hash, role, complete } });
    if (!complete) return;
    if (row.right === "erasure") await prepareRuns(tx, inst, { request: row.id, made, now });
    await inst.jobs.enqueue(tx, { kind: "request.advance", request: row.id });
  });
  await inst.surroundings.passing("approve.recorded");
  await inst.ledger.sequence();
}

async function prepareRuns(
  tx: Tx,
  inst: Installation,
  at: { readonly request: string; readonly made: MadePlan; readonly now: string },
): Promise<void> {
  const { request, made, now } = at;
  await resetRuns(tx, { request, now });
  await insertRuns(tx, { request, stores: made.plan.stores.map((store) => store.store), now });
  await insertRecipients(tx, recipientsToTell(inst.program, { request, plan: made.plan, now }));
}
