// All SQL of the requests folder.
import type { RequestKind } from "@troth/core/requests";
import type { Insertable, Selectable } from "kysely";
import { sql } from "kysely";
import type { Storage, Tables, Tx } from "../storage/index.ts";
import { RequestError } from "./errors.ts";

/** A request as stored. */
export type RequestRow = Selectable<Tables["privacy_request"]>;
/** The journal of one request in one store. */
export type RunRow = Selectable<Tables["store_run"]>;

/** A recipient of a request, to be told. */
export type NewRecipient = Insertable<Tables["recipient_told"]>;

type Reader = Storage["db"] | Tx;

export const findRequest = (db: Reader, id: string): Promise<RequestRow | undefined> =>
  db.selectFrom("privacy_request").selectAll().where("id", "=", id).executeTakeFirst();

export const allRequests = (db: Reader): Promise<RequestRow[]> =>
  db.selectFrom("privacy_request").selectAll().orderBy("number").execute();

/** Requests that something has begun and nothing has ended. */
export const unfinishedRequests = (db: Reader): Promise<{ id: string }[]> =>
  db
    .selectFrom("privacy_request")
    .select("id")
    .where("state", "in", ["received", "approved", "executing", "open"])
    .where("right", "in", ["access", "erasure"])
    .orderBy("number")
    .execute();

/** The number of the next request: taken for good, whether or not the request comes to be. */
export async function nextNumber(db: Reader): Promise<number> {
  const { rows } = await sql<{
    number: string;
  }>`select nextval(pg_get_serial_sequence('privacy_request', 'number')) as number`.execute(db);
  return Number(rows[0]?.number);
}

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

export const insertRequest = (tx: Tx, row: Insertable<Tables["privacy_request"]>): Promise<unknown> =>
  tx.insertInto("privacy_request").values(row).execute();

/** Columns of a request that a use case may change. JSON is given as values. */
export interface RequestChange {
  readonly state?: string;
  readonly program?: string;
  readonly plan_hash?: string | null;
  readonly plan?: unknown;
  readonly approval?: unknown;
  readonly because?: string | null;
  readonly closed_at?: string | null;
  readonly file?: Uint8Array | null;
  readonly right?: RequestKind;
  readonly cooling_until?: string | null;
}

/**
 * Changes a request, if it still is as it was read.
 *
 * @throws RequestError `requests.raced` if somebody else changed it meanwhile: the transaction is rolled back.
 */
export async function changeRequest(tx: Tx, at: Pick<RequestRow, "id" | "version">, change: RequestChange): Promise<void> {
  const { plan, approval, ...plain } = change;
  const json = {
    ...(plan === undefined ? {} : { plan: JSON.stringify(plan) }),
    ...(approval === undefined ? {} : { approval: JSON.stringify(approval) }),
  };
  const done = await tx
    .updateTable("privacy_request")
    .set({ ...plain, ...json, version: at.version + 1 })
    .where("id", "=", at.id)
    .where("version", "=", at.version)
    .executeTakeFirst();
  if (done.numUpdatedRows !== 1n)
    throw new RequestError("requests.raced", `request ${at.id} was changed by somebody else meanwhile`, "look at it again");
}

export const messagesOf = (db: Reader, request: string): Promise<Selectable<Tables["message"]>[]> =>
  db.selectFrom("message").selectAll().where("request_id", "=", request).orderBy("number").execute();

export const insertMessage = (tx: Tx, row: Insertable<Tables["message"]>): Promise<unknown> =>
  tx.insertInto("message").values(row).execute();

/** Requests of one asker, newest first. */
export const requestsOfAsker = (db: Reader, asker: string): Promise<RequestRow[]> =>
  db.selectFrom("privacy_request").selectAll().where("asker", "=", asker).orderBy("number", "desc").execute();

export const runsOf = (db: Reader, request: string): Promise<RunRow[]> =>
  db.selectFrom("store_run").selectAll().where("request_id", "=", request).orderBy("store").execute();

/** Makes the journal's rows of a request; those that are there stay as they are. */
export async function insertRuns(tx: Tx, at: { request: string; stores: readonly string[]; now: string }): Promise<void> {
  for (const store of at.stores) {
    await tx
      .insertInto("store_run")
      .values({
        request_id: at.request,
        store,
        attempt: 0,
        state: "waiting",
        transaction: null,
        counts: null,
        captured: null,
        outcome_known_by: null,
        because: null,
        updated_at: at.now,
      })
      .onConflict((on) => on.doNothing())
      .execute();
  }
}

export interface RunChange {
  readonly state: RunRow["state"];
  readonly attempt?: number;
  readonly transaction?: string | null;
  readonly counts?: unknown;
  readonly captured?: Uint8Array | null;
  readonly outcome_known_by?: string | null;
  readonly because?: string | null;
  readonly now: string;
}

/**
 * Moves a run on, if it still is where the caller saw it: of two processes that work on one store, one is refused.
 * Returns whether it moved.
 */
export async function moveRun(
  tx: Tx,
  from: Pick<RunRow, "request_id" | "store" | "state" | "attempt">,
  to: RunChange,
): Promise<boolean> {
  const { counts, now, ...plain } = to;
  const done = await tx
    .updateTable("store_run")
    .set({ ...plain, ...(counts === undefined ? {} : { counts: JSON.stringify(counts) }), updated_at: now })
    .where("request_id", "=", from.request_id)
    .where("store", "=", from.store)
    .where("state", "=", from.state)
    .where("attempt", "=", from.attempt)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export const recipientsOf = (db: Reader, request: string): Promise<Selectable<Tables["recipient_told"]>[]> =>
  db.selectFrom("recipient_told").selectAll().where("request_id", "=", request).orderBy("recipient").execute();

export async function insertRecipients(tx: Tx, rows: readonly NewRecipient[]): Promise<void> {
  for (const row of rows)
    await tx
      .insertInto("recipient_told")
      .values(row)
      .onConflict((on) => on.doNothing())
      .execute();
}

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

/** Entries of a request, oldest first; found by the index on the request's id in the body. */
export const entriesOf = async (db: Reader, request: string): Promise<{ id: string; kind: string }[]> => {
  const rows = await db
    .selectFrom("entry")
    .select(["id", "kind"])
    .where(sql<boolean>`((body::jsonb) ->> 'request') = ${request}`)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ id: String(row.id), kind: row.kind }));
};

/** Approved again: every store is acted on again, but one whose outcome is still to be found out. */
export const resetRuns = (tx: Tx, at: { request: string; now: string }): Promise<unknown> =>
  tx
    .updateTable("store_run")
    .set({ state: "waiting", because: null, updated_at: at.now })
    .where("request_id", "=", at.request)
    .where("state", "!=", "started")
    .execute();

/** Requests with a keep that is over. */
export const dueKeeps = async (db: Reader, now: string): Promise<string[]> => {
  const rows = await db
    .selectFrom("due")
    .select("request_id")
    .where("kind", "=", "keep.end")
    .where("done_at", "is", null)
    .where("at", "<=", now)
    .orderBy("at")
    .execute();
  return rows.flatMap((row) => row.request_id ?? []);
};

/** What was done in a store since a time: people, and rows deleted or changed. */
export async function actedSince(
  db: Reader,
  at: { readonly store: string; readonly since: string },
): Promise<{ people: number; rows: number }> {
  const found = await db
    .selectFrom("store_run")
    .select([
      sql<string>`count(*)`.as("people"),
      sql<string>`coalesce(sum((counts ->> 'deleted')::bigint + (counts ->> 'changed')::bigint), 0)`.as("rows"),
    ])
    .where("store", "=", at.store)
    .where("updated_at", ">=", at.since)
    .where("state", "in", ["started", "committed", "verified"])
    .executeTakeFirstOrThrow();
  return { people: Number(found.people), rows: Number(found.rows) };
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

/** Whether an erasure of this person has been completed. */
export const erasuresDone = (db: Reader, person: string): Promise<{ id: string }[]> =>
  db
    .selectFrom("privacy_request")
    .select("id")
    .where("person_id", "=", person)
    .where("right", "=", "erasure")
    .where("state", "=", "done")
    .execute();

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

export const storeModes = (db: Reader): Promise<Selectable<Tables["store_mode"]>[]> =>
  db.selectFrom("store_mode").selectAll().execute();

export const makeLive = (tx: Tx, at: { store: string; by: string; now: string }): Promise<unknown> =>
  tx
    .insertInto("store_mode")
    .values({ store: at.store, live_at: at.now, by: at.by })
    .onConflict((on) => on.column("store").doUpdateSet({ live_at: at.now, by: at.by }))
    .execute();
