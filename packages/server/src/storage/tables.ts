// The tables of Troth's own database, for Kysely. Migrations make them; one set of SQL for PGlite and PostgreSQL.
// No column holds a personal value in the clear: they are sealed bytes, keyed hashes, ids and counts.
import type { Generated, JSONColumnType } from "kysely";

export interface Tables {
  installation: { id: string; created_at: string };
  person: { id: string; state: "known" | "forgetting" | "forgotten"; created_at: string; forgotten_at: string | null };
  /** `hash`: keyed hash of the normalized identifier, hex. */
  person_identifier: { person_id: string; kind: string; hash: string };
  program_version: { hash: string; published_at: string; long: JSONColumnType<Record<string, unknown>> };
  store_mode: { store: string; live_at: string | null; by: string | null };
  privacy_request: {
    /** `R-0001`. */
    id: string;
    number: Generated<number>;
    right: "access" | "erasure";
    state: string;
    person_id: string;
    /** The identifiers of the subject, sealed under the person's data key. */
    subject: Uint8Array;
    /** Requester, letters and whatever must outlive the erasure, sealed under the request-file key. */
    file: Uint8Array | null;
    taken_by: string;
    verified: boolean;
    received_at: string;
    program: string | null;
    plan_hash: string | null;
    /** The plan and its counts: names of stores, datasets and columns, and numbers only. */
    plan: JSONColumnType<Record<string, unknown>> | null;
    approval: JSONColumnType<Record<string, unknown>> | null;
    /** Why it is stuck, open or closed: words of ours, no personal value. */
    because: string | null;
    closed_at: string | null;
    version: Generated<number>;
  };
  /** The journal: one row a request and store. */
  store_run: {
    request_id: string;
    store: string;
    attempt: number;
    state: "waiting" | "started" | "committed" | "verified" | "unknown" | "shadow" | "failed";
    /** The store's transaction, known before its COMMIT. */
    transaction: string | null;
    counts: JSONColumnType<Record<string, unknown>> | null;
    /** Captured keys, planned values: sealed under the person's data key. */
    captured: Uint8Array | null;
    outcome_known_by: string | null;
    because: string | null;
    updated_at: string;
  };
  recipient_told: { request_id: string; recipient: string; state: "waiting" | "told" | "impossible"; at: string | null };
  due: { id: string; kind: string; request_id: string | null; at: string; done_at: string | null };
  tombstone: { id: string; request_id: string; store: string; dataset: string; sealed: Uint8Array; at: string };
  log: {
    id: Generated<number>;
    origin: string;
    /** C2SP vkey. */
    vkey: string;
    started_at: string;
    because: string | null;
    /** Size and root of the log that this one continues from, if it is a fork. */
    forked_from: JSONColumnType<Record<string, unknown>> | null;
    ended_at: string | null;
  };
  entry: {
    id: Generated<string>;
    log: number;
    /** Dense, given by the sequencer; null until then. */
    index: string | null;
    at: string;
    kind: string;
    /** Canonical JSON: ids, counts, commitments. */
    body: string;
  };
  /** Personal payload of an entry, sealed under the person's data key. */
  payload: { id: string; entry_id: string; person_id: string; sealed: Uint8Array };
  tile: { log: number; level: number; index: string; hashes: Uint8Array };
  checkpoint: { log: number; size: string; root: Uint8Array; note: string; at: string };
  /** One row: the fencing token of whoever sequences. */
  sequencer: { id: number; token: string };
}
