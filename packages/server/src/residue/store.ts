// All SQL of the residue folder.
import type { Insertable, Selectable } from "kysely";
import { sql } from "kysely";
import type { Storage, Tables, Tx } from "../storage/index.ts";

type Reader = Storage["db"] | Tx;
export type SweepRow = Selectable<Tables["sweep"]>;
export type SoughtRow = Selectable<Tables["sought"]>;
export type ResidueRow = Selectable<Tables["residue"]>;
export type ExcusedRow = Selectable<Tables["excused_place"]>;

/** Where a place is. */
export interface Place {
  readonly store: string;
  readonly dataset: string;
  readonly column: string;
}

export const openSweep = (db: Reader): Promise<SweepRow | undefined> =>
  db.selectFrom("sweep").selectAll().where("ended_at", "is", null).executeTakeFirst();

/** Whether something is looked for whose night has come; without `now`: whether anything is. */
export const isSought = async (db: Reader, now?: string): Promise<boolean> =>
  (await db
    .selectFrom("sought")
    .select("request_id")
    .where("sweep_id", "is", null)
    .$if(now !== undefined, (query) => query.where("due_at", "<=", now ?? ""))
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** Begins a pass for everybody who is looked for. Fails where one is open: of two processes one begins. */
export async function beginSweep(tx: Tx, at: { readonly id: string; readonly now: string }): Promise<number> {
  await tx.insertInto("sweep").values({ id: at.id, started_at: at.now, ended_at: null, people: 0, because: null }).execute();
  const done = await tx.updateTable("sought").set({ sweep_id: at.id }).where("sweep_id", "is", null).executeTakeFirst();
  const people = Number(done.numUpdatedRows);
  await tx.updateTable("sweep").set({ people }).where("id", "=", at.id).execute();
  return people;
}

export const soughtIn = (db: Reader, sweep: string): Promise<SoughtRow[]> =>
  db.selectFrom("sought").selectAll().where("sweep_id", "=", sweep).orderBy("request_id").execute();

export const dropSought = (tx: Tx, sweep: string): Promise<unknown> =>
  tx.deleteFrom("sought").where("sweep_id", "=", sweep).execute();

/** How much of each store a pass has read. */
export const sweptOf = (db: Reader, sweep: string): Promise<Selectable<Tables["swept_dataset"]>[]> =>
  db.selectFrom("swept_dataset").selectAll().where("sweep_id", "=", sweep).orderBy("store").orderBy("dataset").execute();

/** Writes down that a dataset was read. False: another process has done so meanwhile, and with it what was found. */
export async function markSwept(tx: Tx, row: Insertable<Tables["swept_dataset"]>): Promise<boolean> {
  const done = await tx
    .insertInto("swept_dataset")
    .values(row)
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

export const insertResidue = (tx: Tx, row: Insertable<Tables["residue"]>): Promise<unknown> =>
  tx.insertInto("residue").values(row).execute();

export const residuesIn = (db: Reader, sweep: string): Promise<ResidueRow[]> =>
  db
    .selectFrom("residue")
    .selectAll()
    .where("sweep_id", "=", sweep)
    .orderBy("store")
    .orderBy("dataset")
    .orderBy("column")
    .execute();

/** What was found and is not settled, at one place or everywhere. */
export const openResidues = (db: Reader, at?: Partial<Place> & { readonly request?: string }): Promise<ResidueRow[]> =>
  db
    .selectFrom("residue")
    .selectAll()
    .where("state", "=", "found")
    .$if(at?.store !== undefined, (query) => query.where("store", "=", at?.store ?? ""))
    .$if(at?.dataset !== undefined, (query) => query.where("dataset", "=", at?.dataset ?? ""))
    .$if(at?.column !== undefined, (query) => query.where("column", "=", at?.column ?? ""))
    .$if(at?.request !== undefined, (query) => query.where("request_id", "=", at?.request ?? ""))
    .orderBy("request_id")
    .orderBy("store")
    .orderBy("dataset")
    .orderBy("column")
    .execute();

export const changeResidue = (
  tx: Tx,
  id: string,
  change: { readonly state: ResidueRow["state"]; readonly reason: string | null; readonly sealed?: null },
): Promise<unknown> => tx.updateTable("residue").set(change).where("id", "=", id).execute();

export const waitBecause = (db: Reader, id: string, because: string | null): Promise<unknown> =>
  db.updateTable("sweep").set({ because }).where("id", "=", id).execute();

/** Ends a pass. False: another process has ended it. */
export async function endOfSweep(tx: Tx, at: { readonly id: string; readonly now: string }): Promise<boolean> {
  const done = await tx
    .updateTable("sweep")
    .set({ ended_at: at.now, because: null })
    .where("id", "=", at.id)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export const excusedPlaces = (db: Reader): Promise<ExcusedRow[]> =>
  db.selectFrom("excused_place").selectAll().orderBy("store").orderBy("dataset").orderBy("column").execute();

export const excuse = (tx: Tx, row: Insertable<Tables["excused_place"]>): Promise<unknown> =>
  tx
    .insertInto("excused_place")
    .values(row)
    .onConflict((on) =>
      on.columns(["store", "dataset", "column"]).doUpdateSet({ reason: row.reason, until: row.until, by: row.by, at: row.at }),
    )
    .execute();

/** The last passes, newest first. */
export const lastSweeps = (db: Reader, limit: number): Promise<SweepRow[]> =>
  db.selectFrom("sweep").selectAll().orderBy(sql`started_at desc`).limit(limit).execute();
