import { type Clock, periodEnd, responseClock } from "@troth/core/jurisdictions";
import { ANSWER_WITHIN, isRight, type RequestState } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import type { MadePlan } from "./make-view.ts";
import { unknownRequest } from "./plan-request.ts";
import { signaturesOf } from "./signatures.ts";
import { allRequests, entriesOf, findRequest, type RequestRow, type RunRow, recipientsOf, runsOf } from "./store.ts";
import { howToTell } from "./tell-recipients.ts";
import type { RequestView, StoreRunView } from "./views.ts";

/** One request with everything about it that staff may see. */
export async function viewRequest(inst: Installation, request: string): Promise<RequestView> {
  const row = await findRequest(inst.storage.db, request);
  if (!row) throw unknownRequest(request);
  return viewOf(inst, row);
}

/** All requests, oldest first. */
export async function listRequests(inst: Installation): Promise<RequestView[]> {
  const rows = await allRequests(inst.storage.db);
  const views: RequestView[] = [];
  for (const row of rows) views.push(await viewOf(inst, row));
  return views;
}

async function viewOf(inst: Installation, row: RequestRow): Promise<RequestView> {
  const { db } = inst.storage;
  const recipients = await recipientsOf(db, row.id);
  return {
    id: row.id,
    right: row.right,
    state: row.state as RequestState,
    receivedAt: row.received_at,
    takenBy: row.taken_by,
    language: row.language,
    clock: clockOf(inst, row),
    answerBy: answerBy(inst, row),
    coolingUntil: row.state === "approved" ? (row.cooling_until ?? undefined) : undefined,
    verified: row.verified,
    closedAt: row.closed_at ?? undefined,
    because: row.because ?? undefined,
    plan: (row.plan as unknown as MadePlan | null)?.view,
    approvals: signaturesOf(row).map((one) => one.role),
    stores: (await runsOf(db, row.id)).map(runView),
    recipients: recipients.map((one) => {
      const rule = inst.program.recipients[one.recipient];
      return { recipient: one.recipient, name: rule?.name ?? one.recipient, state: one.state, how: howToTell(rule) };
    }),
    entries: await entriesOf(db, row.id),
  };
}

/** The clock of a right; a question has none. */
const clockOf = (inst: Installation, row: RequestRow): Clock | undefined =>
  isRight(row.right)
    ? responseClock({ laws: inst.program.laws, right: row.right, receivedAt: row.received_at, zone: inst.program.zone })
    : undefined;

/** By when a question should have its answer; undefined for a right. */
export const answerBy = (inst: Installation, row: Pick<RequestRow, "right" | "received_at">): string | undefined =>
  isRight(row.right) ? undefined : periodEnd(row.received_at, ANSWER_WITHIN, inst.program.zone);

/** What the journal keeps of a run beside its sealed record: numbers and words of ours. */
export interface RunCounts {
  readonly deleted: number;
  readonly changed: number;
  /** Transactions that were committed. */
  readonly acts?: number;
  readonly storeMs: number;
  readonly remaining?: number;
  readonly where?: readonly string[];
  readonly notes?: readonly string[];
}

export const countsOf = (run: RunRow): RunCounts | undefined => (run.counts as unknown as RunCounts | null) ?? undefined;

const ACTED: ReadonlySet<RunRow["state"]> = new Set(["started", "committed", "verified", "unknown"]);

/**
 * Whether a store was changed for a request, or may have been. A run that was planned again waits anew; what it had
 * committed still counts.
 */
export const hasActed = (run: RunRow): boolean => ACTED.has(run.state) || (countsOf(run)?.acts ?? 0) > 0;

function runView(run: RunRow): StoreRunView {
  const counts = countsOf(run);
  return {
    store: run.store,
    state: run.state,
    deleted: counts?.deleted ?? 0,
    changed: counts?.changed ?? 0,
    acted: hasActed(run),
    remaining: counts?.remaining,
    storeMs: counts?.storeMs,
    outcomeKnownBy: run.outcome_known_by ?? undefined,
    readBack: counts?.notes ?? [],
    because: run.because ?? undefined,
  };
}
