import { hashOf } from "@troth/core/foundation";
import { periodEnd } from "@troth/core/jurisdictions";
import type { LegalPeriod } from "@troth/core/program";
import {
  type Lead,
  type SubjectIdentifier,
  type TaskPlan,
  type TaskSearch,
  taskLines,
  taskSearches,
} from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import { queueTaskMail } from "./mail-task.ts";
import { findTask, putTask, type TaskRow } from "./store.ts";

/** Where the program gives no time. */
const WITHIN: LegalPeriod = { count: 14, unit: "days" };

const CONTEXT = "task.search";

/** What is asked of people for a request in one store. */
export interface TaskAsked {
  readonly request: string;
  readonly person: string;
  readonly right: "access" | "erasure";
  readonly task: TaskPlan;
  /** Whatever is known of the person, and what rows of other stores say. */
  readonly known: readonly SubjectIdentifier[];
  readonly leads: readonly Lead[];
  /** By when the law wants the request answered, ISO 8601 in UTC: no task is given longer. */
  readonly answerBy: string | undefined;
}

/**
 * Asks whoever the program names, with a mail in the same transaction. Asked already, nothing happens; if what is asked has
 * changed since, it is asked anew, and what was reported before no longer counts. Returns the task as it stands.
 */
export async function openTask(inst: Installation, asked: TaskAsked): Promise<TaskRow> {
  const { request, task, right } = asked;
  const searches = taskSearches(task, asked.known, asked.leads);
  const lines = hashOf({ right, lines: taskLines(task, right) });
  const had = await findTask(inst.storage.db, { request, store: task.store });
  // What a law kept is looked for under a key of its own; the request asks for more than that.
  const before = had?.purpose === "request" ? await openSearches(inst, asked.person, had) : [];
  if (had?.asked === lines && holds(before, searches)) return had;
  await inst.keys.ensure({ request });
  const now = new Date(inst.surroundings.now()).toISOString();
  const row = {
    request_id: request,
    store: task.store,
    purpose: "request" as const,
    asked: lines,
    sealed: await inst.keys.seal(
      { person: asked.person },
      CONTEXT,
      new TextEncoder().encode(JSON.stringify(withThose(searches, before))),
    ),
    opened_at: now,
    due_at: dueAt(inst, { store: task.store, now, answerBy: asked.answerBy }),
  };
  const mail = await queueTaskMail(inst, { request, store: task.store, template: "task", due: row.due_at });
  await inst.surroundings.passing("task.asking");
  await inst.storage.transaction(async (tx) => {
    // Of two processes that ask at once, one does.
    if (!(await putTask(tx, row, had))) return;
    await inst.ledger.append(tx, {
      kind: "task.opened",
      body: { request, store: task.store, due: row.due_at, anew: had !== undefined },
    });
    await mail?.add(tx);
  });
  await inst.surroundings.passing("task.asked");
  await inst.ledger.sequence();
  return (await findTask(inst.storage.db, { request, store: task.store })) as TaskRow;
}

/** Whether a task asks all of this already. What is no longer known (the rows that said it are gone) was asked for then. */
function holds(had: readonly TaskSearch[], searches: readonly TaskSearch[]): boolean {
  const each = (all: readonly TaskSearch[]) =>
    all.flatMap(({ dataset, by }) =>
      by.flatMap(({ column, values }) => values.map((value) => JSON.stringify([dataset, column, value]))),
    );
  const asked = new Set(each(had));
  return each(searches).every((one) => asked.has(one));
}

/** What is asked now and what was asked before: the rows that said it may be gone, and a new report is of all of it. */
const withThose = (searches: readonly TaskSearch[], before: readonly TaskSearch[]): readonly TaskSearch[] =>
  searches.map(({ dataset, by }) => {
    const all = new Map(by.map((one) => [one.column, one.values]));
    for (const { column, values } of before.find((one) => one.dataset === dataset)?.by ?? [])
      all.set(column, [...new Set([...(all.get(column) ?? []), ...values])].sort());
    return { dataset, by: [...all].map(([column, values]) => ({ column, values })) };
  });

/** The program's time, but never beyond the law's while that is still to come. */
export function dueAt(
  inst: Installation,
  at: { readonly store: string; readonly now: string; readonly answerBy?: string | undefined },
): string {
  const own = periodEnd(at.now, inst.program.stores[at.store]?.byHand?.within ?? WITHIN, inst.program.zone);
  return at.answerBy !== undefined && at.answerBy > at.now && at.answerBy < own ? at.answerBy : own;
}

/** What to look for in each dataset. @throws KeysError once the person is forgotten. */
export async function openSearches(
  inst: Installation,
  person: string,
  row: Pick<TaskRow, "sealed">,
): Promise<readonly TaskSearch[]> {
  const plain = await inst.keys.open({ person }, CONTEXT, row.sealed);
  return JSON.parse(new TextDecoder().decode(plain)) as TaskSearch[];
}
