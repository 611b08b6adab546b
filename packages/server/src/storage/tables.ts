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
    /** What is asked: a right, or a question or concern that may become one. */
    right: "access" | "erasure" | "question" | "concern";
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
    /** In which language the person reads us. */
    language: Generated<string>;
    /** How the asker is reached: the address, sealed under the request-file key. Null where staff took the request. */
    contact: Uint8Array | null;
    /** Keyed hash of the asker's normalized address: finds their requests again. Hex. */
    asker: string | null;
    /** An approved erasure waits so long, and can be stopped. */
    cooling_until: string | null;
  };
  /** A message between the person and staff, sealed under the request-file key. */
  message: {
    id: string;
    /** In the order in which they were written. */
    number: Generated<string>;
    request_id: string;
    sender: "person" | "staff";
    account_id: string | null;
    sealed: Uint8Array;
    at: string;
  };
  /** What somebody asks in the privacy center, until the code shows that the address is theirs. */
  ask: {
    /** `A-` and a UUID; its file key is the request-file key of this id. */
    id: string;
    kind: "access" | "erasure" | "question" | "concern" | "sign-in";
    state: "waiting" | "shown" | "lapsed";
    language: string;
    /** Address, words, residence: sealed. */
    sealed: Uint8Array;
    asker: string;
    /** Keyed hash of the code; null once it is used or dead. */
    code_hash: string | null;
    tries: Generated<number>;
    code_expires_at: string | null;
    received_at: string;
    /** The request that it became. */
    request_id: string | null;
  };
  /** Counts codes by address and network, for the limits on sending. Rows older than a day go. */
  code_sent: { id: Generated<string>; asker: string; network: string; at: string };
  /** Somebody who has shown a code. `token_hash`: SHA-256 of the cookie. */
  person_session: { token_hash: string; asker: string; created_at: string; expires_at: string };
  /** The outbox: written in the transaction of its cause, sent at least once. */
  mail: {
    id: string;
    /** Whose request-file key seals it: a request or an ask. */
    owner: string;
    request_id: string | null;
    template: string;
    language: string;
    /** Recipient and values; null once it is sent or given up. */
    sealed: Uint8Array | null;
    message_id: string;
    state: "waiting" | "sending" | "sent" | "failed" | "bounced";
    tries: Generated<number>;
    /** Times that it may have gone out twice: the server's answer was not known. */
    duplicates: Generated<number>;
    next_at: string;
    sent_at: string | null;
    because: string | null;
    created_at: string;
  };
  /** `sealed`: the name, under the account's key. */
  staff_account: {
    id: string;
    sealed: Uint8Array;
    /** Keyed hash of the normalized name, hex: finds the account at a sign-in. Null until it has a name, and once it is ended. */
    name_hash: string | null;
    role: string;
    /** Argon2id in PHC form. */
    password_hash: string | null;
    created_at: string;
    ended_at: string | null;
  };
  /** Single-use sign-in links. */
  staff_link: {
    token_hash: string;
    role: string;
    account_id: string | null;
    made_at: string;
    expires_at: string;
    used_at: string | null;
  };
  staff_session: { token_hash: string; account_id: string; created_at: string; seen_at: string; expires_at: string };
  passkey: {
    /** Credential id, base64url. */
    id: string;
    account_id: string;
    public_key: Uint8Array;
    counter: string;
    transports: JSONColumnType<string[]>;
    created_at: string;
    used_at: string | null;
  };
  passkey_challenge: { token_hash: string; challenge: string; account_id: string | null; expires_at: string };
  /** The copy of an access request, encrypted at rest. `sealed`: the age identity that opens it, under the request-file key. */
  copy_package: {
    request_id: string;
    file: string;
    sealed: Uint8Array;
    rows: number;
    bytes: string;
    made_at: string;
    expires_at: string;
  };
  /** Single-use links to a package. */
  copy_link: { token_hash: string; request_id: string; made_at: string; expires_at: string; used_at: string | null };
  /** What staff decided about one text in a shared row. Rows and texts by keyed hash; `sealed`: the redacted text. */
  copy_review: {
    request_id: string;
    store: string;
    dataset: string;
    row_hash: string;
    field: string;
    text_hash: string;
    decision: "release" | "redact";
    sealed: Uint8Array | null;
    account_id: string;
    at: string;
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
