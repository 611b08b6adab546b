// All SQL of the letters folder.
import { sql } from "kysely";
import type { Storage, Tables, Tx } from "../storage/index.ts";

type Reader = Storage["db"] | Tx;

/** The request that a letter from an address became, by any of its hashes. */
export const findLetter = async (
  db: Reader,
  of: { readonly hashes: readonly string[]; readonly asker: string },
): Promise<string | undefined> =>
  (
    await db
      .selectFrom("letter")
      .select("request_id")
      .where("hash", "in", of.hashes)
      .where("asker", "=", of.asker)
      .executeTakeFirst()
  )?.request_id;

export const insertLetter = (tx: Tx, row: Tables["letter"]): Promise<unknown> => tx.insertInto("letter").values(row).execute();

/** How many came since, from all and from one address. */
export async function countLetters(
  db: Reader,
  of: { readonly asker: string; readonly since: string },
): Promise<{ readonly all: number; readonly own: number }> {
  const row = await db
    .selectFrom("letter")
    .select([sql<string>`count(*)`.as("all"), sql<string>`count(*) filter (where asker = ${of.asker})`.as("own")])
    .where("at", ">", of.since)
    .executeTakeFirstOrThrow();
  return { all: Number(row.all), own: Number(row.own) };
}

/** The request that is open of letters from an address. */
export const openConcern = async (db: Reader, asker: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom("letter")
      .innerJoin("privacy_request", "privacy_request.id", "letter.request_id")
      .select("privacy_request.id")
      .where("letter.asker", "=", asker)
      .where("privacy_request.closed_at", "is", null)
      .where("privacy_request.right", "=", "concern")
      .orderBy("privacy_request.number")
      .executeTakeFirst()
  )?.id;

export const pruneLetters = (tx: Tx, before: string): Promise<unknown> =>
  tx.deleteFrom("letter").where("at", "<", before).execute();
