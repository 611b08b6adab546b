import type { JSONColumnType } from "kysely";

/** What people are asked: banners, parents, authors. */
export interface ChoiceTables {
  /** What a banner or a page of choices showed, once for each text: records of consent name it by its hash. `service`: null of a page. */
  shown_text: {
    hash: string;
    service: string | null;
    language: string;
    notice: string;
    laws: JSONColumnType<string[]>;
    text: JSONColumnType<Record<string, unknown>>;
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
    /** When it was approved last. */
    approved_at: string | null;
  };
  /** How far the feed of facts was read for approvals that were taken back elsewhere; no row: not at all yet. */
  content_feed: { id: number; position: string };
  /** A text whose approval was taken back: its rows change in the store. Goes with the text, which stays as long as this is open. */
  content_withdrawal: {
    content: string;
    /** `acting`: the store's transaction was begun, and what became of it is not written down yet. */
    state: "open" | "acting" | "done";
    attempt: number;
    /** The last act's name, in the store. */
    transaction: string | null;
    /** Why it is not done yet, in words. */
    because: string | null;
    /** How many rows of the author held the text, and stand as the program says. */
    rows: number | null;
    /** `approved`: the author approved the text again. */
    ended_by: "store" | "people" | "approved" | null;
    since: string;
    /** When it is tried next; null once it is done. */
    next_at: string | null;
    ended_at: string | null;
  };
}
