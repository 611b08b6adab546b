// All SQL of people: how they are known, and how they are forgotten.
import type { Insertable, Selectable } from "kysely";
import type { Tables, Tx } from "../storage/index.ts";
import type { Reader } from "./store.ts";

export async function findPerson(
  db: Reader,
  identifiers: readonly { kind: string; hash: string }[],
): Promise<string | undefined> {
  for (const { kind, hash } of identifiers) {
    const found = await db
      .selectFrom("person_identifier")
      .select("person_id")
      .where("kind", "=", kind)
      .where("hash", "=", hash)
      .executeTakeFirst();
    if (found) return found.person_id;
  }
  return undefined;
}

export async function insertPerson(
  tx: Tx,
  person: { id: string; at: string; identifiers: readonly { kind: string; hash: string }[] },
): Promise<void> {
  await tx
    .insertInto("person")
    .values({ id: person.id, state: "known", created_at: person.at, forgotten_at: null })
    .onConflict((on) => on.column("id").doNothing())
    .execute();
  for (const one of person.identifiers) {
    await tx
      .insertInto("person_identifier")
      .values({ person_id: person.id, ...one })
      .onConflict((on) => on.doNothing())
      .execute();
  }
}

/** Whether another request of this person is still under way. */
export const otherOpenRequests = (db: Reader, at: { person: string; request: string }): Promise<{ id: string }[]> =>
  db
    .selectFrom("privacy_request")
    .select("id")
    .where("person_id", "=", at.person)
    .where("id", "!=", at.request)
    .where("closed_at", "is", null)
    .execute();

/** Whether it is still to be looked for late rows of this person. */
export const lateLooksOf = (db: Reader, person: string): Promise<{ id: string }[]> =>
  db
    .selectFrom("due")
    .innerJoin("privacy_request", "privacy_request.id", "due.request_id")
    .select("due.id")
    .where("privacy_request.person_id", "=", person)
    .where("due.kind", "=", "late.look")
    .where("due.done_at", "is", null)
    .execute();

/** Whether an erasure of this person has been completed. */
export const erasuresDone = (db: Reader, person: string): Promise<{ id: string }[]> =>
  db
    .selectFrom("privacy_request")
    .select("id")
    .where("person_id", "=", person)
    .where("right", "=", "erasure")
    .where("state", "=", "done")
    .execute();

/**
 * Requests for access of somebody who is erased, whose copies are older than that. An erasure in a batch is of the moment at
 * which it was noted to forget them, or of now.
 */
export const copiesBeforeErasure = async (db: Reader, person: string): Promise<{ id: string }[]> => {
  const erased = await db
    .selectFrom("privacy_request")
    .select((eb) => eb.fn.max("closed_at").as("at"))
    .where("person_id", "=", person)
    .where("right", "=", "erasure")
    .where("state", "=", "done")
    .executeTakeFirst();
  const inBatch = await db.selectFrom("due").select("at").where("id", "=", afterBatch(person)).executeTakeFirst();
  const at = [erased?.at, inBatch?.at]
    .flatMap((one) => one ?? [])
    .sort()
    .at(-1);
  const copies = db.selectFrom("privacy_request").select("id").where("person_id", "=", person).where("right", "=", "access");
  const before =
    at === undefined ? copies : copies.where((eb) => eb.or([eb("closed_at", "is", null), eb("closed_at", "<=", at)]));
  return before.orderBy("number").execute();
};

/** What is due for somebody whom a batch erased while a request of their own was under way. */
export const afterBatch = (person: string): string => `forget.${person}`;

export const insertTombstone = (tx: Tx, row: Insertable<Tables["tombstone"]>): Promise<unknown> =>
  tx.insertInto("tombstone").values(row).execute();

export const tombstones = (db: Reader, request?: string): Promise<Selectable<Tables["tombstone"]>[]> => {
  const all = db.selectFrom("tombstone").selectAll().orderBy("at");
  return (request === undefined ? all : all.where("request_id", "=", request)).execute();
};

/** The person's keyed hashes go with the person; the tombstones hold them sealed. False if they were going already. */
export async function startForgetting(tx: Tx, person: string): Promise<boolean> {
  await tx.deleteFrom("person_identifier").where("person_id", "=", person).execute();
  const done = await tx
    .updateTable("person")
    .set({ state: "forgetting" })
    .where("id", "=", person)
    .where("state", "=", "known")
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export const peopleBeingForgotten = (db: Reader): Promise<{ id: string }[]> =>
  db.selectFrom("person").select("id").where("state", "=", "forgetting").execute();

export const markForgotten = (tx: Tx, at: { person: string; now: string }): Promise<unknown> =>
  tx
    .updateTable("person")
    .set({ state: "forgotten", forgotten_at: at.now })
    .where("id", "=", at.person)
    .where("state", "=", "forgetting")
    .execute();

/** Keeps what is to be looked for after an erasure; what was kept before for the same request is replaced, and is of no pass yet. */
export const keepSought = (tx: Tx, row: { request: string; sealed: Uint8Array; due: string }): Promise<unknown> =>
  tx
    .insertInto("sought")
    .values({ request_id: row.request, sealed: row.sealed, due_at: row.due, sweep_id: null })
    .onConflict((on) => on.column("request_id").doUpdateSet({ sealed: row.sealed, due_at: row.due, sweep_id: null }))
    .execute();

/** Places where something of an erased person was found, and what became of them. */
export const residuesOf = (db: Reader, request: string): Promise<Selectable<Tables["residue"]>[]> =>
  db
    .selectFrom("residue")
    .selectAll()
    .where("request_id", "=", request)
    .where("state", "!=", "seen")
    .orderBy("store")
    .orderBy("dataset")
    .orderBy("column")
    .execute();
