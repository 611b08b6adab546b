// All SQL of the staff folder: lists, and the entries of a request as evidence.
import { sql } from "kysely";
import type { Installation } from "../installation/index.ts";
import type { RequestRow } from "../requests/index.ts";

type Db = Installation["storage"]["db"];

/** A request as the list shows it: no personal value is read. */
export interface ListedRow {
  readonly id: string;
  readonly right: "access" | "erasure" | "question" | "concern";
  readonly state: string;
  readonly received_at: string;
  readonly taken_by: string;
  readonly language: string;
  readonly verified: boolean;
  readonly because: string | null;
  readonly cooling_until: string | null;
  readonly clock: RequestRow["clock"];
  readonly laws: RequestRow["laws"];
  readonly closed_at: string | null;
  /** The plan that stands has no finding that blocks; null: there is none. */
  readonly can_be_approved: boolean | null;
  readonly signatures: number;
  readonly stores: number;
  readonly stores_done: number;
  readonly untold: number;
}

const ENDED = ["done", "denied", "withdrawn"];

const listed = (db: Db) =>
  db
    .selectFrom("privacy_request")
    .select([
      "id",
      "right",
      "state",
      "received_at",
      "taken_by",
      "language",
      "verified",
      "because",
      "cooling_until",
      "closed_at",
      "clock",
      "laws",
    ])
    .select([
      sql<boolean | null>`(plan -> 'view' ->> 'canBeApproved')::boolean`.as("can_be_approved"),
      // What was never signed may be an SQL null or one of JSON.
      sql<number>`case jsonb_typeof(approval) when 'array' then jsonb_array_length(approval) else 0 end`.as("signatures"),
      sql<number>`(select count(*)::int from store_run s where s.request_id = privacy_request.id)`.as("stores"),
      sql<number>`(select count(*)::int from store_run s where s.request_id = privacy_request.id and s.state = 'verified')`.as(
        "stores_done",
      ),
      sql<number>`(select count(*)::int from recipient_told t where t.request_id = privacy_request.id and t.state = 'waiting')`.as(
        "untold",
      ),
    ]);

/** Every request that has not ended. */
export const openRows = (db: Db): Promise<ListedRow[]> => listed(db).where("state", "not in", ENDED).orderBy("number").execute();

/** Requests that have ended, the last first. */
export const closedRows = (db: Db, at: { readonly offset: number; readonly limit: number }): Promise<ListedRow[]> =>
  listed(db)
    .where("state", "in", ENDED)
    .orderBy("closed_at", "desc")
    .orderBy("number", "desc")
    .offset(at.offset)
    .limit(at.limit)
    .execute();

/** How many have ended. */
export async function countClosed(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom("privacy_request")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("state", "in", ENDED)
    .executeTakeFirstOrThrow();
  return count;
}

/** A ledger entry of a request. */
export interface EvidenceRow {
  readonly id: string;
  /** In the log; null while it is pending. */
  readonly index: string | null;
  readonly at: string;
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The entries of a request, the last first; found by the index on the request's id in the body. */
export async function evidenceOf(db: Db, request: string): Promise<EvidenceRow[]> {
  const rows = await db
    .selectFrom("entry")
    .select(["id", "index", "at", "kind", "body"])
    .where(sql<boolean>`((body::jsonb) ->> 'request') = ${request}`)
    .orderBy("id", "desc")
    .execute();
  return rows.map((row) => ({ ...row, body: JSON.parse(row.body) as EvidenceRow["body"] }));
}

/** Where the runs of a request stand. */
export const runStates = (db: Db, request: string): Promise<{ store: string; state: string }[]> =>
  db.selectFrom("store_run").select(["store", "state"]).where("request_id", "=", request).orderBy("store").execute();
