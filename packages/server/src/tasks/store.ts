// All SQL of the tasks folder.
import { type Insertable, type Selectable, sql } from "kysely";
import type { Storage, Tables, Tx } from "../storage/index.ts";

/** A task as stored. */
export type TaskRow = Selectable<Tables["task"]>;
/** A file that was handed in, as stored. */
export type TaskFileRow = Selectable<Tables["task_file"]>;
/** A report on a task, as stored. */
export type TaskReportRow = Selectable<Tables["task_report"]>;
/** What a law keeps in a store, as stored. */
export type StoredKeep = Selectable<Tables["task_keep"]>;

type Reader = Storage["db"] | Tx;

export const findTask = (db: Reader, at: { readonly request: string; readonly store: string }): Promise<TaskRow | undefined> =>
  db.selectFrom("task").selectAll().where("request_id", "=", at.request).where("store", "=", at.store).executeTakeFirst();

export const tasksOf = (db: Reader, request: string): Promise<TaskRow[]> =>
  db.selectFrom("task").selectAll().where("request_id", "=", request).orderBy("store").execute();

/** Tasks that wait for somebody, the most pressing first. */
export const waitingTasks = (db: Reader): Promise<TaskRow[]> =>
  db
    .selectFrom("task")
    .innerJoin("privacy_request", "privacy_request.id", "task.request_id")
    .selectAll("task")
    .where((where) =>
      where.or([
        where.and([
          where("task.purpose", "=", "request"),
          where("task.state", "=", "waiting"),
          where("privacy_request.state", "in", ["executing", "open", "approved"]),
          // The program may have changed since: what no plan asks any more waits for nobody.
          sql<boolean>`exists (select from jsonb_array_elements(privacy_request.plan #> '{plan,byHand}') as part
            where part ->> 'store' = task.store)`,
        ]),
        // No request stands open for what a law kept: what nobody could remove is shown here until somebody has.
        where.and([
          where("task.purpose", "=", "keep"),
          where("task.state", "!=", "done"),
          where("privacy_request.state", "in", ["done", "open"]),
        ]),
      ]),
    )
    .orderBy("task.due_at")
    .orderBy("task.request_id")
    .orderBy("task.store")
    .execute();

/**
 * Opens a task, or opens the one that was found anew with what is asked now: what was reported before is kept, and no longer
 * counts. False: it is no longer as it was found.
 */
export async function putTask(
  tx: Tx,
  row: Pick<TaskRow, "request_id" | "store" | "purpose" | "asked" | "sealed" | "opened_at" | "due_at">,
  had: Pick<TaskRow, "state" | "asked" | "opened_at"> | undefined,
): Promise<boolean> {
  const anew = { state: "waiting", reminded_at: null, ended_at: null, account_id: null, found: null } as const;
  if (had === undefined) {
    const made = await tx
      .insertInto("task")
      .values({ ...row, ...anew })
      .onConflict((on) => on.columns(["request_id", "store"]).doNothing())
      .executeTakeFirst();
    return made.numInsertedOrUpdatedRows === 1n;
  }
  const done = await tx
    .updateTable("task")
    .set({ ...row, ...anew })
    .where("request_id", "=", row.request_id)
    .where("store", "=", row.store)
    .where("state", "=", had.state)
    .where("asked", "=", had.asked)
    .where("opened_at", "=", had.opened_at)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Tasks that are over their time and of which nobody was reminded. */
export const lateTasks = async (db: Reader, now: string): Promise<TaskRow[]> =>
  (await waitingTasks(db)).filter((row) => row.state === "waiting" && row.reminded_at === null && row.due_at <= now);

/** Marks that whoever was asked is reminded. False: another did, or the task has ended. */
export async function markReminded(tx: Tx, at: { readonly row: TaskRow; readonly now: string }): Promise<boolean> {
  const done = await tx
    .updateTable("task")
    .set({ reminded_at: at.now })
    .where("request_id", "=", at.row.request_id)
    .where("store", "=", at.row.store)
    .where("state", "=", "waiting")
    .where("reminded_at", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** What somebody reported on a task, sealed. */
export type TaskEnd = Omit<TaskReportRow, "request_id" | "store" | "number" | "purpose">;

/**
 * Ends a task that is not done, and still asks what it asked whoever answers, with its report beside the earlier ones. Returns
 * the report's number. Undefined: it does not.
 */
export async function markEnded(
  tx: Tx,
  row: Pick<TaskRow, "request_id" | "store" | "purpose" | "asked" | "opened_at">,
  end: TaskEnd,
): Promise<number | undefined> {
  const { outcome, at, account_id, found, stays } = end;
  const done = await tx
    .updateTable("task")
    .set({ state: outcome, ended_at: at, account_id, found: JSON.stringify(found) })
    .where("request_id", "=", row.request_id)
    .where("store", "=", row.store)
    .where("state", "!=", "done")
    .where("asked", "=", row.asked)
    .where("opened_at", "=", row.opened_at)
    .executeTakeFirst();
  if (done.numUpdatedRows !== 1n) return undefined;
  const { request_id, store, purpose } = row;
  // The row of the task is locked by now: no other report takes this number.
  const number = ((await reportsOf(tx, { request: request_id, store })).at(-1)?.number ?? 0) + 1;
  await tx
    .insertInto("task_report")
    .values({
      ...{ request_id, store, number, purpose, outcome, at, account_id },
      ...{ role: end.role, files: end.files, sealed: end.sealed },
      found: JSON.stringify(found),
      stays: stays === null ? null : JSON.stringify(stays),
    })
    .execute();
  return number;
}

/** All reports on a task, the first one first. */
export const reportsOf = (db: Reader, at: { readonly request: string; readonly store: string }): Promise<TaskReportRow[]> =>
  db
    .selectFrom("task_report")
    .selectAll()
    .where("request_id", "=", at.request)
    .where("store", "=", at.store)
    .orderBy("number")
    .execute();

export const insertTaskFile = (tx: Tx, row: Insertable<Tables["task_file"]>): Promise<unknown> =>
  tx.insertInto("task_file").values(row).execute();

/** Files of a task's last report, without their content, by id. */
export const taskFilesOf = (
  db: Reader,
  at: { readonly request: string; readonly store: string; readonly dataset?: string | undefined },
): Promise<Pick<TaskFileRow, "id" | "dataset">[]> =>
  db
    .selectFrom("task_file")
    .innerJoin("task", (on) =>
      on.onRef("task.request_id", "=", "task_file.request_id").onRef("task.store", "=", "task_file.store"),
    )
    .select(["task_file.id", "task_file.dataset"])
    .where("task_file.request_id", "=", at.request)
    .where("task_file.store", "=", at.store)
    // Whoever reports again hands in again.
    .where("task.state", "!=", "waiting")
    .where("task_file.number", "=", (query) =>
      query
        .selectFrom("task_report")
        .select((one) => one.fn.max("number").as("last"))
        .whereRef("task_report.request_id", "=", "task.request_id")
        .whereRef("task_report.store", "=", "task.store"),
    )
    .$if(at.dataset !== undefined, (query) => query.where("task_file.dataset", "=", at.dataset ?? ""))
    .orderBy("task_file.id")
    .execute();

export const findTaskFile = (db: Reader, id: string): Promise<TaskFileRow | undefined> =>
  db.selectFrom("task_file").selectAll().where("id", "=", id).executeTakeFirst();

/** Of all its reports. */
export const deleteTaskFiles = (tx: Tx, request: string): Promise<unknown> =>
  tx.deleteFrom("task_file").where("request_id", "=", request).execute();
