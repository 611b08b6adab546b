// All SQL of the apps folder.
import type { Selectable } from "kysely";
import type { Storage, Tables, Tx } from "../storage/index.ts";

type StoreKey = Selectable<Tables["store_key"]>;

export const insertStoreKey = (tx: Tx, row: StoreKey): Promise<unknown> => tx.insertInto("store_key").values(row).execute();

export const findStoreKey = (db: Storage["db"], hash: string): Promise<StoreKey | undefined> =>
  db.selectFrom("store_key").selectAll().where("token_hash", "=", hash).where("ended_at", "is", null).executeTakeFirst();

type AppKey = Selectable<Tables["app_key"]>;

export const insertBackendKey = (tx: Tx, row: AppKey): Promise<unknown> => tx.insertInto("app_key").values(row).execute();

export const findBackendKey = (db: Storage["db"], hash: string): Promise<AppKey | undefined> =>
  db.selectFrom("app_key").selectAll().where("token_hash", "=", hash).where("ended_at", "is", null).executeTakeFirst();

export const isBackendKeyOpen = async (db: Storage["db"], id: string): Promise<boolean> =>
  (await db.selectFrom("app_key").select("id").where("id", "=", id).where("ended_at", "is", null).executeTakeFirst()) !==
  undefined;

/** Ends what is open, and gives the ids. */
export async function endStoreKeys(
  tx: Tx,
  at: { readonly store: string; readonly now: string; readonly butNewest: boolean },
): Promise<readonly string[]> {
  const open = tx.selectFrom("store_key").select("id").where("store", "=", at.store).where("ended_at", "is", null);
  const rows = await open.orderBy("made_at", "desc").orderBy("id").forUpdate().execute();
  const ids = endedOf(rows, at);
  if (ids.length > 0) await tx.updateTable("store_key").set({ ended_at: at.now }).where("id", "in", ids).execute();
  return ids;
}

/** The same for a backend. */
export async function endBackendKeys(
  tx: Tx,
  at: { readonly name: string; readonly now: string; readonly butNewest: boolean },
): Promise<readonly string[]> {
  const open = tx.selectFrom("app_key").select("id").where("name", "=", at.name).where("ended_at", "is", null);
  const rows = await open.orderBy("made_at", "desc").orderBy("id").forUpdate().execute();
  const ids = endedOf(rows, at);
  if (ids.length > 0) await tx.updateTable("app_key").set({ ended_at: at.now }).where("id", "in", ids).execute();
  return ids;
}

/** Of the open keys, newest first, those that end. */
const endedOf = (open: readonly { readonly id: string }[], { butNewest }: { readonly butNewest: boolean }): readonly string[] =>
  open.slice(butNewest ? 1 : 0).map(({ id }) => id);
