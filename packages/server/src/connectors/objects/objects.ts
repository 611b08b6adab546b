import type { ActOptions, Capabilities, Outcome } from "../connector.ts";

/** One file of a store. */
export interface ObjectEntry {
  /** Relative, with `/` between folders. Bytes that are no UTF-8 stand in it as lone surrogates. */
  readonly path: string;
  readonly size: number;
  /** ISO 8601 in UTC. */
  readonly modified: string;
  /** What the store says of its content: another has another. Absent: it says nothing. */
  readonly tag?: string;
  /** A symbolic link to something else, or to a folder, is never followed; no address can hold an `unreachable` name. */
  readonly kind: "file" | "link" | "folder-link" | "unreachable";
}

/** What an act does to files, once all of it is known. */
export interface ObjectWork {
  readonly deletes: readonly ObjectEntry[];
  /** To be made empty. */
  readonly clears: readonly ObjectEntry[];
}

/** A place that holds files: what a folder and a bucket do each in their own way. Everything else they share. */
export interface Objects {
  readonly store: string;
  readonly kind: string;
  readonly product: string;
  /** Whom the store takes Troth for, as findings name it. */
  readonly role: string;
  readonly capabilities: Capabilities;
  /** Every file whose path begins with `prefix`; folders that `enters` refuses may be left out. Memory does not grow. */
  list(prefix: string, enters: (folder: string) => boolean): AsyncIterable<ObjectEntry>;
  /** The file of this very path. */
  find(path: string): Promise<ObjectEntry | undefined>;
  /** Its bytes, as many as it has when it is opened. */
  open(entry: ObjectEntry): AsyncIterable<Uint8Array>;
  /** Before the first capture of an act: puts back what an earlier one left undone. */
  recover(): Promise<void>;
  /** Calls the journal, then does the work; nothing is touched where `rollback` is said or the journal rejects. */
  commit(options: ActOptions, work: ObjectWork): Promise<void>;
  outcome(transaction: string): Promise<Outcome>;
  settle(): Promise<readonly string[]>;
  /** What lies there and cannot be a row, as counts in words. */
  passedOver(): Promise<readonly string[]>;
  close(): Promise<void>;
}
