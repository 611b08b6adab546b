// All SQL of recipients that are to be told.
import type { Insertable, Selectable } from "kysely";
import type { Tables, Tx } from "../storage/index.ts";
import type { Reader } from "./store.ts";

/** A recipient of a request, to be told. */
export type NewRecipient = Insertable<Tables["recipient_told"]>;

export const recipientsOf = (db: Reader, request: string): Promise<Selectable<Tables["recipient_told"]>[]> =>
  db.selectFrom("recipient_told").selectAll().where("request_id", "=", request).orderBy("recipient").execute();

/** Adds recipients to be told; gives those that were not there. */
export async function insertRecipients(tx: Tx, rows: readonly NewRecipient[]): Promise<string[]> {
  const added: string[] = [];
  for (const row of rows) {
    const done = await tx
      .insertInto("recipient_told")
      .values(row)
      .onConflict((on) => on.doNothing())
      .executeTakeFirst();
    if (done.numInsertedOrUpdatedRows === 1n) added.push(row.recipient);
  }
  return added;
}

/** Whoever was told before they received something for the last time is to be told again. Returns whether that is so. */
export async function waitAgain(
  tx: Tx,
  at: { readonly request: string; readonly recipient: string; readonly last: string },
): Promise<boolean> {
  const done = await tx
    .updateTable("recipient_told")
    .set({ state: "waiting", at: null })
    .where("request_id", "=", at.request)
    .where("recipient", "=", at.recipient)
    .where("state", "=", "told")
    .where("at", "<", at.last)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Everybody who was told before a moment is to be told again; gives who that is. */
export async function allWaitAgain(tx: Tx, at: { readonly request: string; readonly last: string }): Promise<string[]> {
  const again: string[] = [];
  for (const { recipient } of await recipientsOf(tx, at.request))
    if (await waitAgain(tx, { ...at, recipient })) again.push(recipient);
  return again;
}

/** What recipients had of the person of a request; what is found later replaces it. */
export async function insertHad(tx: Tx, rows: readonly Selectable<Tables["recipient_had"]>[]): Promise<void> {
  await tx
    .insertInto("recipient_had")
    .values([...rows])
    .onConflict((on) => on.columns(["request_id", "recipient"]).doUpdateSet((eb) => ({ sealed: eb.ref("excluded.sealed") })))
    .execute();
}

export const recipientsHad = (db: Reader, request: string): Promise<Selectable<Tables["recipient_had"]>[]> =>
  db.selectFrom("recipient_had").selectAll().where("request_id", "=", request).orderBy("recipient").execute();

export async function markTold(tx: Tx, at: { request: string; recipient: string; now: string }): Promise<boolean> {
  const done = await tx
    .updateTable("recipient_told")
    .set({ state: "told", at: at.now })
    .where("request_id", "=", at.request)
    .where("recipient", "=", at.recipient)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}
