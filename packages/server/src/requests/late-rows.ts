import { TrothError } from "@troth/core/foundation";
import { periodEnd } from "@troth/core/jurisdictions";
import { after, type RequestState } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { clearDue, type Due } from "../jobs/index.ts";
import type { ReadBack } from "../subject-graph/index.ts";
import { forgetPerson, forgetWhenDone } from "./forget-person.ts";
import { moveRun, type RunRow, runsOf } from "./journal-store.ts";
import type { MadePlan } from "./make-view.ts";
import { changeRequest, dueRequests, findRequest, type RequestRow } from "./store.ts";
import { readBackStore, recordsToRead, withoutOthers } from "./verify-stores.ts";
import { countsOf } from "./view-request.ts";

const KIND = "late.look";

/** Due when it is looked again for rows that were written while, or just after, their person was erased. */
export const lateDue = (request: string, at: string): Due => ({ id: `late.${request}`, kind: KIND, request, at });

/** When it is looked again after an erasure that is completed now; undefined: the program says never. */
export const lateLookAt = ({ program }: Installation, now: string): string | undefined =>
  program.lateRows === undefined ? undefined : periodEnd(now, program.lateRows, program.zone);

/**
 * Asks the questions of every erasure again whose time has come. Rows that were written late open the request again, and it is
 * planned for them; without any the person is forgotten now. Returns what could not be looked at: it stays due, and the person known.
 */
export async function lookForLateRows(inst: Installation): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const request of await dueRequests(inst.storage.db, { kind: KIND, now: nowOf(inst) })) {
    try {
      await lookAgain(inst, request);
    } catch (error) {
      if (!(error instanceof TrothError)) throw error;
      failed.push(`${request}: ${error.message}`);
    }
  }
  return failed;
}

interface Looked {
  readonly run: RunRow;
  readonly back: ReadBack;
}

async function lookAgain(inst: Installation, request: string): Promise<void> {
  const row = await findRequest(inst.storage.db, request);
  // Opened again by something else: its next completion says when to look.
  if (row?.state !== "done" || !(await inst.keys.has({ person: row.person_id }))) return done(inst, request);
  const looked = await lookIntoStores(inst, row);
  await inst.surroundings.passing("late.read");
  const late = looked.filter(({ back }) => back.remaining > 0);
  if (late.length > 0) await reopenForLate(inst, row, late);
  else await recordNothingLate(inst, row, looked);
  await inst.surroundings.passing("late.recorded");
  await inst.ledger.sequence();
  if (late.length === 0) await forgetPerson(inst, row.person_id);
}

const done = (inst: Installation, request: string): Promise<void> =>
  inst.storage.transaction((tx) => clearDue(tx, request, inst.surroundings.now(), [KIND]));

async function lookIntoStores(inst: Installation, row: RequestRow): Promise<Looked[]> {
  const runs = await runsOf(inst.storage.db, row.id);
  const records = await recordsToRead(inst, { person: row.person_id, runs });
  const made = row.plan as unknown as MadePlan | null;
  if (made === null) return [];
  const look = async (of: typeof records): Promise<Looked[]> => {
    const looked: Looked[] = [];
    for (const run of runs) {
      const record = of.get(run.store);
      const plan = made.plan.stores.find((one) => one.store === run.store);
      if (record && plan) looked.push({ run, back: await readBackStore(await inst.connector(run.store), plan, record) });
    }
    return looked;
  };
  const looked = await look(records);
  return looked.some(({ back }) => back.remaining > 0) ? look(await withoutOthers(inst, made, records)) : looked;
}

const remaining = (looked: readonly Looked[]) =>
  looked.map(({ run, back }) => ({ store: run.store, remaining: back.remaining, tiers: back.notes }));

async function recordNothingLate(inst: Installation, row: RequestRow, looked: readonly Looked[]): Promise<void> {
  await inst.storage.transaction(async (tx) => {
    await clearDue(tx, row.id, inst.surroundings.now(), [KIND]);
    await inst.ledger.append(tx, { kind: "request.looked-again", body: { request: row.id, stores: remaining(looked) } });
    await forgetWhenDone(inst, tx, { request: row.id, person: row.person_id });
  });
}

async function reopenForLate(inst: Installation, row: RequestRow, late: readonly Looked[]): Promise<void> {
  const state = after(row.state as RequestState, "reopen");
  if (state === undefined) return;
  const says = ({ run, back }: Looked) =>
    `${back.remaining} ${back.remaining === 1 ? "row was" : "rows were"} written late in ${run.store}: ${back.where.join(", ")}`;
  await inst.storage.transaction(async (tx) => {
    await clearDue(tx, row.id, inst.surroundings.now(), [KIND]);
    await changeRequest(tx, row, { state, because: late.map(says).join("; "), closed_at: null });
    for (const one of late)
      await moveRun(tx, one.run, {
        state: "committed",
        counts: { ...countsOf(one.run), ...one.back },
        because: says(one),
        now: nowOf(inst),
      });
    await inst.ledger.append(tx, {
      kind: "request.reopened",
      body: { request: row.id, cause: "late-rows", stores: remaining(late) },
    });
    await inst.jobs.enqueue(tx, { kind: "request.advance", request: row.id });
  });
}

const nowOf = (inst: Installation): string => new Date(inst.surroundings.now()).toISOString();
