// The SQL of what a law keeps in stores that people go through.
import type { Staying, TaskLine } from "@troth/core/subject-graph";
import type { Storage, Tx } from "../storage/index.ts";
import type { StoredKeep } from "./store.ts";

/** What a law keeps in one store, as stored. */
export type KeepRow = Omit<StoredKeep, "lines" | "stays"> & {
  readonly lines: readonly TaskLine[];
  readonly stays: Readonly<Record<string, Staying>>;
};

type Reader = Storage["db"] | Tx;

const asKeep = (row: StoredKeep): KeepRow => ({ ...row, lines: row.lines as TaskLine[] });

export async function findKeep(
  db: Reader,
  at: { readonly request: string; readonly store: string },
): Promise<KeepRow | undefined> {
  const row = await db
    .selectFrom("task_keep")
    .selectAll()
    .where("request_id", "=", at.request)
    .where("store", "=", at.store)
    .executeTakeFirst();
  return row && asKeep(row);
}

/** What a law keeps for a request, by store. */
export const keepsOf = async (db: Reader, request: string): Promise<KeepRow[]> =>
  (await db.selectFrom("task_keep").selectAll().where("request_id", "=", request).orderBy("store").execute()).map(asKeep);

/** Keeps that have ended, and whose keys may still stand. */
export const endedKeeps = async (db: Reader): Promise<KeepRow[]> =>
  (await db.selectFrom("task_keep").selectAll().where("state", "=", "ended").execute()).map(asKeep);

/** Writes down what a law keeps; what was written down before for the same request and store is replaced. */
export async function putKeep(tx: Tx, { lines, stays, ...row }: KeepRow): Promise<void> {
  const json = { lines: JSON.stringify(lines), stays: JSON.stringify(stays) };
  const { request_id, store, ...standing } = row;
  await tx
    .insertInto("task_keep")
    .values({ request_id, store, ...standing, ...json })
    .onConflict((on) => on.columns(["request_id", "store"]).doUpdateSet({ ...standing, ...json }))
    .execute();
}

/** Moves a keep on, if it still is where it was found. */
export async function moveKeep(
  tx: Tx,
  row: Pick<KeepRow, "request_id" | "store" | "state">,
  to: KeepRow["state"],
): Promise<boolean> {
  const done = await tx
    .updateTable("task_keep")
    .set({ state: to, ...(to === "ended" ? { sealed: null } : {}) })
    .where("request_id", "=", row.request_id)
    .where("store", "=", row.store)
    .where("state", "=", row.state)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export const deleteEndedKeep = (tx: Tx, row: Pick<KeepRow, "request_id" | "store">): Promise<unknown> =>
  tx
    .deleteFrom("task_keep")
    .where("request_id", "=", row.request_id)
    .where("store", "=", row.store)
    .where("state", "=", "ended")
    .execute();
