import type { JSONColumnType } from "kysely";

/** What people are asked to do in stores that only they can look into. */
export interface TaskTables {
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
}
