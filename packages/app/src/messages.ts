// What the server and an application say to each other: plain JSON, each with an id. The application pulls: it posts what it
// has answered, and is given what there is to do. Whatever is said twice is done once and answered the same.

/** The version of this language. A server that speaks another one says so and does nothing. */
export const VERSION = 1;

/** Where the application posts. */
export const WORK_PATH = "/app/v1/work";

/** A value as JSON carries it; bytes as `{ "$b": base64 }`. */
export type WireValue = string | number | boolean | null | { readonly $b: string };
export type WireRow = readonly WireValue[];

export interface WireMatch {
  readonly columns: readonly string[];
  readonly values: readonly WireRow[];
  readonly fold: boolean;
  readonly as?: "text" | "number" | "uuid" | undefined;
  readonly inside?: boolean | undefined;
}

export interface WireQuery {
  readonly dataset: string;
  readonly columns: readonly string[];
  readonly match?: WireMatch | undefined;
  readonly where?: Readonly<Record<string, readonly (string | number | boolean)[]>> | undefined;
}

export interface WireChange {
  readonly dataset: string;
  readonly key: readonly string[];
  readonly keys: readonly WireRow[];
  /** Column -> the new value of each key's row, in the keys' order. */
  readonly set: Readonly<Record<string, readonly WireValue[]>>;
}

export interface WireErase {
  readonly dataset: string;
  readonly key: readonly string[];
  readonly keys: readonly WireRow[];
}

/** What there is to do. Those with a session go to the one process that the session was begun in. */
export type Task =
  | { readonly kind: "describe" }
  | { readonly kind: "begin"; readonly session: string; readonly act: boolean; readonly name?: string }
  /** The first page of an answer. `reading` names it for those that follow. */
  | {
      readonly kind: "find" | "read";
      readonly session: string;
      readonly reading: string;
      readonly query: WireQuery;
      readonly rows: number;
    }
  /** The next page of a reading. `at` counts from 1: the same page is answered twice alike. */
  | { readonly kind: "next"; readonly session: string; readonly of: string; readonly at: number }
  | { readonly kind: "drop"; readonly session: string; readonly of: string }
  | { readonly kind: "count"; readonly session: string; readonly query: WireQuery }
  | { readonly kind: "size"; readonly session: string; readonly dataset: string }
  | { readonly kind: "change"; readonly session: string; readonly work: WireChange }
  | { readonly kind: "erase"; readonly session: string; readonly work: WireErase }
  /** An act as one call, for an application that has no transaction that stays open. */
  | {
      readonly kind: "whole";
      readonly session: string;
      readonly name: string;
      readonly changes: readonly WireChange[];
      readonly deletes: readonly WireErase[];
    }
  | { readonly kind: "end"; readonly session: string; readonly commit: boolean }
  | { readonly kind: "outcome"; readonly name: string }
  | { readonly kind: "settle" };

export type Message = Task & { readonly id: string };

/** A column as the application describes it. */
export interface WireColumn {
  readonly name: string;
  readonly type: string;
  readonly family: "text" | "number" | "boolean" | "date" | "time" | "timestamp" | "uuid" | "json" | "array" | "bytes" | "other";
  readonly nullable: boolean;
  readonly maxLength: number | null;
  readonly generated: boolean;
  readonly unique: boolean;
  readonly checked: boolean;
  readonly indexed: boolean;
  /** Unique indexes over more than the column, by name. Absent: not known. */
  readonly uniqueBy?: readonly string[];
  /** The only values that an enum allows. Absent: not known. */
  readonly allowed?: readonly string[];
}

export interface WireReference {
  readonly columns: readonly string[];
  readonly target: string;
  readonly targetColumns: readonly string[];
  readonly onDelete: "no-action" | "restrict" | "cascade" | "set-null" | "set-default";
}

export interface WireDataset {
  readonly name: string;
  readonly kind: "table" | "view";
  readonly columns: readonly WireColumn[];
  readonly primaryKey: readonly string[];
  readonly rowKey: readonly string[];
  readonly references: readonly WireReference[];
}

/** What an application says of a store: made of what, and what it can give. */
export interface Description {
  readonly product: string;
  readonly datasets: readonly WireDataset[];
  /** `steps`: one transaction stays open while the server asks; `whole`: an act is one call. */
  readonly acts: "steps" | "whole";
  /** The application keeps the names of transactions, and can tell how one ended. */
  readonly keepsNames: boolean;
  readonly locks: "rows" | "database" | "none";
  /** A session's reads are of one moment. */
  readonly snapshots: boolean;
  readonly settles: boolean;
}

/** Why an application could not do something. Never a value of a row: names of constraints, datasets and columns. */
export interface Fault {
  readonly code: "denied" | "timeout" | "constraint" | "missing" | "busy" | "session" | "unreachable" | "failed";
  readonly message: string;
}

export type Reply =
  | { readonly id: string; readonly ok: unknown; readonly fault?: undefined }
  | { readonly id: string; readonly fault: Fault };

/** One post of an application. */
export interface Pull {
  readonly v: typeof VERSION;
  readonly store: string;
  /** Of this process, made anew at each start. */
  readonly process: string;
  readonly replies: readonly Reply[];
  /** Ids of messages that it has and has not answered: what is not among them is sent again. */
  readonly holding: readonly string[];
  /** How long to wait for work; 0: not at all. Seconds. */
  readonly wait: number;
}

export interface Given {
  readonly v: typeof VERSION;
  /** Of the server's process: a new one knows no session of the old. */
  readonly server: string;
  readonly messages: readonly Message[];
}

/** Rows of an answer, and whether there are no more. */
export interface Rows {
  readonly rows: readonly WireRow[];
  readonly done: boolean;
}
