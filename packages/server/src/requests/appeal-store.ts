// All SQL of appeals.
import type { Tables, Tx } from "../storage/index.ts";
import type { Reader } from "./store.ts";

/** An appeal as stored. */
export type AppealRow = Tables["appeal"];

export const findAppeal = (db: Reader, request: string): Promise<AppealRow | undefined> =>
  db.selectFrom("appeal").selectAll().where("request_id", "=", request).executeTakeFirst();

export const insertAppeal = (tx: Tx, row: Pick<AppealRow, "request_id" | "at" | "came_by">): Promise<unknown> =>
  tx
    .insertInto("appeal")
    .values({ ...row, decided_at: null, outcome: null, account_id: null, words: null })
    .execute();

/** Decides an appeal that nobody has decided. Returns whether it did. */
export async function settleAppeal(
  tx: Tx,
  at: Pick<AppealRow, "request_id" | "account_id" | "words"> & {
    readonly decided_at: string;
    readonly outcome: "granted" | "refused";
  },
): Promise<boolean> {
  const { request_id, ...change } = at;
  const done = await tx
    .updateTable("appeal")
    .set(change)
    .where("request_id", "=", request_id)
    .where("decided_at", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** The accounts with one of these roles that can sign in. */
export const accountsWith = (db: Reader, roles: readonly string[]): Promise<{ id: string }[]> =>
  db
    .selectFrom("staff_account")
    .select("id")
    .where("role", "in", [...roles, ""])
    .where("name_hash", "is not", null)
    .where("ended_at", "is", null)
    .execute();
