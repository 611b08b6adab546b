import type { JSONColumnType } from "kysely";

/** What was done in stores, and what is looked for in them. */
export interface StoreTables {
  store_mode: { store: string; live_at: string | null; by: string | null };
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
  /** How a store stood when it was last looked at; `restored`: why it is taken for one that came back from a backup. */
  store_mark: {
    store: string;
    place: string | null;
    moment: string | null;
    transaction: string | null;
    at: string;
    restored: string | null;
  };
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
}
