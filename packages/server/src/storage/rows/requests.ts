import type { Law } from "@troth/core/program";
import type { Generated, JSONColumnType } from "kysely";

/** Requests, and what is said and given because of them. */
export interface RequestTables {
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
  /** What a recipient had of the person of a request, sealed under the request-file key. */
  recipient_had: { request_id: string; recipient: string; sealed: Uint8Array };
  recipient_told: { request_id: string; recipient: string; state: "waiting" | "told" | "impossible"; at: string | null };
  due: { id: string; kind: string; request_id: string | null; at: string; done_at: string | null };
}
