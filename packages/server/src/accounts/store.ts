// All SQL of the accounts folder.
import type { Insertable, Selectable } from "kysely";
import type { Storage, Tables, Tx } from "../storage/index.ts";

export type AccountRow = Selectable<Tables["staff_account"]>;
export type LinkRow = Selectable<Tables["staff_link"]>;
export type SessionRow = Selectable<Tables["staff_session"]>;
export type PasskeyRow = Selectable<Tables["passkey"]>;
type Reader = Storage["db"] | Tx;

export const findAccount = (db: Reader, id: string): Promise<AccountRow | undefined> =>
  db.selectFrom("staff_account").selectAll().where("id", "=", id).executeTakeFirst();

export const findAccountByName = (db: Reader, hash: string): Promise<AccountRow | undefined> =>
  db.selectFrom("staff_account").selectAll().where("name_hash", "=", hash).where("ended_at", "is", null).executeTakeFirst();

export const allAccounts = (db: Reader): Promise<AccountRow[]> =>
  db.selectFrom("staff_account").selectAll().orderBy("created_at").orderBy("id").execute();

export const insertAccount = (tx: Tx, row: Insertable<Tables["staff_account"]>): Promise<unknown> =>
  tx.insertInto("staff_account").values(row).execute();

/** Gives an account that has not ended a name or a password. False if it has. */
export async function changeAccount(
  tx: Tx,
  id: string,
  change: { readonly sealed?: Uint8Array; readonly name_hash?: string; readonly password_hash?: string },
): Promise<boolean> {
  const changed = await tx
    .updateTable("staff_account")
    .set(change)
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

/** Whether a change was refused since another account has the name. */
export const isNameTaken = (error: unknown): boolean =>
  error instanceof Error && "constraint" in error && error.constraint === "staff_account_name_hash_key";

/** Ends an account: its name can be used again, nothing signs it in. False if it had ended. */
export async function markEnded(tx: Tx, at: { readonly account: string; readonly now: string }): Promise<boolean> {
  const ended = await tx
    .updateTable("staff_account")
    .set({ ended_at: at.now, name_hash: null, password_hash: null })
    .where("id", "=", at.account)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}

export const insertLink = (tx: Tx, row: Insertable<Tables["staff_link"]>): Promise<unknown> =>
  tx.insertInto("staff_link").values(row).execute();

export const findLink = (db: Reader, hash: string): Promise<LinkRow | undefined> =>
  db.selectFrom("staff_link").selectAll().where("token_hash", "=", hash).executeTakeFirst();

/** Uses a link: of two at once, one. The account is written to it. */
export async function takeLink(
  tx: Tx,
  at: { readonly hash: string; readonly account: string; readonly now: string },
): Promise<boolean> {
  const taken = await tx
    .updateTable("staff_link")
    .set({ used_at: at.now, account_id: at.account })
    .where("token_hash", "=", at.hash)
    .where("used_at", "is", null)
    .where("expires_at", ">", at.now)
    .executeTakeFirst();
  return taken.numUpdatedRows === 1n;
}

/** Whether a session began with a link: both carry the moment. */
export const beganByLink = async (db: Reader, session: Pick<SessionRow, "account_id" | "created_at">): Promise<boolean> =>
  (await db
    .selectFrom("staff_link")
    .select("token_hash")
    .where("account_id", "=", session.account_id)
    .where("used_at", "=", session.created_at)
    .executeTakeFirst()) !== undefined;

export const voidLinks = (tx: Tx, account: string): Promise<unknown> =>
  tx.deleteFrom("staff_link").where("account_id", "=", account).where("used_at", "is", null).execute();

/** Links whose time is long over say nothing any more: the ledger has them. */
export const pruneLinks = (tx: Tx, before: string): Promise<unknown> =>
  tx.deleteFrom("staff_link").where("expires_at", "<", before).execute();

export const insertSession = (tx: Tx, row: Insertable<Tables["staff_session"]>): Promise<unknown> =>
  tx.insertInto("staff_session").values(row).execute();

export const findSession = (db: Reader, hash: string): Promise<SessionRow | undefined> =>
  db.selectFrom("staff_session").selectAll().where("token_hash", "=", hash).executeTakeFirst();

export const touchSession = (db: Reader, at: { readonly hash: string; readonly now: string }): Promise<unknown> =>
  db.updateTable("staff_session").set({ seen_at: at.now }).where("token_hash", "=", at.hash).execute();

export const deleteSession = (db: Reader, hash: string): Promise<unknown> =>
  db.deleteFrom("staff_session").where("token_hash", "=", hash).execute();

/** Ends the sessions of an account, but one. */
export const deleteSessions = (
  tx: Reader,
  at: { readonly account: string; readonly but?: string | undefined },
): Promise<unknown> =>
  tx
    .deleteFrom("staff_session")
    .where("account_id", "=", at.account)
    .where("token_hash", "!=", at.but ?? "")
    .execute();

export const pruneSessions = (tx: Tx, at: { readonly now: string; readonly idleSince: string }): Promise<unknown> =>
  tx
    .deleteFrom("staff_session")
    .where((where) => where.or([where("expires_at", "<=", at.now), where("seen_at", "<=", at.idleSince)]))
    .execute();

export const passkeysOf = (db: Reader, account: string): Promise<PasskeyRow[]> =>
  db.selectFrom("passkey").selectAll().where("account_id", "=", account).orderBy("created_at").execute();

export const allPasskeyOwners = (db: Reader): Promise<{ account_id: string }[]> =>
  db.selectFrom("passkey").select("account_id").execute();

export const findPasskey = (db: Reader, id: string): Promise<PasskeyRow | undefined> =>
  db.selectFrom("passkey").selectAll().where("id", "=", id).executeTakeFirst();

/** False if the credential is there already. */
export async function insertPasskey(tx: Tx, row: Omit<PasskeyRow, "transports"> & { readonly transports: readonly string[] }) {
  const { transports, ...plain } = row;
  const made = await tx
    .insertInto("passkey")
    .values({ ...plain, transports: JSON.stringify(transports) })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n;
}

/** Notes a use, if the counter still is what was compared: of two uses of one answer, one. */
export async function usePasskey(
  tx: Tx,
  at: { readonly id: string; readonly was: string; readonly counter: number; readonly now: string },
): Promise<boolean> {
  const used = await tx
    .updateTable("passkey")
    .set({ counter: String(at.counter), used_at: at.now })
    .where("id", "=", at.id)
    .where("counter", "=", at.was)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

export async function deletePasskey(tx: Tx, at: { readonly account: string; readonly id?: string }): Promise<boolean> {
  const all = tx.deleteFrom("passkey").where("account_id", "=", at.account);
  const gone = await (at.id === undefined ? all : all.where("id", "=", at.id)).executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

export const insertChallenge = (tx: Tx, row: Insertable<Tables["passkey_challenge"]>): Promise<unknown> =>
  tx.insertInto("passkey_challenge").values(row).execute();

/** Takes a challenge out: nobody answers it a second time, whatever becomes of this answer. */
export const takeChallenge = (db: Reader, hash: string): Promise<Selectable<Tables["passkey_challenge"]> | undefined> =>
  db.deleteFrom("passkey_challenge").where("token_hash", "=", hash).returningAll().executeTakeFirst();

export const pruneChallenges = (tx: Tx, now: string): Promise<unknown> =>
  tx.deleteFrom("passkey_challenge").where("expires_at", "<=", now).execute();

/** Ends what an account could sign in with, but its password. */
export async function deleteEntrances(tx: Tx, account: string): Promise<void> {
  await deleteSessions(tx, { account });
  await deletePasskey(tx, { account });
  await tx.deleteFrom("passkey_challenge").where("account_id", "=", account).execute();
  await voidLinks(tx, account);
}
