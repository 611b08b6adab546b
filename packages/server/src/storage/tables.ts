// The tables of Troth's own database, for Kysely. Migrations make them; one set of SQL for PGlite and PostgreSQL.
// No column holds a personal value in the clear: they are sealed bytes, keyed hashes, ids and counts.
import type { Law } from "@troth/core/program";
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
    /** What one store's rows say of another's: keys of rows, sealed under the person's data key. */
    leads: Uint8Array | null;
    /** The laws that protect the person, by where they said that they live; null: all of the program, for nobody said. */
    laws: JSONColumnType<Law[]> | null;
    /** What moves its clock: when it was made longer, what the person was asked for and when that came. */
    clock: JSONColumnType<Record<string, unknown>> | null;
    /** Who asks, in a law's word, and what they have shown of it: words of ours alone. Null: the person, of whom nothing is said. */
    asking: JSONColumnType<Record<string, unknown>> | null;
    /** On what it was denied: the ground's word, laws and articles, and by which account. No words of anybody's. */
    denial: JSONColumnType<Record<string, unknown>> | null;
    /** What it costs the person, by which law, and whether they accepted. */
    fee: JSONColumnType<Record<string, unknown>> | null;
  };
  /** What a denied person asks once more, and what came of it. `words`: why, sealed under the request-file key. */
  appeal: {
    request_id: string;
    at: string;
    came_by: "person" | "staff";
    decided_at: string | null;
    outcome: "granted" | "refused" | null;
    account_id: string | null;
    words: Uint8Array | null;
  };
  /** A mail that asked to stop, and the request that it became. `hash`, `asker`: keyed hashes of the Message-ID and the address. */
  letter: { hash: string; asker: string; request_id: string; at: string };
  /** What a banner showed, once for each text: records of consent name it by its hash. `banner`: all of it. */
  shown_text: {
    hash: string;
    service: string;
    language: string;
    notice: string;
    laws: JSONColumnType<string[]>;
    banner: JSONColumnType<Record<string, unknown>>;
    first_at: string;
  };
  /** A parent who is asked about a child, or was: goes when its time is over. */
  parent_ask: {
    /** `M-` and a UUID; its file key is the request-file key of this id. */
    id: string;
    state: "waiting" | "agreed" | "declined" | "lapsed";
    point: string;
    /** The child's account, as facts name it. */
    subject: string;
    /** Keyed hash of the parent's mailbox, while they are asked. */
    mailbox: string | null;
    token_hash: string;
    /** The parent's address and whose parent they are, while they are asked. */
    sealed: Uint8Array | null;
    asked_at: string;
    until: string;
  };
  /** A text that who wrote it is asked about, or was: goes when its time is over, or when they are erased. */
  content: {
    /** `C-` and a UUID; a mail that waits is sealed under the request-file key of this id. */
    id: string;
    /** `earlier`: another text took its place. */
    state: "current" | "earlier";
    purpose: string;
    /** Who wrote it, as facts name them; null once they were erased. */
    subject: string | null;
    /** Keyed hashes of the application's name for the place, and of the text's hash. */
    reference: string;
    text_hash: string;
    /** The text, where it will stand and whose it is, under the author's key. */
    sealed: Uint8Array | null;
    asked_at: string;
    /** When it goes; null as long as its approval stands. */
    until: string | null;
  };
  /** How far the feed of facts was read for approvals that were taken back elsewhere; no row: not at all yet. */
  content_feed: { id: number; position: string };
  /** Something for the officer to decide: a change in a law, or a drift between the program and a store. `hash`: of what it says. */
  finding: {
    hash: string;
    kind: "law" | "drift";
    said: JSONColumnType<Record<string, unknown>>;
    opened_at: string;
    /** When it was no longer so. */
    gone_at: string | null;
    decided_at: string | null;
    /** `known`: it was so when the law came into the program. */
    decision: "changed" | "nothing-to-do" | "known" | null;
    account_id: string | null;
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
    kind: "access" | "erasure" | "question" | "concern" | "sign-in" | "identify";
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
    /** The request that it became; of `identify` the one for which it is asked. */
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
  /** The parts of a run that is too large for one transaction; gone once it is committed. */
  run_chunk: {
    request_id: string;
    store: string;
    number: number;
    attempt: number;
    state: "waiting" | "started" | "committed";
    /** The store's transaction, known before its COMMIT. */
    transaction: string | null;
    /** Keys of its rows, and what it will have done: each sealed under the person's data key. */
    work: Uint8Array;
    did: Uint8Array | null;
    outcome_known_by: string | null;
  };
  /** Keys by which applications pull work for their stores. `token_hash`: SHA-256. */
  store_key: { id: string; store: string; token_hash: string; made_at: string; ended_at: string | null };
  /** Keys by which backends of the organization tell facts and read states. `token_hash`: SHA-256. */
  app_key: { id: string; name: string; token_hash: string; made_at: string; ended_at: string | null };
  /** Whom facts are about. `hash`: 128 bits, keyed. `state`: what they come to, sealed under the person's data key. */
  fact_subject: {
    hash: string;
    kind: "person" | "browser" | "client";
    /** Whose data key seals it: a browser and a client have one, too. */
    person_id: string;
    /** Null until the first fact is in. */
    state: Uint8Array | null;
    /** What of the program the state was folded by: its hash. */
    ground: string | null;
    /** The change that made it so: grows with every one. */
    version: string;
    /** The request that is erasing this person. */
    erasing: string | null;
  };
  /** One fact, sealed under the person's data key. `id_hash`: of the application's id. `commitment` stands in the ledger, too. */
  fact: {
    id_hash: string;
    subject: string;
    number: Generated<string>;
    sealed: Uint8Array;
    commitment: string;
    entry: string | null;
  };
  /** Which notice was in force from when, and what it said of purposes. A version that comes back is there again. */
  notice_version: {
    number: Generated<string>;
    version: string;
    program: string;
    published_at: string;
    purposes: JSONColumnType<Record<string, string[]>>;
  };
  /** That something changed: a subject's hash, a program's, a notice's version. `position`: dense, given by the sequencer. */
  fact_change: {
    id: Generated<string>;
    position: string | null;
    kind: "state" | "program" | "notice";
    about: string;
    at: string;
  };
  /** One row: how far the feed is, up to where it was pruned, and the program that it told last. */
  /** Whom an erasure took, by a hash of its own key and use; what happened to them until `at` is told no more. */
  erased_subject: { hash: string; request_id: string; at: string };
  fact_feed: { id: number; position: string; pruned: string; program: string | null };
  /** A permission for a human, for named items of a person (`null`: all). `token_hash`: SHA-256; `who`, `items`: keyed hashes. */
  access_grant: {
    id: string;
    token_hash: string;
    subject: string;
    act: string;
    ground: string;
    role: string;
    who: string;
    items: JSONColumnType<string[]> | null;
    /** What else was asked: ids of the program. */
    asked: JSONColumnType<{ data?: string[]; purpose?: string }>;
    shown: boolean;
    made_at: string;
    ends_at: string;
    /** When it was revoked. */
    ended_at: string | null;
  };
  /** One use of a permission. `items`: how many. */
  access_look: { number: Generated<string>; grant_id: string; items: number; at: string };
  /** What went to a recipient, sealed under the person's data key. `id_hash`: of the application's id. */
  disclosure: { id_hash: string; subject: string; number: Generated<string>; sealed: Uint8Array; commitment: string };
  /** How much went to whom on a day, of nobody in particular. `passed`: `disclosed`, `sold`, `shared`. */
  disclosure_total: {
    day: string;
    recipient: string;
    purpose: string;
    category: string;
    passed: string;
    form: string;
    occasions: string;
    items: string;
  };
  /** What a recipient had of the person of a request, sealed under the request-file key. */
  recipient_had: { request_id: string; recipient: string; sealed: Uint8Array };
  recipient_told: { request_id: string; recipient: string; state: "waiting" | "told" | "impossible"; at: string | null };
  due: { id: string; kind: string; request_id: string | null; at: string; done_at: string | null };
  tombstone: { id: string; request_id: string; store: string; dataset: string; sealed: Uint8Array; at: string };
  /** One pass of tier 3 over all stores; at most one is open. `because`: what keeps it open. */
  sweep: { id: string; started_at: string; ended_at: string | null; people: number; because: string | null };
  /** What is looked for after an erasure, until a pass has been: sealed under a key of its own, which dies with the row. */
  sought: { request_id: string; sealed: Uint8Array; due_at: string; sweep_id: string | null };
  /** How far a pass has come. */
  swept_dataset: { sweep_id: string; store: string; dataset: string; rows: string; at: string };
  /** A place where a pass found a value of somebody erased. `sealed`: row keys and values, under the request-file key. */
  residue: {
    id: string;
    request_id: string;
    sweep_id: string;
    store: string;
    dataset: string;
    column: string;
    rows: number;
    state: "seen" | "found" | "excused" | "borne" | "removed";
    sealed: Uint8Array | null;
    reason: string | null;
    at: string;
  };
  excused_place: {
    store: string;
    dataset: string;
    column: string;
    reason: "another-person" | "legal-keep" | "rotating-log";
    until: string | null;
    by: string;
    at: string;
  };
  /** How a store stood when it was last looked at; `restored`: why it is taken for one that came back from a backup. */
  store_mark: {
    store: string;
    place: string | null;
    moment: string | null;
    transaction: string | null;
    at: string;
    restored: string | null;
  };
  /** What people are asked to do in a store that only they can look into. `asked`: hash of its lines, hex. */
  task: {
    request_id: string;
    store: string;
    state: "waiting" | "done" | "impossible";
    /** `keep`: what a law kept is over. */
    purpose: "request" | "keep";
    asked: string;
    /** What to look for, under the person's data key; empty for a keep, whose `task_keep` has it. */
    sealed: Uint8Array;
    opened_at: string;
    due_at: string;
    reminded_at: string | null;
    ended_at: string | null;
    account_id: string | null;
    /** Dataset -> rows found. */
    found: JSONColumnType<Record<string, number>> | null;
  };
  /** Each report on a task, numbered from 1. `sealed`: how it was done, or why it cannot be, under the request-file key. */
  task_report: {
    request_id: string;
    store: string;
    number: number;
    purpose: "request" | "keep";
    outcome: "done" | "impossible";
    at: string;
    account_id: string | null;
    role: string | null;
    found: JSONColumnType<Record<string, number>>;
    /** Dataset -> what stays of it by law, and until when. Null: nobody was asked. */
    stays: JSONColumnType<Record<string, { rows: number; until: string }>> | null;
    /** How many were handed in with it. */
    files: number;
    sealed: Uint8Array;
  };
  /** What was handed in with the report of that number, under the request-file key; 0: with one that is not kept. */
  task_file: {
    id: string;
    request_id: string;
    store: string;
    dataset: string;
    sealed: Uint8Array;
    at: string;
    number: number;
  };
  /** What a law keeps in a store that people go through. `asked`: its task is open. `ended`: its key is still to be destroyed. */
  task_keep: {
    request_id: string;
    store: string;
    state: "kept" | "asked" | "ended";
    /** The lines of the datasets in which something stays, as they were signed. */
    lines: JSONColumnType<unknown[]>;
    stays: JSONColumnType<Record<string, { rows: number; until: string }>>;
    /** The first day of `stays`. */
    until: string;
    /** What to look for then, under a key of its own and the request-file key. Null: ended. */
    sealed: Uint8Array | null;
  };
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
