// Stores that only people can look into: who is asked, and what a request makes of what they report.
import { dayOf } from "@troth/core/jurisdictions";
import { type TaskPlan, taskLines } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import { openTask, reportsOf, type TaskRow } from "../tasks/index.ts";
import { clockOf } from "./clock-of.ts";
import { moveRun, type RunChange, type RunRow, runsOf, storeModes } from "./journal-store.ts";
import { openSecrets } from "./leads.ts";
import type { MadePlan } from "./make-view.ts";
import { treated } from "./report-task.ts";
import type { RequestRow } from "./store.ts";

/** Whether people go through a store of a plan. */
export const isByHand = ({ plan }: MadePlan, store: string): boolean =>
  plan.byHand?.some((task) => task.store === store) === true;

/** What the plan of a request asks of people. */
export const tasksIn = (row: Pick<RequestRow, "plan">): readonly TaskPlan[] =>
  (row.plan as unknown as MadePlan | null)?.plan.byHand ?? [];

/** Asks whoever is to look through a store for a copy. Asked already, nothing happens. */
export async function askPeople(inst: Installation, row: RequestRow): Promise<readonly TaskRow[]> {
  const rows: TaskRow[] = [];
  for (const task of tasksIn(row)) rows.push(await ask(inst, row, task));
  return rows;
}

async function ask(inst: Installation, row: RequestRow, task: TaskPlan): Promise<TaskRow> {
  const { leads, known } = await openSecrets(inst, row);
  const right = row.right === "access" ? "access" : "erasure";
  const answerBy = clockOf(inst, row)?.dueAt;
  return openTask(inst, { request: row.id, person: row.person_id, right, task, known, leads, answerBy });
}

/** Asks people, and takes over what they have reported: each store's run is verified by their word, or says what it waits for. */
export async function runTasks(inst: Installation, row: RequestRow): Promise<void> {
  const runs = await runsOf(inst.storage.db, row.id);
  const live = new Set((await storeModes(inst.storage.db)).filter((mode) => mode.live_at !== null).map((mode) => mode.store));
  for (const task of tasksIn(row)) {
    const run = runs.find((one) => one.store === task.store);
    if (run === undefined || run.state === "verified") continue;
    const to = live.has(task.store)
      ? await standingOf(inst, task, await ask(inst, row, task))
      : ({ state: "shadow", because: `in shadow: nobody was asked; \`troth store live ${task.store}\` lets them be` } as const);
    await move(inst, run, to);
  }
}

type Standing = Pick<RunChange, "state" | "because" | "counts" | "outcome_known_by">;

/** What a task makes of its store's run. */
async function standingOf(inst: Installation, task: TaskPlan, row: TaskRow): Promise<Standing> {
  if (row.state === "waiting")
    return {
      state: "waiting",
      because: `it waits for somebody to go through it by hand, until ${dayOf(row.due_at, inst.program.zone)}`,
    };
  if (row.state === "impossible") return { state: "failed", because: "whoever was asked reports that it cannot be done by hand" };
  const last = (await reportsOf(inst.storage.db, { request: row.request_id, store: row.store })).at(-1);
  const done = treated(taskLines(task, "erasure"), { found: last?.found ?? {}, stays: last?.stays ?? {} });
  const counts = { ...done, storeMs: 0, notes: [BY_HAND] };
  return { state: "verified", because: null, counts, outcome_known_by: "report" };
}

const BY_HAND = "gone through by hand, and reported; nothing was read back";

async function move(inst: Installation, run: RunRow, to: Standing): Promise<void> {
  if (run.state === to.state && run.because === to.because) return;
  const now = new Date(inst.surroundings.now()).toISOString();
  await inst.storage.transaction(async (tx) => {
    if (!(await moveRun(tx, run, { ...to, now })) || to.state === "waiting") return;
    const { request_id: request, store } = run;
    if (to.state === "shadow")
      await inst.ledger.append(tx, { kind: "store.shadowed", body: { request, store, deleted: 0, changed: 0 } });
    if (to.state === "failed")
      await inst.ledger.append(tx, { kind: "store.failed", body: { request, store, attempt: run.attempt } });
    const { deleted = 0, changed = 0 } = (to.counts ?? {}) as { deleted?: number; changed?: number };
    if (to.state === "verified")
      await inst.ledger.append(tx, { kind: "store.reported", body: { request, store, deleted, changed } });
  });
  await inst.surroundings.passing("task.taken-over");
}
