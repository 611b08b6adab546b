// All SQL of what is written down of each store: its runs, where it stands, whether it is live.
import type { Selectable } from "kysely";
import { sql } from "kysely";
import type { Tables, Tx } from "../storage/index.ts";
import type { Reader } from "./store.ts";

/** The journal of one request in one store. */
export type RunRow = Selectable<Tables["store_run"]>;

export const runsOf = (db: Reader, request: string): Promise<RunRow[]> =>
  db.selectFrom("store_run").selectAll().where("request_id", "=", request).orderBy("store").execute();

/** Makes the journal's rows of a request; those that are there stay as they are. */
export async function insertRuns(tx: Tx, at: { request: string; stores: readonly string[]; now: string }): Promise<void> {
  for (const store of at.stores) {
    await tx
      .insertInto("store_run")
      .values({
        request_id: at.request,
        store,
        attempt: 0,
        state: "waiting",
        transaction: null,
        counts: null,
        captured: null,
        outcome_known_by: null,
        because: null,
        updated_at: at.now,
      })
      .onConflict((on) => on.doNothing())
      .execute();
  }
}

export interface RunChange {
  readonly state: RunRow["state"];
  readonly attempt?: number;
  readonly transaction?: string | null;
  readonly counts?: unknown;
  readonly captured?: Uint8Array | null;
  readonly outcome_known_by?: string | null;
  readonly because?: string | null;
  readonly now: string;
}

/**
 * Moves a run on, if it still is where the caller saw it: of two processes that work on one store, one is refused.
 * Returns whether it moved.
 */
export async function moveRun(
  tx: Tx,
  from: Pick<RunRow, "request_id" | "store" | "state" | "attempt">,
  to: RunChange,
): Promise<boolean> {
  const { counts, now, ...plain } = to;
  const done = await tx
    .updateTable("store_run")
    .set({ ...plain, ...(counts === undefined ? {} : { counts: JSON.stringify(counts) }), updated_at: now })
    .where("request_id", "=", from.request_id)
    .where("store", "=", from.store)
    .where("state", "=", from.state)
    .where("attempt", "=", from.attempt)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/**
 * Approved again: every store of the plan is acted on again, but one whose outcome is still to be found out. What was done
 * in a store that is no longer in the plan stays written down; where nothing was, nothing is waited for.
 */
export async function resetRuns(
  tx: Tx,
  at: { readonly request: string; readonly stores: readonly string[]; readonly now: string },
): Promise<void> {
  await tx
    .updateTable("store_run")
    .set({ state: "waiting", because: null, updated_at: at.now })
    .where("request_id", "=", at.request)
    .where("store", "in", [...at.stores, ""])
    .where("state", "not in", ["started", "unknown"])
    .execute();
  await tx
    .deleteFrom("store_run")
    .where("request_id", "=", at.request)
    .where("store", "not in", [...at.stores, ""])
    .where("state", "in", ["waiting", "shadow", "failed"])
    .where(sql<boolean>`coalesce((counts ->> 'acts')::int, 0) = 0`)
    .where(sql<boolean>`outcome_known_by is distinct from 'report'`)
    .execute();
}

/** What was done in a store since a time: people, and rows deleted or changed. */
export async function actedSince(
  db: Reader,
  at: { readonly store: string; readonly since: string },
): Promise<{ people: number; rows: number }> {
  const found = await db
    .selectFrom("store_run")
    .innerJoin("privacy_request", "privacy_request.id", "store_run.request_id")
    .select([
      sql<string>`coalesce(sum(coalesce((privacy_request.plan #>> '{view,people}')::int, 1)), 0)`.as("people"),
      sql<string>`coalesce(sum((counts ->> 'deleted')::bigint + (counts ->> 'changed')::bigint), 0)`.as("rows"),
    ])
    .where("store_run.store", "=", at.store)
    .where("store_run.updated_at", ">=", at.since)
    .where("store_run.state", "in", ["started", "unknown", "committed", "verified"])
    .executeTakeFirstOrThrow();
  return { people: Number(found.people), rows: Number(found.rows) };
}

export type MarkRow = Selectable<Tables["store_mark"]>;

export const storeMarks = (db: Reader): Promise<MarkRow[]> => db.selectFrom("store_mark").selectAll().orderBy("store").execute();

/** Writes down how a store stands. */
export const setMark = (tx: Reader, row: MarkRow): Promise<unknown> =>
  tx
    .insertInto("store_mark")
    .values(row)
    .onConflict((on) =>
      on
        .column("store")
        .doUpdateSet({ place: row.place, moment: row.moment, transaction: row.transaction, at: row.at, restored: row.restored }),
    )
    .execute();

/** The last transaction that is known to have been committed in a store. */
export const lastCommitted = async (db: Reader, store: string): Promise<string | null> => {
  const row = await db
    .selectFrom("store_run")
    .select("transaction")
    .where("store", "=", store)
    .where("state", "in", ["committed", "verified"])
    .where("transaction", "is not", null)
    .orderBy("updated_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.transaction ?? null;
};

export const storeModes = (db: Reader): Promise<Selectable<Tables["store_mode"]>[]> =>
  db.selectFrom("store_mode").selectAll().execute();

export const makeLive = (tx: Tx, at: { store: string; by: string; now: string }): Promise<unknown> =>
  tx
    .insertInto("store_mode")
    .values({ store: at.store, live_at: at.now, by: at.by })
    .onConflict((on) => on.column("store").doUpdateSet({ live_at: at.now, by: at.by }))
    .execute();
