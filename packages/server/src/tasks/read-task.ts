import type { TaskSearch } from "@troth/core/subject-graph";
import { sha256 } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import { findKeep, type KeepRow, keepsOf } from "./keep-store.ts";
import { openKeepSearches } from "./keep-task.ts";
import { openIfAny } from "./open-if-any.ts";
import { openSearches } from "./open-task.ts";
import { findTask, reportsOf, type TaskRow, tasksOf, waitingTasks } from "./store.ts";
import type { TaskRound, TaskView } from "./task.ts";

/** A stored task as staff see it, with what a law keeps there. */
export function viewTask(row: TaskRow, now: number, keep?: KeepRow): TaskView {
  const rows = Object.values(keep?.stays ?? {}).reduce((all, one) => all + one.rows, 0);
  return {
    request: row.request_id,
    store: row.store,
    state: row.state,
    purpose: row.purpose,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    late: row.state === "waiting" && Date.parse(row.due_at) < now,
    endedAt: row.ended_at ?? undefined,
    account: row.account_id ?? undefined,
    found: row.found ?? {},
    ...(keep === undefined || keep.state === "ended" ? {} : { kept: { rows, until: keep.until } }),
  };
}

/** The tasks of a request, by store. */
export async function readTasks(inst: Installation, request: string): Promise<readonly TaskView[]> {
  const keeps = new Map((await keepsOf(inst.storage.db, request)).map((keep) => [keep.store, keep]));
  return (await tasksOf(inst.storage.db, request)).map((row) => viewTask(row, inst.surroundings.now(), keeps.get(row.store)));
}

/** All tasks that wait for somebody, the most pressing first. */
export const readWaitingTasks = async (inst: Installation): Promise<readonly TaskView[]> =>
  (await waitingTasks(inst.storage.db)).map((row) => viewTask(row, inst.surroundings.now()));

/**
 * What to look for, for a task that is not done; undefined once the person is forgotten, and nothing that a law keeps is looked
 * for. The look is the caller's to record.
 */
export async function readSearches(
  inst: Installation,
  at: { readonly request: string; readonly store: string; readonly person: string },
): Promise<readonly TaskSearch[] | undefined> {
  const row = await findTask(inst.storage.db, at);
  if (row === undefined) return undefined;
  if (row.purpose === "keep") return openKeepSearches(inst, await findKeep(inst.storage.db, at));
  return (await inst.keys.has({ person: at.person })) ? openSearches(inst, at.person, row) : undefined;
}

const REPORT = "task.report";

/** Between how a task was done and how its person was found, in what is kept. */
const FOUND_BY = "\n\nHow the person was found: ";

/** Seals how a task was done, and how its person was found where that was not known. */
export const sealReport = (
  inst: Installation,
  request: string,
  said: { readonly note: string; readonly foundBy: string },
): Promise<Uint8Array> =>
  inst.keys.seal(
    { request },
    REPORT,
    new TextEncoder().encode(said.foundBy === "" ? said.note : `${said.note}${FOUND_BY}${said.foundBy}`),
  );

/** Binds a ledger entry to what is kept: a seal has a fresh nonce, so that its hash says nothing. */
export const proofOf = (sealed: Uint8Array): string => sha256(sealed);

/** All that was reported on a task, the first report first. */
export async function readReports(
  inst: Installation,
  at: { readonly request: string; readonly store: string },
): Promise<readonly TaskRound[]> {
  const rounds: TaskRound[] = [];
  for (const row of await reportsOf(inst.storage.db, at)) {
    const { number, purpose, outcome, found, files } = row;
    const note = await openIfAny(inst.keys, { request: at.request }, REPORT, row.sealed);
    rounds.push({
      ...{ number, purpose, outcome, found, files },
      at: row.at,
      account: row.account_id ?? undefined,
      role: row.role ?? undefined,
      stays: row.stays ?? {},
      note: note && new TextDecoder().decode(note),
      proof: proofOf(row.sealed),
    });
  }
  return rounds;
}
