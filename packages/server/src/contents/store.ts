// All SQL of the contents folder.
import type { ExpressionBuilder, Insertable, Selectable } from "kysely";
import type { Storage, Tables, Tx } from "../storage/index.ts";

/** A text that who wrote it is asked about, or was. */
export type ContentRow = Selectable<Tables["content"]>;

type Reader = Storage["db"] | Tx;

/** One place in the application where a text of somebody is to stand. */
export interface ContentPlace {
  readonly subject: string;
  readonly reference: string;
}

export const findContent = (db: Reader, id: string): Promise<ContentRow | undefined> =>
  db.selectFrom("content").selectAll().where("id", "=", id).executeTakeFirst();

/** Every text that was handed in for a place and is still kept, the one that counts now first. */
export const contentsAt = (db: Reader, { subject, reference }: ContentPlace): Promise<readonly ContentRow[]> =>
  db
    .selectFrom("content")
    .selectAll()
    .where("subject", "=", subject)
    .where("reference", "=", reference)
    .orderBy("state")
    .orderBy("asked_at", "desc")
    .execute();

/** Every text of an author that is still kept, the last that was handed in first. */
export const contentsBy = (db: Reader, subject: string): Promise<readonly ContentRow[]> =>
  db.selectFrom("content").selectAll().where("subject", "=", subject).orderBy("asked_at", "desc").orderBy("id").execute();

/** How many texts of somebody wait for an answer, or were said no to a short while ago. */
export async function countOpen(db: Reader, subject: string): Promise<number> {
  const { count } = await db
    .selectFrom("content")
    .select((of) => of.fn.countAll<string>().as("count"))
    .where("subject", "=", subject)
    .where("until", "is not", null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Puts a text into its place: another one that stood there is an earlier one from now on. False: it is known there. */
export async function insertContent(tx: Tx, row: Insertable<Tables["content"]> & ContentPlace): Promise<boolean> {
  await makeEarlier(tx, row);
  const done = await tx
    .insertInto("content")
    .values(row)
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Puts a text that stood in its place before back there. `asked`: it is asked about anew, if it was not approved meanwhile. */
export async function putBack(
  tx: Tx,
  row: ContentPlace & { readonly id: string; readonly asked: { readonly at: string; readonly until: string } | undefined },
): Promise<void> {
  await makeEarlier(tx, row);
  await tx.updateTable("content").set({ state: "current" }).where("id", "=", row.id).execute();
  if (row.asked === undefined) return;
  const { at: asked_at, until } = row.asked;
  await tx.updateTable("content").set({ until, asked_at }).where("id", "=", row.id).where("until", "is not", null).execute();
}

const makeEarlier = (tx: Tx, { subject, reference }: ContentPlace): Promise<unknown> =>
  tx
    .updateTable("content")
    .set({ state: "earlier" })
    .where("subject", "=", subject)
    .where("reference", "=", reference)
    .where("state", "=", "current")
    .execute();

/** Writes down that a text was answered. `only`: as long as it is the one that counts. False: it is not, or it is gone. */
export async function answerContent(
  tx: Tx,
  at: {
    readonly id: string;
    /** Null: it is approved. */
    readonly until: string | null;
    readonly now: string;
    readonly only: "current" | undefined;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("content")
    .set({ until: at.until, ...(at.until === null ? { approved_at: at.now } : {}) })
    .where("id", "=", at.id)
    .where("subject", "is not", null)
    .where("state", "in", at.only === undefined ? ["current", "earlier"] : [at.only])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Whether a text is kept as approved. */
export async function isKept(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.selectFrom("content").select("until").where("id", "=", id).executeTakeFirst();
  return row?.until === null;
}

/** Writes down that a text's approval was taken back, and that nothing of it is done in the store. Once more: anew. */
export const putWithdrawal = (tx: Tx, { content, now }: { readonly content: string; readonly now: string }): Promise<unknown> => {
  const anew = {
    attempt: 0,
    state: "open",
    transaction: null,
    because: null,
    rows: null,
    ended_by: null,
    since: now,
    next_at: now,
  } as const;
  return tx
    .insertInto("content_withdrawal")
    .values({ content, ...anew, ended_at: null })
    .onConflict((on) => on.column("content").doUpdateSet({ ...anew, ended_at: null }))
    .execute();
};

/** How it ended in the store that an approval was taken back. */
export type WithdrawalEnd = Pick<Selectable<Tables["content_withdrawal"]>, "content" | "ended_at" | "ended_by" | "rows">;

/** The withdrawals of some texts. */
export const withdrawalsOf = (db: Reader, contents: readonly string[]): Promise<readonly WithdrawalEnd[]> =>
  db
    .selectFrom("content_withdrawal")
    .select(["content", "ended_at", "ended_by", "rows"])
    .where("content", "in", [...contents])
    .execute();

/** Whether rows of a text are still to be changed in the store: of somebody who was erased nobody waits for it, and the ledger says so. */
export async function isWithdrawing(db: Reader, id: string): Promise<boolean> {
  const row = await db
    .selectFrom("content_withdrawal")
    .select("content")
    .where("content", "=", id)
    .where("next_at", "is not", null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Everything whose time is over, or whose author was erased. What is still to be changed in the store is not over. */
export const overdueContents = (db: Reader, now: string): Promise<readonly Pick<ContentRow, "id">[]> =>
  db.selectFrom("content").select("id").where(overdueAt(now)).execute();

const overdueAt = (now: string) => (of: ExpressionBuilder<Tables, "content">) =>
  of.or([of("subject", "is", null), of.and([of("until", "<=", now), of.not(of.exists(openWithdrawalOf(of)))])]);

const openWithdrawalOf = (of: ExpressionBuilder<Tables, "content">) =>
  of
    .selectFrom("content_withdrawal")
    .select("content_withdrawal.content")
    .whereRef("content_withdrawal.content", "=", "content.id")
    .where("content_withdrawal.next_at", "is not", null);

/** Of some people, those of whom a text is kept. */
export async function authorsAmong(db: Reader, subjects: readonly string[]): Promise<readonly string[]> {
  if (subjects.length === 0) return [];
  const rows = await authors(db).where("subject", "in", subjects).execute();
  return rows.flatMap(({ subject }) => subject ?? []);
}

/** The next authors of whom a text is kept, in the order of their hashes. */
export async function authorsAfter(
  db: Reader,
  at: { readonly after: string; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await authors(db).where("subject", ">", at.after).orderBy("subject").limit(at.limit).execute();
  return rows.flatMap(({ subject }) => subject ?? []);
}

const authors = (db: Reader) => db.selectFrom("content").select("subject").distinct();

/** Who wrote texts that are kept as approved for a purpose, those approved first before the others, each with when. */
export const approvedFirst = (
  db: Reader,
  at: { readonly purpose: string; readonly limit: number; readonly offset: number },
): Promise<readonly Pick<ContentRow, "subject" | "approved_at">[]> =>
  db
    .selectFrom("content")
    .select(["subject", "approved_at"])
    .where("purpose", "=", at.purpose)
    .where("until", "is", null)
    .orderBy("approved_at")
    .limit(at.limit)
    .offset(at.offset)
    .execute();

/** A text is kept as approved, since when the facts say so. */
export const markApproved = (tx: Tx, at: { readonly id: string; readonly approved_at: string }): Promise<unknown> =>
  tx.updateTable("content").set({ until: null, approved_at: at.approved_at }).where("id", "=", at.id).execute();

/** Every text of an author. */
export const textsOf = (
  tx: Tx,
  subject: string,
): Promise<readonly Pick<ContentRow, "id" | "purpose" | "text_hash" | "until" | "approved_at">[]> =>
  tx
    .selectFrom("content")
    .select(["id", "purpose", "text_hash", "until", "approved_at"])
    .where("subject", "=", subject)
    .execute();

/** A text that its author may still read about is kept at least so long. */
export const keepUntil = (tx: Tx, at: { readonly id: string; readonly until: string }): Promise<unknown> =>
  tx.updateTable("content").set({ until: at.until }).where("id", "=", at.id).where("until", "<", at.until).execute();

/** Gives a text that was kept as approved an end. */
export const endKept = (tx: Tx, at: { readonly id: string; readonly until: string }): Promise<unknown> =>
  tx.updateTable("content").set({ until: at.until }).where("id", "=", at.id).execute();

/** How far the feed of facts was read; below any position where it was not. */
export async function feedSeen(db: Reader): Promise<number> {
  const row = await db.selectFrom("content_feed").select("position").where("id", "=", 1).executeTakeFirst();
  return row === undefined ? -1 : Number(row.position);
}

/** Two servers may read it at once: it goes forward only. */
export const markSeen = (db: Reader, position: number): Promise<unknown> =>
  db
    .insertInto("content_feed")
    .values({ id: 1, position: String(position) })
    .onConflict((on) =>
      on
        .column("id")
        .doUpdateSet((of) => ({ position: of.ref("excluded.position") }))
        .whereRef("content_feed.position", "<", "excluded.position"),
    )
    .execute();

/** Deletes a text whose time is over still. False: somebody else let go of it first, or it is kept after all. */
export async function deleteOverdue(tx: Tx, { id, now }: { readonly id: string; readonly now: string }): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom("content").where("id", "=", id).where(overdueAt(now)).executeTakeFirst();
  return numDeletedRows === 1n;
}
