import { sql } from "kysely";
import type { Storage, Tables, Tx } from "../storage/index.ts";

/** A mail in the outbox. */
export type MailRow = Pick<
  Tables["mail"],
  "id" | "owner" | "request_id" | "template" | "language" | "sealed" | "message_id" | "state" | "created_at"
> & { readonly tries: number; readonly duplicates: number };

const COLUMNS = [
  ...(["id", "owner", "request_id", "template", "language", "sealed", "message_id"] as const),
  ...(["state", "created_at", "tries", "duplicates"] as const),
] as const;

/** Puts a mail into the outbox. */
export async function insertMail(
  tx: Tx,
  mail: Pick<Tables["mail"], "id" | "owner" | "request_id" | "template" | "language" | "message_id" | "created_at"> & {
    readonly sealed: Uint8Array;
  },
): Promise<void> {
  await tx
    .insertInto("mail")
    .values({ ...mail, state: "waiting", next_at: mail.created_at, sent_at: null, because: null })
    .execute();
}

/** Takes the mail whose turn it is, if any; nobody else takes it before `until`. Its row is as it was before. */
export async function takeMail(tx: Tx, at: { readonly now: string; readonly until: string }): Promise<MailRow | undefined> {
  const row = await tx
    .selectFrom("mail")
    .select(COLUMNS)
    .where("state", "in", ["waiting", "sending"])
    .where("next_at", "<=", at.now)
    .orderBy("next_at")
    .orderBy("created_at")
    .orderBy("id")
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  await tx
    .updateTable("mail")
    .set({ state: "sending", next_at: at.until, tries: row.tries + 1 })
    .where("id", "=", row.id)
    .execute();
  return row;
}

/** Counts that a mail may go out once more than it should. */
export async function countDuplicate(tx: Tx, id: string): Promise<void> {
  await tx.updateTable("mail").set({ duplicates: sql<number>`duplicates + 1` }).where("id", "=", id).execute();
}

/** What becomes of a mail's row. */
export type MailChange = Partial<Pick<Tables["mail"], "state" | "sealed" | "next_at" | "sent_at" | "because">>;

/** Changes a mail that is being sent; false if it was taken by another meanwhile, or bounced. */
export async function changeTaken(
  tx: Tx,
  taken: { readonly id: string; readonly tries: number },
  change: MailChange,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("mail")
    .set(change)
    .where("id", "=", taken.id)
    .where("state", "=", "sending")
    .where("tries", "=", taken.tries)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Marks a mail bounced by its Message-ID; undefined if there is none that may have arrived, or it was known already. */
export async function bounceMail(
  tx: Tx,
  bounce: { readonly messageId: string; readonly because: string },
): Promise<{ readonly id: string; readonly request_id: string | null; readonly template: string } | undefined> {
  return tx
    .updateTable("mail")
    .set({ state: "bounced", sealed: null, because: bounce.because })
    .where("message_id", "=", bounce.messageId)
    .where("state", "in", ["waiting", "sending", "sent"])
    .returning(["id", "request_id", "template"])
    .executeTakeFirst();
}

/** How many mails are still to be sent, and when the next one is due. */
export async function countWaiting(db: Storage["db"]): Promise<{ readonly count: number; readonly nextAt: string | undefined }> {
  const row = await db
    .selectFrom("mail")
    .select((of) => [of.fn.countAll<string>().as("count"), of.fn.min("next_at").as("next")])
    .where("state", "in", ["waiting", "sending"])
    .executeTakeFirstOrThrow();
  return { count: Number(row.count), nextAt: row.next ?? undefined };
}

/** The mails about a request, the oldest first. */
export const mailsOfRequest = (
  db: Storage["db"],
  request: string,
): Promise<readonly Pick<Tables["mail"], "template" | "state" | "sent_at" | "created_at" | "because">[]> =>
  db
    .selectFrom("mail")
    .select(["template", "state", "sent_at", "created_at", "because"])
    .where("request_id", "=", request)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
