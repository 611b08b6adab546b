// All SQL of the minors folder.
import { type Insertable, type Selectable, sql } from "kysely";
import type { Storage, Tables, Tx } from "../storage/index.ts";

/** A parent who was asked. */
export type ParentAskRow = Selectable<Tables["parent_ask"]>;

type Reader = Storage["db"] | Tx;

/** Keeps that a parent is asked; false where one is being asked already about this child at this point. */
export async function insertParentAsk(tx: Tx, row: Insertable<Tables["parent_ask"]>): Promise<boolean> {
  const done = await tx
    .insertInto("parent_ask")
    .values(row)
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The parent who is being asked about a child at a point. */
export const waitingParent = (
  db: Reader,
  at: { readonly subject: string; readonly point: string },
): Promise<ParentAskRow | undefined> =>
  db
    .selectFrom("parent_ask")
    .selectAll()
    .where("subject", "=", at.subject)
    .where("point", "=", at.point)
    .where("state", "=", "waiting")
    .executeTakeFirst();

export const findByToken = (db: Reader, tokenHash: string): Promise<ParentAskRow | undefined> =>
  db.selectFrom("parent_ask").selectAll().where("token_hash", "=", tokenHash).executeTakeFirst();

// One class of locks beside those of asks (`asks/store.ts`).
const MAILBOX_LOCK = 4_620_003;

/** Waits for whoever else counts for this mailbox: two who count at once would both find room. */
export const lockMailbox = (tx: Tx, mailbox: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(${MAILBOX_LOCK}, ('x' || ${mailbox.slice(0, 8)})::bit(32)::int)`.execute(tx);

/** How many children this mailbox is being asked about. */
export async function countAsked(db: Reader, mailbox: string): Promise<number> {
  const { count } = await db
    .selectFrom("parent_ask")
    .select((of) => of.fn.countAll<string>().as("count"))
    .where("mailbox", "=", mailbox)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Ends the asking: whatever is known of the parent goes out of the row. False where it has ended already. */
export async function endParentAsk(tx: Tx, id: string, state: "agreed" | "declined" | "lapsed"): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("parent_ask")
    .set({ state, sealed: null, mailbox: null })
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Everything whose time is over, the oldest first. */
export const overdueParents = (db: Reader, now: string): Promise<readonly Pick<ParentAskRow, "id" | "state">[]> =>
  db.selectFrom("parent_ask").select(["id", "state"]).where("until", "<=", now).orderBy("until").execute();

export const deleteParentAsk = (db: Reader, id: string): Promise<unknown> =>
  db.deleteFrom("parent_ask").where("id", "=", id).execute();
