// All SQL of requests and their messages.
import type { RequestKind } from "@troth/core/requests";
import type { Insertable, Selectable } from "kysely";
import { sql } from "kysely";
import type { Storage, Tables, Tx } from "../storage/index.ts";
import { RequestError } from "./errors.ts";

/** A request as stored. */
export type RequestRow = Selectable<Tables["privacy_request"]>;

/** Where something is read: outside a transaction, or in one. */
export type Reader = Storage["db"] | Tx;

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
  readonly leads?: Uint8Array | null;
  readonly clock?: unknown;
  readonly denial?: unknown;
  readonly fee?: unknown;
  readonly asking?: unknown;
  readonly subject?: Uint8Array;
  readonly verified?: boolean;
}

/**
 * Changes a request, if it still is as it was read.
 *
 * @throws RequestError `requests.raced` if somebody else changed it meanwhile: the transaction is rolled back.
 */
export async function changeRequest(tx: Tx, at: Pick<RequestRow, "id" | "version">, change: RequestChange): Promise<void> {
  const { plan, approval, clock, denial, fee, asking, ...plain } = change;
  const json = {
    ...(plan === undefined ? {} : { plan: JSON.stringify(plan) }),
    ...(approval === undefined ? {} : { approval: JSON.stringify(approval) }),
    ...(clock === undefined ? {} : { clock: JSON.stringify(clock) }),
    ...(denial === undefined ? {} : { denial: JSON.stringify(denial) }),
    ...(fee === undefined ? {} : { fee: JSON.stringify(fee) }),
    ...(asking === undefined ? {} : { asking: JSON.stringify(asking) }),
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

/** Lets whoever read a request, and is about to change it, decide anew: something beside its row has changed. */
export const markChanged = (tx: Tx, request: string): Promise<unknown> =>
  tx
    .updateTable("privacy_request")
    .set((eb) => ({ version: eb("version", "+", 1) }))
    .where("id", "=", request)
    .execute();

export const messagesOf = (db: Reader, request: string): Promise<Selectable<Tables["message"]>[]> =>
  db.selectFrom("message").selectAll().where("request_id", "=", request).orderBy("number").execute();

export const insertMessage = (tx: Tx, row: Insertable<Tables["message"]>): Promise<unknown> =>
  tx.insertInto("message").values(row).execute();

/** When the same person asked for the same before, and had it: what was denied or taken back is no answer. */
export async function answeredBefore(
  db: Reader,
  { id, person_id, right, received_at }: Pick<RequestRow, "id" | "person_id" | "right" | "received_at">,
): Promise<string[]> {
  const rows = await db
    .selectFrom("privacy_request")
    .select("received_at")
    .where("person_id", "=", person_id)
    .where("right", "=", right)
    .where("state", "=", "done")
    .where("id", "!=", id)
    .where("received_at", "<=", received_at)
    .orderBy("number")
    .execute();
  return rows.map((row) => row.received_at);
}

/** Requests of one asker, newest first. */
export const requestsOfAsker = (db: Reader, asker: string): Promise<RequestRow[]> =>
  db.selectFrom("privacy_request").selectAll().where("asker", "=", asker).orderBy("number", "desc").execute();

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

/** What entries of some kinds say of a request, oldest first. */
export const bodiesOf = async (
  db: Reader,
  of: { readonly request: string; readonly kinds: readonly string[] },
): Promise<{ readonly kind: string; readonly body: Readonly<Record<string, unknown>> }[]> => {
  const rows = await db
    .selectFrom("entry")
    .select(["kind", "body"])
    .where(sql<boolean>`((body::jsonb) ->> 'request') = ${of.request}`)
    .where("kind", "in", [...of.kinds])
    .orderBy("id")
    .execute();
  return rows.map(({ kind, body }) => ({ kind, body: JSON.parse(body) as Record<string, unknown> }));
};

/** Requests with something of this kind that is due: a keep that is over, a look for late rows. */
export const dueRequests = async (db: Reader, at: { readonly kind: string; readonly now: string }): Promise<string[]> => {
  const rows = await db
    .selectFrom("due")
    .select("request_id")
    .where("kind", "=", at.kind)
    .where("done_at", "is", null)
    .where("at", "<=", at.now)
    .orderBy("at")
    .execute();
  return rows.flatMap((row) => row.request_id ?? []);
};

/** The code that a request waits for: sent to an identifier that was added, and not entered yet. */
export const codeThatWaits = (db: Reader, request: string): Promise<{ id: string; received_at: string } | undefined> =>
  identifying(db, request).select(["id", "received_at"]).executeTakeFirst();

const identifying = (db: Reader, request: string) =>
  db.selectFrom("ask").where("request_id", "=", request).where("kind", "=", "identify").where("state", "=", "waiting");

/** Ends the wait for a code that went to this address: what it was to show is decided. */
export const endCode = (tx: Tx, at: { readonly request: string; readonly asker: string }): Promise<unknown> =>
  tx
    .updateTable("ask")
    .set({ state: "lapsed", code_hash: null, code_expires_at: null })
    .where("request_id", "=", at.request)
    .where("asker", "=", at.asker)
    .where("kind", "=", "identify")
    .where("state", "=", "waiting")
    .execute();
