import { after, holdReasons, type RequestState } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { setDue } from "../jobs/index.ts";
import type { Mail } from "../mail/index.ts";
import { forgetPerson, forgetWhenDone } from "./forget-person.ts";
import { type KeptOutcome, keepDue, keptRowsOf } from "./kept-rows.ts";
import { mailTo } from "./mail-person.ts";
import type { MadePlan } from "./make-view.ts";
import { CHANGED } from "./plan-again.ts";
import { planRequest } from "./plan-request.ts";
import type { Execution } from "./start-execution.ts";
import { changeRequest, findRequest, type RequestRow, type RunRow, recipientsOf, runsOf } from "./store.ts";
import { countsOf } from "./view-request.ts";

/** Completes an erasure, or says what keeps it open. Never complete in silence. */
export async function closeOrHold(inst: Installation, execution: Pick<Execution, "request">): Promise<void> {
  const { storage } = inst;
  const row = await findRequest(storage.db, execution.request);
  if (!row) return;
  const runs = await runsOf(storage.db, row.id);
  const changed = runs.find((run) => run.because?.startsWith(CHANGED) === true);
  if (changed) return planAgain(inst, row.id, changed);
  // Looked at again and still there: they were written late, and are planned for as the person's.
  const late =
    row.state === "open" || row.because !== null
      ? runs.find((run) => run.state === "committed" && (countsOf(run)?.remaining ?? 0) > 0)
      : undefined;
  if (late) return planAgain(inst, row.id, late);
  const untold = (await recipientsOf(storage.db, row.id)).filter((one) => one.state === "waiting").map((one) => one.recipient);
  const reasons = holdReasons({
    stores: runs.map((run) => ({ store: run.store, state: run.state, because: run.because ?? undefined })),
    untold,
  });
  if (reasons.length > 0) return hold(inst, row, reasons);
  await complete(inst, row, runs);
}

async function planAgain(inst: Installation, request: string, run: RunRow): Promise<void> {
  await planRequest(inst, request, `${run.store}: ${run.because}`);
}

async function hold(inst: Installation, row: RequestRow, reasons: readonly string[]): Promise<void> {
  const state = after(row.state as RequestState, "hold");
  const because = reasons.join("; ");
  if (state === undefined || (row.state === state && row.because === because)) return;
  await inst.storage.transaction(async (tx) => {
    await changeRequest(tx, row, { state, because });
    await inst.ledger.append(tx, { kind: "request.held", body: { request: row.id, reasons } });
  });
  await inst.ledger.sequence();
}

async function complete(inst: Installation, row: RequestRow, runs: readonly RunRow[]): Promise<void> {
  const state = after(row.state as RequestState, "complete");
  if (state === undefined) return;
  const at = new Date(inst.surroundings.now()).toISOString();
  const kept = await keptRowsOf(inst, row, runs);
  const mail = await mailTo(inst, row, (page) => erasedMail(row, outcomeTotals(runs, kept), page));
  await inst.surroundings.passing("close.decided");
  await inst.storage.transaction(async (tx) => {
    await changeRequest(tx, row, { state, because: null, closed_at: at, ...(kept.file ? { file: kept.file } : {}) });
    if (kept.firstEnds !== undefined) await setDue(tx, keepDue(row.id, kept.firstEnds));
    await inst.ledger.append(tx, {
      kind: "request.completed",
      body: { request: row.id, right: row.right, plan: row.plan_hash, ...outcomeOf(runs, kept) },
    });
    await mail?.add(tx);
    await forgetWhenDone(inst, tx, { request: row.id, person: row.person_id });
  });
  await inst.surroundings.passing("close.recorded");
  await inst.ledger.sequence();
  await forgetPerson(inst, row.person_id);
}

/** The mail that tells the person what became of their data. */
const erasedMail = (row: RequestRow, totals: ReturnType<typeof outcomeTotals>, page: string): Mail => ({
  template: "erased",
  request: row.id,
  receivedAt: row.received_at,
  ...totals,
  law: totals.kept === 0 ? undefined : [...new Set(keepLaws(row))].join("; ") || undefined,
  page,
});

/** The laws by which the approved plan keeps rows, as the program cites them. */
const keepLaws = (row: RequestRow): string[] =>
  ((row.plan as unknown as MadePlan | null)?.view.stores ?? []).flatMap((store) =>
    store.steps.flatMap((step) => (step.action === "keep" && step.because !== undefined ? [step.because.law] : [])),
  );

const outcomeTotals = (runs: readonly RunRow[], kept: KeptOutcome) => ({
  deleted: runs.reduce((all, run) => all + (countsOf(run)?.deleted ?? 0), 0),
  changed: runs.reduce((all, run) => all + (countsOf(run)?.changed ?? 0), 0),
  kept: kept.rows,
  keptUntil: kept.until,
  keptWithoutEnd: kept.withoutEnd,
});

/** What a receipt says of the outcome: numbers, guarantees, and what a law keeps. */
function outcomeOf(runs: readonly RunRow[], kept: KeptOutcome): Record<string, unknown> {
  return {
    stores: runs.map((run) => {
      const counts = countsOf(run);
      return {
        store: run.store,
        deleted: counts?.deleted ?? 0,
        changed: counts?.changed ?? 0,
        remaining: counts?.remaining ?? 0,
        transactions: counts?.acts ?? 0,
        outcomeKnownBy: run.outcome_known_by,
        readBack: counts?.notes ?? [],
      };
    }),
    kept: kept.rows,
    ...(kept.until === undefined ? {} : { keptUntil: kept.until }),
    ...(kept.withoutEnd === 0 ? {} : { keptWithoutEnd: kept.withoutEnd }),
  };
}
