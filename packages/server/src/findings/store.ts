// All SQL of findings.
import type { Selectable } from "kysely";
import { sql } from "kysely";
import type { Storage, Tables, Tx } from "../storage/index.ts";

/** A finding as stored. */
export type FindingRow = Selectable<Tables["finding"]>;

type Reader = Storage["db"] | Tx;

/** What is open for the officer, the oldest first. */
export const openRows = (db: Reader): Promise<FindingRow[]> =>
  db
    .selectFrom("finding")
    .selectAll()
    .where("decided_at", "is", null)
    .where("gone_at", "is", null)
    .orderBy("opened_at")
    .orderBy("hash")
    .execute();

/** What was seen of a kind and is still so, decided or not. */
export const standingRows = (db: Reader, kind: FindingRow["kind"]): Promise<FindingRow[]> =>
  db.selectFrom("finding").selectAll().where("kind", "=", kind).where("gone_at", "is", null).execute();

/** One of them. */
export const findFinding = (db: Reader, hash: string): Promise<FindingRow | undefined> =>
  db.selectFrom("finding").selectAll().where("hash", "=", hash).executeTakeFirst();

/** Adds a finding; what is there and gone is there again, and undecided. Returns whether anything came of it. */
export async function putFinding(
  tx: Tx,
  row: Pick<FindingRow, "hash" | "kind"> & { readonly said: unknown; readonly now: string; readonly known: boolean },
): Promise<boolean> {
  const { hash, kind, now } = row;
  const decided = { decided_at: row.known ? now : null, decision: row.known ? ("known" as const) : null };
  const done = await tx
    .insertInto("finding")
    .values({ hash, kind, said: JSON.stringify(row.said), opened_at: now, gone_at: null, account_id: null, ...decided })
    .onConflict((on) =>
      on
        .column("hash")
        .doUpdateSet({ opened_at: now, gone_at: null, account_id: null, ...decided })
        .where(sql<boolean>`finding.gone_at is not null`),
    )
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

/** Writes down that something is no longer so. */
export const markGone = (tx: Tx, at: { readonly hash: string; readonly now: string }): Promise<unknown> =>
  tx.updateTable("finding").set({ gone_at: at.now }).where("hash", "=", at.hash).execute();

/** Decides a finding that is open. Returns whether it did. */
export async function settleFinding(
  tx: Tx,
  at: Pick<FindingRow, "hash" | "decision" | "account_id"> & { readonly now: string },
): Promise<boolean> {
  const done = await tx
    .updateTable("finding")
    .set({ decided_at: at.now, decision: at.decision, account_id: at.account_id })
    .where("hash", "=", at.hash)
    .where("decided_at", "is", null)
    .where("gone_at", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}
