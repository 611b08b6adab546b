// All SQL of the contents folder.
import type { Insertable, Selectable } from "kysely";
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

/** Puts a text that stood in its place before back there. */
export async function putBack(tx: Tx, row: ContentPlace & Pick<ContentRow, "id" | "until">): Promise<void> {
  await makeEarlier(tx, row);
  await tx.updateTable("content").set({ state: "current", until: row.until }).where("id", "=", row.id).execute();
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
  at: { readonly id: string; readonly until: string | null; readonly only: "current" | undefined },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("content")
    .set({ until: at.until })
    .where("id", "=", at.id)
    .where("subject", "is not", null)
    .where("state", "in", at.only === undefined ? ["current", "earlier"] : [at.only])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Everything whose time is over, or whose author was erased. */
export const overdueContents = (db: Reader, now: string): Promise<readonly Pick<ContentRow, "id">[]> =>
  db
    .selectFrom("content")
    .select("id")
    .where((of) => of.or([of("until", "<=", now), of("subject", "is", null)]))
    .execute();

/** Texts that are kept as approved, in the order of their ids. */
export const keptContents = (
  db: Reader,
  at: { readonly after: string; readonly limit: number },
): Promise<readonly Pick<ContentRow, "id" | "subject" | "purpose" | "sealed">[]> =>
  db
    .selectFrom("content")
    .select(["id", "subject", "purpose", "sealed"])
    .where("until", "is", null)
    .where("subject", "is not", null)
    .where("id", ">", at.after)
    .orderBy("id")
    .limit(at.limit)
    .execute();

/** False: somebody else let go of it first. */
export async function deleteContent(tx: Tx, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom("content").where("id", "=", id).executeTakeFirst();
  return numDeletedRows === 1n;
}
