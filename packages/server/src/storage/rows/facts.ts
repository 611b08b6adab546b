import type { Generated, JSONColumnType } from "kysely";

/** What is known of people as facts, and who was given what. */
export interface FactTables {
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
  /** Whom an erasure took, by a hash of its own key and use; what happened to them until `at` is told no more. */
  erased_subject: { hash: string; request_id: string; at: string };
  /** One row: how far the feed is, up to where it was pruned, and the program that it told last. */
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
}
