import type { Installation } from "../installation/index.ts";

type Db = Installation["storage"]["db"];

/** Whether the database answers at all. */
export async function answers(db: Db): Promise<void> {
  await db.selectFrom("installation").select("id").limit(1).execute();
}

/** The moment of the oldest entry that has no place in the log yet. */
export async function oldestPending(db: Db): Promise<string | undefined> {
  const row = await db
    .selectFrom("entry")
    .select("at")
    .where("log", "in", db.selectFrom("log").select("id").where("ended_at", "is", null))
    .where("index", "is", null)
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row?.at;
}

/** The moment at which the oldest waiting mail was written. */
export async function oldestMail(db: Db): Promise<string | undefined> {
  const row = await db
    .selectFrom("mail")
    .select("created_at")
    .where("state", "in", ["waiting", "sending"])
    .orderBy("created_at")
    .limit(1)
    .executeTakeFirst();
  return row?.created_at;
}

/** Whether a mail is due that nothing has taken yet. */
export async function isMailDue(db: Db, now: string): Promise<boolean> {
  const row = await db
    .selectFrom("mail")
    .select("id")
    .where("state", "in", ["waiting", "sending"])
    .where("next_at", "<=", now)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The stores that may be acted on. */
export async function liveStores(db: Db): Promise<readonly string[]> {
  const rows = await db.selectFrom("store_mode").select("store").where("live_at", "is not", null).execute();
  return rows.map((row) => row.store);
}
