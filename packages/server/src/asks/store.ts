// All SQL of the asks folder.
import type { Insertable, Selectable } from "kysely";
import { sql } from "kysely";
import type { Storage, Tables, Tx } from "../storage/index.ts";
import type { Counted } from "./limits.ts";

/** An ask as stored. */
export type AskRow = Selectable<Tables["ask"]>;

type Reader = Storage["db"] | Tx;

/** Stands where an asker was, or would have been counted: the hash of nobody. */
export const NOBODY = "0".repeat(64);

export const findAsk = (db: Reader, id: string): Promise<AskRow | undefined> =>
  db.selectFrom("ask").selectAll().where("id", "=", id).executeTakeFirst();

export const insertAsk = (tx: Tx, row: Insertable<Tables["ask"]>): Promise<unknown> => tx.insertInto("ask").values(row).execute();

/** Whether this asker has any request. */
export async function hasRequests(db: Reader, asker: string): Promise<boolean> {
  const { rows } = await sql<{
    there: boolean;
  }>`select exists (select 1 from privacy_request where asker = ${asker}) as there`.execute(db);
  return rows[0]?.there === true;
}

// Two-part keys: the classes of locks are told apart, and everybody takes the network's before the asker's.
const LOCKED = { network: 4_620_001, asker: 4_620_002 } as const;

/** Waits for whoever else counts for this network or asker: two who count at once would both find room. */
export const lockFor = (tx: Tx, what: keyof typeof LOCKED, hash: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(${LOCKED[what]}, ('x' || ${hash.slice(0, 8)})::bit(32)::int)`.execute(tx);

/** Codes of the last hour and day: of a network, of an asker, or of both together. */
export async function countCodes(
  db: Reader,
  of: { readonly asker?: string; readonly network?: string; readonly now: number },
): Promise<Counted> {
  const since = (ms: number): string => new Date(of.now - ms).toISOString();
  const { asker, network } = of;
  let query = db
    .selectFrom("code_sent")
    .select([sql<string>`count(*) filter (where at > ${since(HOUR_MS)})`.as("hour"), sql<string>`count(*)`.as("day")])
    .where("at", ">", since(DAY_MS));
  if (asker !== undefined) query = query.where("asker", "=", asker);
  if (network !== undefined) query = query.where("network", "=", network);
  const found = await query.executeTakeFirstOrThrow();
  return { hour: Number(found.hour), day: Number(found.day) };
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export const insertCodeSent = (tx: Tx, row: { asker: string; network: string; at: string }): Promise<unknown> =>
  tx.insertInto("code_sent").values(row).execute();

/** Does the work and undoes it if `keep` is false: a mail that is not sent takes as long as one that is. */
export async function doneOrUndone(tx: Tx, keep: boolean, work: () => Promise<void>): Promise<void> {
  await sql`savepoint a_mail`.execute(tx);
  await work();
  await (keep ? sql`release savepoint a_mail` : sql`rollback to savepoint a_mail`).execute(tx);
}

/** Gives a waiting ask a new code, with new tries. False if it waits no more. */
export async function renewCode(tx: Tx, at: { ask: string; hash: string; expires: string }): Promise<boolean> {
  const done = await tx
    .updateTable("ask")
    .set({ code_hash: at.hash, code_expires_at: at.expires, tries: 0 })
    .where("id", "=", at.ask)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/**
 * Takes one try of a living code, and gives its hash and what is left; undefined if there is none to take.
 *
 * INVARIANT (five tries): one statement compares and counts, so that however many guess at once, five are answered.
 */
export async function takeTry(
  db: Storage["db"],
  at: { ask: string; now: string; of: number },
): Promise<{ hash: string; left: number } | undefined> {
  const row = await db
    .updateTable("ask")
    .set((e) => ({ tries: e("tries", "+", 1) }))
    .where("id", "=", at.ask)
    .where("state", "=", "waiting")
    .where("code_hash", "is not", null)
    .where("code_expires_at", ">", at.now)
    .where("tries", "<", at.of)
    .returning(["code_hash", "tries"])
    .executeTakeFirst();
  return row === undefined || row.code_hash === null ? undefined : { hash: row.code_hash, left: at.of - row.tries };
}

/** Marks an ask as shown, if it waits with this code. False if somebody else used it. */
export async function markShown(tx: Tx, at: { ask: string; hash: string; request: string | null }): Promise<boolean> {
  const done = await tx
    .updateTable("ask")
    .set({ state: "shown", code_hash: null, code_expires_at: null, request_id: at.request })
    .where("id", "=", at.ask)
    .where("state", "=", "waiting")
    .where("code_hash", "=", at.hash)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Another request of this asker, as the same, for the same right (and person) that nothing has ended. */
export const openRequest = (
  db: Reader,
  of: { asker: string; right: "access" | "erasure"; requester: string; person?: string; but?: string },
): Promise<{ id: string } | undefined> =>
  db
    .selectFrom("privacy_request")
    .select("id")
    .where("asker", "=", of.asker)
    .where("right", "=", of.right)
    .where("closed_at", "is", null)
    .where("id", "!=", of.but ?? "")
    .where(sql<boolean>`coalesce(asking ->> 'requester', 'person') = ${of.requester}`)
    .$if(of.person !== undefined, (one) => one.where("person_id", "=", of.person ?? ""))
    .orderBy("number")
    .executeTakeFirst();

export const insertSession = (tx: Tx, row: Tables["person_session"]): Promise<unknown> =>
  tx.insertInto("person_session").values(row).execute();

export const findSession = (db: Reader, at: { tokenHash: string; now: string }): Promise<{ asker: string } | undefined> =>
  db
    .selectFrom("person_session")
    .select("asker")
    .where("token_hash", "=", at.tokenHash)
    .where("expires_at", ">", at.now)
    .executeTakeFirst();

export const deleteSession = (db: Reader, tokenHash: string): Promise<unknown> =>
  db.deleteFrom("person_session").where("token_hash", "=", tokenHash).execute();

export async function countWaiting(db: Reader): Promise<{ count: number; oldest: string | undefined }> {
  const found = await db
    .selectFrom("ask")
    .select((e) => [e.fn.countAll<string>().as("count"), e.fn.min("received_at").as("oldest")])
    .where("state", "=", "waiting")
    .where("kind", "!=", "identify")
    .executeTakeFirstOrThrow();
  return { count: Number(found.count), oldest: found.oldest ?? undefined };
}

export const waitingSince = (db: Reader, before: string): Promise<{ id: string; request_id: string | null }[]> =>
  db
    .selectFrom("ask")
    .select(["id", "request_id"])
    .where("state", "=", "waiting")
    .where("received_at", "<=", before)
    .orderBy("received_at")
    .limit(500)
    .execute();

/** False if it was shown meanwhile. */
export async function markLapsed(tx: Tx, ask: string): Promise<boolean> {
  const done = await tx
    .updateTable("ask")
    .set({ state: "lapsed", code_hash: null, code_expires_at: null })
    .where("id", "=", ask)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Asks that wait no more, and still hold what they held. */
export const fullAsks = (db: Reader): Promise<{ id: string }[]> =>
  db.selectFrom("ask").select("id").where("state", "!=", "waiting").where("asker", "!=", NOBODY).limit(500).execute();

/** Takes out of an ask what it holds about somebody. */
export const emptyAsk = (db: Reader, ask: string): Promise<unknown> =>
  db
    .updateTable("ask")
    .set({ sealed: new Uint8Array(0), asker: NOBODY })
    .where("id", "=", ask)
    .where("state", "!=", "waiting")
    .execute();

/** Counts of codes that no limit asks for any more, and sessions that are over. */
export async function prune(db: Reader, now: number): Promise<void> {
  await db
    .deleteFrom("code_sent")
    .where("at", "<=", new Date(now - DAY_MS).toISOString())
    .execute();
  await db.deleteFrom("person_session").where("expires_at", "<=", new Date(now).toISOString()).execute();
}
