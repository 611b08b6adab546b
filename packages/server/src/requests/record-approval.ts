import { periodEnd } from "@troth/core/jurisdictions";
import { after } from "@troth/core/requests";
import type { LeftOut } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import { setDue } from "../jobs/index.ts";
import type { Mail } from "../mail/index.ts";
import type { Tx } from "../storage/index.ts";
import { coolingDue } from "./cooling.ts";
import { insertRuns, resetRuns, runsOf } from "./journal-store.ts";
import { mailTo } from "./mail-person.ts";
import type { MadePlan } from "./make-view.ts";
import { allWaitAgain, insertRecipients } from "./recipient-store.ts";
import type { Signature } from "./signatures.ts";
import { changeRequest, type RequestRow } from "./store.ts";
import { recipientsToTell } from "./tell-recipients.ts";
import { countsOf } from "./view-request.ts";

/** Writes a signature down; if it was the last that was needed, the request is approved and queued in the same transaction. */
export async function recordApproval(
  inst: Installation,
  at: {
    readonly row: RequestRow;
    readonly made: MadePlan;
    readonly signatures: readonly Signature[];
    readonly role: string;
    readonly account?: string;
    readonly complete: boolean;
    /** Where the approval of an earlier request holds for this one: what that left out. It has cooled off, and does not anew. */
    readonly carried?: readonly LeftOut[];
  },
): Promise<void> {
  const { row, made, signatures, role, account, complete } = at;
  const carried = at.carried ?? [];
  const now = new Date(inst.surroundings.now()).toISOString();
  const cooling = row.right === "erasure" && at.carried === undefined ? coolingEnd(inst, now) : undefined;
  const mail =
    complete && cooling !== undefined ? await mailTo(inst, row, (page) => coolingMail(row.id, cooling, page)) : undefined;
  await inst.storage.transaction(async (tx) => {
    const state = complete ? after("planned", "approve") : "planned";
    await changeRequest(tx, row, {
      ...(state ? { state } : {}),
      approval: signatures,
      because: null,
      ...(carried.length > 0 ? { plan: made } : {}),
      ...(complete ? { cooling_until: cooling ?? null } : {}),
    });
    const waits = complete && cooling !== undefined ? { coolingUntil: cooling } : {};
    const by = account === undefined ? {} : { account };
    const body = {
      ...{ request: row.id, plan: row.plan_hash, role, ...by, complete, ...waits },
      ...(carried.length > 0 ? { leftOut: carried.map(({ store, dataset, reason }) => ({ store, dataset, reason })) } : {}),
    };
    await inst.ledger.append(tx, { kind: "request.approved", body });
    if (!complete) return;
    if (row.right === "erasure") {
      await tellAgainOfLate(tx, inst, { request: row.id, now });
      await prepareRuns(tx, inst, { request: row.id, made, now });
    }
    await mail?.add(tx);
    if (cooling !== undefined) await setDue(tx, coolingDue(row.id, cooling));
    else await inst.jobs.enqueue(tx, { kind: "request.advance", request: row.id });
  });
  await inst.surroundings.passing("approve.recorded");
  await inst.ledger.sequence();
}

/** When an erasure that is approved now may begin; undefined: at once. */
function coolingEnd({ program }: Installation, now: string): string | undefined {
  return program.coolingOff === undefined ? undefined : periodEnd(now, program.coolingOff, program.zone);
}

const coolingMail = (request: string, until: string, page: string): Mail => ({ template: "cooling", request, until, page });

/** What was written late may have gone on to whoever was told by then: they are told of that, too. */
async function tellAgainOfLate(
  tx: Tx,
  inst: Installation,
  at: { readonly request: string; readonly now: string },
): Promise<void> {
  const { request, now } = at;
  const isLate = (await runsOf(tx, request)).some((run) => run.state === "committed" && (countsOf(run)?.remaining ?? 0) > 0);
  const recipients = isLate ? await allWaitAgain(tx, { request, last: now }) : [];
  if (recipients.length > 0) await inst.ledger.append(tx, { kind: "request.recipients-found", body: { request, recipients } });
}

async function prepareRuns(
  tx: Tx,
  inst: Installation,
  at: { readonly request: string; readonly made: MadePlan; readonly now: string },
): Promise<void> {
  const { request, made, now } = at;
  const stores = [...made.plan.stores, ...(made.plan.byHand ?? [])].map(({ store }) => store);
  await resetRuns(tx, { request, stores, now });
  await insertRuns(tx, { request, stores, now });
  await insertRecipients(tx, recipientsToTell(inst.program, { request, plan: made.plan, now }));
}
