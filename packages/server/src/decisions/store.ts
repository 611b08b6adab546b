// All SQL of the decisions folder.
import { type Selectable, sql } from "kysely";
import type { Storage, Tables, Tx } from "../storage/index.ts";

export type GrantRow = Selectable<Tables["access_grant"]>;
export type DisclosureRow = Pick<Selectable<Tables["disclosure"]>, "id_hash" | "subject" | "sealed">;
export type TotalRow = Selectable<Tables["disclosure_total"]>;

/** Where something is read: outside a transaction, or in one. */
export type Reader = Storage["db"] | Tx;

// Parameters of one statement are limited to 65,535.
const AT_ONCE = 1_000;

/**
 * Keeps subjects as they are until the transaction ends; gives those that are there, with whose key seals what is theirs. In
 * one order, as whoever tells facts locks them: they wait for each other, and never in a ring.
 */
export async function holdSubjects(tx: Tx, hashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const sorted = [...new Set(hashes)].sort();
  const held = new Map<string, string>();
  for (let at = 0; at < sorted.length; at += AT_ONCE) {
    const rows = await tx
      .selectFrom("fact_subject")
      .select(["hash", "person_id"])
      .where("hash", "in", sorted.slice(at, at + AT_ONCE))
      .orderBy("hash")
      .forShare()
      .execute();
    for (const { hash, person_id } of rows) held.set(hash, person_id);
  }
  return held;
}

export const insertGrant = (
  tx: Tx,
  row: Omit<GrantRow, "items" | "asked"> & { readonly items: string | null; readonly asked: string },
): Promise<unknown> => tx.insertInto("access_grant").values(row).execute();

/** A permission, with whose key seals what is its person's. */
export const findGrant = (
  db: Reader,
  by: { readonly token_hash: string } | { readonly id: string },
): Promise<(GrantRow & { readonly person_id: string }) | undefined> =>
  db
    .selectFrom("access_grant")
    .innerJoin("fact_subject", "fact_subject.hash", "access_grant.subject")
    .selectAll("access_grant")
    .select("fact_subject.person_id")
    .where((eb) => ("id" in by ? eb("access_grant.id", "=", by.id) : eb("access_grant.token_hash", "=", by.token_hash)))
    .executeTakeFirst();

/** Locks a permission against its end, and says whether it still stands. */
export const holdGrant = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx
    .selectFrom("access_grant")
    .select("id")
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .forShare()
    .executeTakeFirst()) !== undefined;

export const insertLook = (
  tx: Tx,
  row: { readonly grant_id: string; readonly items: number; readonly at: string },
): Promise<unknown> => tx.insertInto("access_look").values(row).execute();

/** Ends a permission; false if it had ended before. */
export async function endGrant(tx: Tx, at: { readonly id: string; readonly now: string }): Promise<boolean> {
  const done = await tx
    .updateTable("access_grant")
    .set({ ended_at: at.now })
    .where("id", "=", at.id)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** The looks at people that they may see, the last first. */
export const shownLooks = (db: Reader, subjects: readonly string[], limit: number) =>
  db
    .selectFrom("access_look")
    .innerJoin("access_grant", "access_grant.id", "access_look.grant_id")
    .select(["access_look.at", "access_look.items", "access_grant.act", "access_grant.ground", "access_grant.role"])
    .where("access_grant.subject", "in", subjects)
    .where("access_grant.shown", "=", true)
    .orderBy("access_look.number", "desc")
    .limit(limit)
    .execute();

/** Which account opened a request, and when: staff's own looks. */
export async function staffLooks(
  db: Reader,
  request: string,
  limit: number,
): Promise<readonly { readonly at: string; readonly role: string | null }[]> {
  const { rows } = await sql<{ at: string; role: string | null }>`
    select entry.at, staff_account.role from entry
    left join staff_account on staff_account.id = (entry.body::jsonb) ->> 'account'
    where ((entry.body::jsonb) ->> 'request') = ${request} and entry.kind = 'person.looked-at'
    order by entry.id desc limit ${limit}`.execute(db);
  return rows;
}

/** What the ledger holds of who looks, by their hash, the last first. It stays when the person is forgotten. */
export async function entriesOfLooker(
  db: Reader,
  by: { readonly who: string; readonly person: string | undefined; readonly access: string | undefined },
): Promise<readonly { readonly at: string; readonly kind: string; readonly body: string }[]> {
  const { person = null, access = null } = by;
  const { rows } = await sql<{ at: string; kind: string; body: string }>`
    select at, kind, body from entry
    where kind in ('access.granted', 'access.used', 'access.refused') and ((body::jsonb) ->> 'who') = ${by.who}
      and (${person}::text is null or ((body::jsonb) ->> 'person') = ${person})
      and (${access}::text is null or ((body::jsonb) ->> 'access') = ${access})
    order by id desc`.execute(db);
  return rows;
}

/** Disclosures by their ids, with whose key seals each. */
export async function disclosuresById(
  db: Reader,
  idHashes: readonly string[],
): Promise<(DisclosureRow & { readonly person_id: string })[]> {
  const found: (DisclosureRow & { readonly person_id: string })[] = [];
  for (let at = 0; at < idHashes.length; at += AT_ONCE)
    found.push(
      ...(await db
        .selectFrom("disclosure")
        .innerJoin("fact_subject", "fact_subject.hash", "disclosure.subject")
        .select(["disclosure.id_hash", "disclosure.subject", "disclosure.sealed", "fact_subject.person_id"])
        .where("disclosure.id_hash", "in", idHashes.slice(at, at + AT_ONCE))
        .execute()),
    );
  return found;
}

export const disclosuresOf = (db: Reader, subjects: readonly string[]): Promise<DisclosureRow[]> =>
  db
    .selectFrom("disclosure")
    .select(["id_hash", "subject", "sealed"])
    .where("subject", "in", subjects)
    .orderBy("number")
    .execute();

/** Writes disclosures down; gives the ids of those that were not there. */
export async function insertDisclosures(
  tx: Tx,
  rows: readonly (DisclosureRow & { readonly commitment: string })[],
): Promise<ReadonlySet<string>> {
  const fresh = new Set<string>();
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const done = await tx
      .insertInto("disclosure")
      .values(rows.slice(at, at + AT_ONCE))
      .onConflict((on) => on.doNothing())
      .returning("id_hash")
      .execute();
    for (const { id_hash } of done) fresh.add(id_hash);
  }
  return fresh;
}

// Beside a line for each kind of data, the totals have one for each letter of California's list, and one for all.
export const LETTER = "ccpa:";
export const ALL_DATA = "all";
export const ANY_PASSING = "any";

/** Adds to the totals of days, in one order: two batches at once wait for each other, and never in a ring. */
export async function addTotals(tx: Tx, rows: readonly TotalRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += AT_ONCE)
    await tx
      .insertInto("disclosure_total")
      .values(rows.slice(at, at + AT_ONCE))
      .onConflict((on) =>
        on.columns(["day", "recipient", "purpose", "category", "passed", "form"]).doUpdateSet({
          occasions: sql`disclosure_total.occasions + excluded.occasions`,
          items: sql`disclosure_total.items + excluded.items`,
        }),
      )
      .execute();
}

/** Totals of days, both ends included. */
export const totalsBetween = (db: Reader, from: string, to: string): Promise<TotalRow[]> =>
  db.selectFrom("disclosure_total").selectAll().where("day", ">=", from).where("day", "<=", to).execute();
