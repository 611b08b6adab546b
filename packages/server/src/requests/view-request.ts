import type { RequestState } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { readTasks } from "../tasks/index.ts";
import { appealOf } from "./appeals.ts";
import { askerOf, askingOf } from "./asker.ts";
import { answerBy, clockOf, extendingOf, lawsOf, movesOf } from "./clock-of.ts";
import { copyRecordOf } from "./copy-record.ts";
import { denialOf } from "./denial-ground.ts";
import { hadOf } from "./disclosures-of-request.ts";
import { feeOf } from "./fee.ts";
import { type RunRow, runsOf } from "./journal-store.ts";
import type { MadePlan } from "./make-view.ts";
import { mayAppeal } from "./may-appeal.ts";
import { isOfLateRowsAlone } from "./of-late-rows.ts";
import { unknownRequest } from "./plan-request.ts";
import { recipientsOf } from "./recipient-store.ts";
import { signaturesOf } from "./signatures.ts";
import { allRequests, codeThatWaits, entriesOf, findRequest, type RequestRow } from "./store.ts";
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
  const had = await hadOf(inst, row.id);
  const appeal = await appealOf(inst, row.id);
  const denial = denialOf(row);
  const runs = await runsOf(db, row.id);
  return {
    id: row.id,
    right: row.right,
    state: row.state as RequestState,
    receivedAt: row.received_at,
    takenBy: row.taken_by,
    language: row.language,
    clock: clockOf(inst, row),
    laws: lawsOf(inst, row),
    requester: askingOf(row).requester,
    asker: askerOf(inst, row),
    marketingStopped: askingOf(row).marketingStopped,
    awaited: movesOf(row).awaited ?? [],
    extendedAt: movesOf(row).extended,
    extending: extendingOf(inst, row),
    answerBy: answerBy(inst, row),
    coolingUntil: row.state === "approved" ? (row.cooling_until ?? undefined) : undefined,
    verified: row.verified,
    further: (row.plan as unknown as MadePlan | null)?.further ?? [],
    codeWaits: (await codeThatWaits(db, row.id))?.received_at,
    closedAt: row.closed_at ?? undefined,
    denial,
    appeal,
    fee: feeOf(row),
    canAppeal: row.state === "denied" && appeal === undefined && mayAppeal(inst, row, denial),
    canLetStay: await isOfLateRowsAlone(db, row),
    because: row.because ?? undefined,
    plan: (row.plan as unknown as MadePlan | null)?.view,
    approvals: signaturesOf(row).map((one) => one.role),
    stores: runs.map(runView),
    undecided: undecidedPlaces(row, runs),
    tasks: (await readTasks(inst, row.id)).filter(
      (task) => task.purpose === "keep" || task.state !== "waiting" || asks(row, task.store),
    ),
    recipients: recipients.map((one) => {
      const rule = inst.program.recipients[one.recipient];
      const name = rule?.name ?? one.recipient;
      const told = { recipient: one.recipient, name, state: one.state, how: howToTell(rule) };
      const itHad = had.get(one.recipient);
      return itHad === undefined ? told : { ...told, had: itHad };
    }),
    copyUntil: copyRecordOf(row)?.until,
    entries: await entriesOf(db, row.id),
  };
}

const asks = (row: RequestRow, store: string): boolean =>
  (row.plan as unknown as MadePlan | null)?.plan.byHand?.some((task) => task.store === store) === true;

/** What the journal keeps of a run beside its sealed record: numbers and words of ours. */
export interface RunCounts {
  readonly deleted: number;
  readonly changed: number;
  /** Transactions that were committed. */
  readonly acts?: number;
  readonly storeMs: number;
  /** While it is done in chunks: how many are, and how many rows of this work. */
  readonly chunks?: { readonly done: number; readonly of: number; readonly rows: number };
  readonly remaining?: number;
  readonly where?: readonly string[];
  /** Of `where`, columns in which an identifier stands in rows to which nothing else leads. */
  readonly byIdentifier?: readonly string[];
  readonly notes?: readonly string[];
}

export const countsOf = (run: RunRow): RunCounts | undefined => (run.counts as unknown as RunCounts | null) ?? undefined;

/** Where a request waits for somebody to say whose rows these are: `shop/customers.phone`. */
export const undecidedPlaces = ({ state }: Pick<RequestRow, "state">, runs: readonly RunRow[]): readonly string[] =>
  runs.flatMap((run) =>
    state === "open" && run.state === "committed"
      ? (countsOf(run)?.byIdentifier ?? []).map((place) => `${run.store}/${place}`)
      : [],
  );

const ACTED: ReadonlySet<RunRow["state"]> = new Set(["started", "committed", "verified", "unknown"]);

/**
 * Whether a store was changed for a request, or may have been. A run that was planned again waits anew; what it had
 * committed still counts.
 */
export const hasActed = (run: RunRow): boolean =>
  ACTED.has(run.state) || (countsOf(run)?.acts ?? 0) > 0 || run.outcome_known_by === "report";

/** Whether a request has changed anything in a store, or people have for it. */
export async function hasBegun(inst: Installation, row: Pick<RequestRow, "id" | "right">): Promise<boolean> {
  if ((await runsOf(inst.storage.db, row.id)).some(hasActed)) return true;
  return row.right === "erasure" && (await readTasks(inst, row.id)).some((task) => task.state === "done");
}

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
