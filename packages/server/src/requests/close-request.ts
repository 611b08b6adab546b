import { type Name, nameIn } from "@troth/core/program";
import { after, holdReasons, type RequestState } from "@troth/core/requests";
import { notLookedInto } from "@troth/core/subject-graph";
import { accountsOf } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { setDue } from "../jobs/index.ts";
import type { Mail } from "../mail/index.ts";
import { decideAnew } from "./decide-anew.ts";
import { hasMoreRecipients, tellActualRecipients } from "./disclosures-of-request.ts";
import { isForgotten } from "./errors.ts";
import { eraseOwnFacts } from "./facts-of-request.ts";
import { forgetBatch, forgetPerson, forgetWhenDone, knownOfBatch } from "./forget-person.ts";
import { type RunRow, runsOf } from "./journal-store.ts";
import { type KeptByHand, keptByHandOf } from "./kept-by-hand.ts";
import { type KeptOutcome, keepDue, keptRowsOf } from "./kept-rows.ts";
import { lateDue, lateLookAt } from "./late-rows.ts";
import { mailTo } from "./mail-person.ts";
import type { MadePlan } from "./make-view.ts";
import { keepSought, residuesOf } from "./person-store.ts";
import { CHANGED } from "./plan-again.ts";
import { planRequest } from "./plan-request.ts";
import { recipientsOf } from "./recipient-store.ts";
import { placeName, type SoughtSealed, soughtOf } from "./sought.ts";
import type { Execution } from "./start-execution.ts";
import { changeRequest, findRequest, type RequestRow } from "./store.ts";
import { openPeople } from "./subject.ts";
import { toldByLaw } from "./told-by-law.ts";
import { countsOf } from "./view-request.ts";

/**
 * Completes an erasure, or says what keeps it open. Never complete in silence. Whoever changes the request meanwhile may have
 * settled what kept it open, and sees it not yet open: it is decided anew, or it would stand held for what is settled. Whoever
 * completes it meanwhile forgets the person, of whom nothing can be opened from then on: it is done, as one who reads it sees.
 */
export const closeOrHold = (inst: Installation, execution: Pick<Execution, "request">): Promise<void> =>
  decideAnew(
    () => decide(inst, execution),
    (error) => error instanceof MoreRecipients || isForgotten(error),
  );

async function decide(inst: Installation, execution: Pick<Execution, "request">): Promise<void> {
  const { storage } = inst;
  const row = await findRequest(storage.db, execution.request);
  if (!row) return;
  const runs = await runsOf(storage.db, row.id);
  const changed = runs.find((run) => run.because?.startsWith(CHANGED) === true);
  if (changed) return planAgain(inst, row.id, changed);
  // Looked at again and still there: they were written late, and are planned for as the person's.
  const late =
    row.state === "open" || row.because !== null
      ? runs.find((run) => run.state === "committed" && (countsOf(run)?.remaining ?? 0) > 0 && !isForSomebodyToSay(row, run))
      : undefined;
  if (late) return planAgain(inst, row.id, late);
  if (row.state !== "done") await tellActualRecipients(inst, row);
  const untold = (await recipientsOf(storage.db, row.id)).filter((one) => one.state === "waiting").map((one) => one.recipient);
  const reasons = holdReasons({
    stores: runs.map((run) => ({
      store: run.store,
      state: run.state,
      because: run.because ?? undefined,
      chunks: countsOf(run)?.chunks,
    })),
    untold,
    unreached: notLookedInto((row.plan as unknown as MadePlan | null)?.view.findings ?? []),
    residues: (await residuesOf(inst.storage.db, row.id))
      .filter((one) => one.state === "found")
      .map((one) => ({ place: placeName(one), rows: one.rows })),
  });
  if (reasons.length > 0) return hold(inst, row, reasons);
  await complete(inst, row, runs);
}

/**
 * Whether all that was found stands in datasets that the plan reaches, or that were left out of it on record: planned again, it would
 * find none of it. Somebody is to say whose it is (not-theirs.ts).
 */
function isForSomebodyToSay(row: RequestRow, run: RunRow): boolean {
  const places = countsOf(run)?.byIdentifier ?? [];
  const made = row.plan as unknown as MadePlan | null;
  const roots = made?.plan.stores.find((one) => one.store === run.store)?.roots ?? [];
  const leftOut = (made?.leftOut ?? []).filter((one) => one.store === run.store);
  const datasets = [...roots, ...leftOut].map(({ dataset }) => dataset);
  return places.length > 0 && places.every((place) => datasets.some((dataset) => place.startsWith(`${dataset}.`)));
}

/** Undoes a completion: something went out about the person while it was decided. */
class MoreRecipients extends Error {}

async function planAgain(inst: Installation, request: string, run: RunRow): Promise<void> {
  await planRequest(inst, request, `${run.store}: ${run.because}`);
}

async function hold(inst: Installation, row: RequestRow, reasons: readonly string[]): Promise<void> {
  const state = after(row.state as RequestState, "hold");
  const because = reasons.join("; ");
  if (state === undefined || (row.state === state && row.because === because)) return;
  await inst.surroundings.passing("close.holding");
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
  // Of somebody whose key is gone only the residue was left to settle.
  if (!(await inst.keys.has({ person: row.person_id }))) return completeSettled(inst, row, { state, at });
  const kept = { ...(await keptRowsOf(inst, row, runs)), byHand: await keptByHandOf(inst, row) };
  const sought = await soughtOf(inst, row, runs);
  const looksAgain = lateLookAt(inst, at);
  const batch = await knownOfBatch(inst, row);
  const told = await toldOnCompletion(inst, row);
  const mail = await mailTo(inst, row, (page) => ({ ...erasedMail(row, { runs, kept, page }), ...told }));
  const accounts = accountsOf(inst, (await openPeople(inst.keys, row)).flat(), []).length;
  await inst.surroundings.passing("close.decided");
  const sealers = await inst.storage.transaction(async (tx) => {
    if (await hasMoreRecipients(inst, tx, row)) throw new MoreRecipients("a recipient has received something meanwhile");
    const facts = await eraseOwnFacts(inst, tx, row.id, accounts);
    await changeRequest(tx, row, { state, because: null, closed_at: at, ...(kept.file ? { file: kept.file } : {}) });
    if (kept.firstEnds !== undefined) await setDue(tx, keepDue(inst, row.id, kept.firstEnds));
    await kept.byHand.add(tx);
    if (looksAgain !== undefined) await setDue(tx, lateDue(row.id, looksAgain));
    await keepSought(tx, { request: row.id, ...sought });
    await inst.ledger.append(tx, {
      kind: "request.completed",
      body: {
        request: row.id,
        right: row.right,
        plan: row.plan_hash,
        ...outcomeOf(runs, kept),
        ...laterOf(sought, looksAgain),
        facts: facts.said,
      },
    });
    await mail?.add(tx);
    await forgetWhenDone(inst, tx, { request: row.id, person: row.person_id });
    const others = facts.people.filter((person) => person !== row.person_id);
    await forgetBatch(inst, tx, { request: row.id, people: [...new Set([...batch, ...others])] });
    return others;
  });
  await inst.surroundings.passing("close.recorded");
  await inst.ledger.sequence();
  await forgetPerson(inst, row.person_id, ...batch, ...sealers);
}

/** Completes a request that a residue had opened again, when all of it is settled. */
async function completeSettled(
  inst: Installation,
  row: RequestRow,
  at: { readonly state: RequestState; readonly at: string },
): Promise<void> {
  const residues = await residuesOf(inst.storage.db, row.id);
  const settled = (state: string) => residues.filter((one) => one.state === state).length;
  await inst.storage.transaction(async (tx) => {
    await changeRequest(tx, row, { state: at.state, because: null, closed_at: at.at });
    await inst.ledger.append(tx, {
      kind: "request.completed",
      body: {
        request: row.id,
        right: row.right,
        plan: row.plan_hash,
        again: true,
        residue: { removed: settled("removed"), excused: settled("excused") },
      },
    });
  });
  await inst.ledger.sequence();
}

/** What is still to come after a completion, as the receipt says it. */
const laterOf = (sought: SoughtSealed, looksAgain: string | undefined): Record<string, unknown> => ({
  ...(looksAgain === undefined ? {} : { looksAgainAt: looksAgain }),
  tier3: { from: sought.due, values: sought.values, leftOut: sought.leftOut },
});

/** What a law keeps after an erasure: rows that Troth will remove, and records that people will be asked for. */
type Kept = KeptOutcome & { readonly byHand: KeptByHand };

/** What the laws want told with it, and every recipient that could not be told, with why. */
async function toldOnCompletion(
  inst: Installation,
  row: RequestRow,
): Promise<Pick<ErasedMail, "contents" | "toldBy" | "untold">> {
  const { contents, law } = toldByLaw(inst, row, "completion");
  const impossible = (await recipientsOf(inst.storage.db, row.id)).filter((one) => one.state === "impossible");
  const untold = impossible.map(({ recipient }) => {
    const rule = inst.program.recipients[recipient];
    const because = rule?.told?.by === "impossible" ? rule.told.because : "";
    return { name: rule?.name ?? recipient, because };
  });
  return { contents, toldBy: law, untold };
}

type ErasedMail = Extract<Mail, { readonly template: "erased" }>;

/** The mail that tells the person what became of their data. */
function erasedMail(
  row: RequestRow,
  { runs, kept, page }: { readonly runs: readonly RunRow[]; readonly kept: Kept; readonly page: string },
): ErasedMail {
  const sum = (of: "deleted" | "changed") => runs.reduce((all, run) => all + (countsOf(run)?.[of] ?? 0), 0);
  const rows = kept.rows + kept.byHand.rows;
  const laws = [...keepLaws(row), ...[...kept.byHand.stores.values()].flatMap((one) => one.laws)];
  return {
    template: "erased",
    request: row.id,
    receivedAt: row.received_at,
    deleted: sum("deleted"),
    changed: sum("changed"),
    kept: rows,
    keptUntil: lastDayOf(kept),
    keptWithoutEnd: kept.withoutEnd,
    law: rows === 0 ? undefined : [...new Set(laws.map((law) => nameIn(law, row.language)))].join("; ") || undefined,
    page,
  };
}

/** The day until which all of it stays at most. Of records in people's hands the first day alone is known, never the last. */
const lastDayOf = (kept: Kept): string | undefined => (kept.byHand.rows > 0 ? undefined : kept.until);

/** The laws by which the approved plan keeps rows, as the program cites them. */
const keepLaws = (row: RequestRow): Name[] =>
  ((row.plan as unknown as MadePlan | null)?.view.stores ?? []).flatMap((store) =>
    store.steps.flatMap((step) => (step.because !== undefined ? [step.because.law] : [])),
  );

/** What a receipt says of the outcome: numbers, guarantees, and what a law keeps. */
function outcomeOf(runs: readonly RunRow[], kept: Kept): Record<string, unknown> {
  const until = lastDayOf(kept);
  return {
    stores: runs.map((run) => {
      const counts = countsOf(run);
      const there = kept.byHand.stores.get(run.store);
      return {
        store: run.store,
        deleted: counts?.deleted ?? 0,
        changed: counts?.changed ?? 0,
        // Where people looked nothing was read back.
        ...(run.outcome_known_by === "report" ? {} : { remaining: counts?.remaining ?? 0 }),
        ...(there === undefined ? {} : { kept: there.rows, firstKeepEnds: there.firstEnds }),
        transactions: counts?.acts ?? 0,
        outcomeKnownBy: run.outcome_known_by,
        readBack: counts?.notes ?? [],
      };
    }),
    kept: kept.rows + kept.byHand.rows,
    ...(until === undefined ? {} : { keptUntil: until }),
    ...(kept.withoutEnd === 0 ? {} : { keptWithoutEnd: kept.withoutEnd }),
  };
}
