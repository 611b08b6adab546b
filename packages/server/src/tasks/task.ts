import type { Staying, TaskLine } from "@troth/core/subject-graph";

/** A task as staff see it: names of the program and numbers, never a value. */
export interface TaskView {
  readonly request: string;
  readonly store: string;
  readonly state: "waiting" | "done" | "impossible";
  /** `keep`: what a law kept is over. */
  readonly purpose: "request" | "keep";
  /** ISO 8601 in UTC. */
  readonly openedAt: string;
  readonly dueAt: string;
  readonly late: boolean;
  readonly endedAt: string | undefined;
  /** The account that reported; undefined at the command line. */
  readonly account: string | undefined;
  /** Dataset -> rows that were found; empty until it is done. */
  readonly found: Readonly<Record<string, number>>;
  /** What a law keeps there still, and the first day of it; absent: nothing. */
  readonly kept?: Staying;
}

/** One report on a task. */
export interface TaskRound {
  /** From 1. */
  readonly number: number;
  readonly purpose: TaskView["purpose"];
  readonly outcome: "done" | "impossible";
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** The account that reported, or the role that was shown at the command line. */
  readonly account: string | undefined;
  readonly role: string | undefined;
  readonly found: Readonly<Record<string, number>>;
  readonly stays: Readonly<Record<string, Staying>>;
  /** How many were handed in with it. */
  readonly files: number;
  /** In the words of whoever reported; undefined once its key is gone. */
  readonly note: string | undefined;
  /** Hash of what is kept of the note, as its ledger entry has it. */
  readonly proof: string;
}

/** A file that was handed in with a task. */
export interface HandedFile {
  readonly dataset: string;
  /** As whoever handed it in called it. Untrusted. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What somebody says of a task that they were given. */
export interface TaskReport {
  readonly outcome: "done" | "impossible";
  /** Dataset -> rows that were found there, those that stay among them. */
  readonly found: Readonly<Record<string, number>>;
  /** Dataset -> how many of them stay by law, and the day that the oldest of those counts from. For lines that have a keep. */
  readonly stays?: Readonly<Record<string, { readonly rows: number; readonly oldest?: string }>>;
  /** How the person was found, where nothing is known by which to look for them. */
  readonly foundBy?: string;
  /** How it was done, or why it cannot be: kept as proof. */
  readonly note: string;
  readonly files: readonly HandedFile[];
}

/** A note has at most so many characters, a file so many bytes, and a task so many files. */
export const TASK_LIMITS = { noteCharacters: 5000, fileBytes: 10 * 1024 * 1024, files: 20, rows: 1_000_000_000 } as const;

/** What a line of a task does with the rows that are found, as an erasure counts it. */
export const actOf = (line: TaskLine): "deleted" | "changed" | "kept" | "copied" => {
  switch (line.action) {
    case "delete":
      return "deleted";
    case "change":
      return "changed";
    case "keep":
      return "kept";
    case "copy":
      return "copied";
  }
};
