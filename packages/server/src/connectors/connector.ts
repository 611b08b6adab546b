import type { StoreSchema } from "@troth/core/subject-graph";

/**
 * A value of a store's column. Dates and times are texts as the store prints them, numerics and big integers
 * texts where a double would lose something, JSON columns texts of JSON.
 */
export type Value = string | number | boolean | null | Uint8Array;

/** A row in the order of the columns that were asked for. */
export type Row = readonly Value[];

/** What a connector can give. Declared facts, not `if (sqlite)`. */
export interface Capabilities {
  /** How the outcome of a transaction is known after a crash. */
  readonly outcome: "transaction-status" | "journal-row" | "unknown";
  /** Rows are locked when an act session captures them. */
  readonly locks: "rows" | "database";
  /** Row-level security can filter reads silently unless refused. */
  readonly rowSecurity: boolean;
  /** `GRANT`s exist. */
  readonly grants: boolean;
  /** Deleted bytes are overwritten in the store's own files. */
  readonly secureDelete: boolean;
}

/** Rows whose `columns` equal one of `values`. Null, empty values never match. */
export interface Match {
  readonly columns: readonly string[];
  readonly values: readonly Row[];
  /** Compare texts without regard to case (Unicode where the store can, else ASCII, said in the conformance suite). */
  readonly fold: boolean;
}

export interface RowQuery {
  readonly dataset: string;
  /** Columns wanted, `rowKey` columns such as `@ctid` included where asked. */
  readonly columns: readonly string[];
  readonly match: Match;
  /** All must hold: column -> one of the values (compared as text). */
  readonly where?: Readonly<Record<string, readonly (string | number | boolean)[]>>;
}

/** A query whose rows come in batches; without `match`, all rows of the dataset. */
export type StreamQuery = Omit<RowQuery, "match"> & { readonly match?: Match };

/** One column's new value in the rows of a change; `values` has one for each key, `value` the same for all. */
export type Assignment =
  | { readonly column: string; readonly value: Value }
  | { readonly column: string; readonly values: readonly Value[] };

/** A snapshot to read from. */
export interface ReadSession {
  /** All rows at once. In an act session the rows are locked until the end. MUST throw rather than return fewer rows than there are. */
  capture(query: RowQuery): Promise<readonly Row[]>;
  /** How many rows match. */
  count(query: Omit<RowQuery, "columns">): Promise<number>;
  /** Batches of rows, of all rows where no `match` is given; memory MUST NOT grow with the answer. */
  stream(query: StreamQuery, batchRows: number): AsyncIterable<readonly Row[]>;
  /** How many rows of `dataset` the store holds, estimated where counting would cost a pass (for blast radius). */
  size(dataset: string): Promise<number>;
}

/** One transaction on the store. */
export interface ActSession extends ReadSession {
  /** Deletes the rows that `keys` (in `keyColumns`' order) name; returns how many there were. */
  delete(dataset: string, keyColumns: readonly string[], keys: readonly Row[]): Promise<number>;
  /** Changes the rows that `keys` name; returns how many there were. */
  change(
    dataset: string,
    keyColumns: readonly string[],
    keys: readonly Row[],
    assignments: readonly Assignment[],
  ): Promise<number>;
}

/** How a transaction ended. */
export type Outcome = "committed" | "aborted" | "unknown";

export interface ActOptions {
  /**
   * Called with the transaction's name after the work and before COMMIT. MUST be awaited; if it rejects, roll back.
   * The name is what `outcome` takes.
   */
  readonly journal: (transaction: string) => Promise<void>;
  /** Roll back at the end, whatever happened (a store in shadow). */
  readonly rollback?: boolean;
  /** Names the row in `troth_journal`, where that is how outcomes are known: request and attempt. */
  readonly name: string;
}

/**
 * Speaks to one store. Every call has time-outs. Errors are `ConnectorError`s and hold no values of rows.
 */
export interface Connector {
  readonly store: string;
  readonly kind: string;
  readonly capabilities: Capabilities;
  /** Reads the schema. MUST see every table the role may read, and name those that it may not. */
  inspect(): Promise<StoreSchema>;
  /** Runs `work` on one read-only snapshot. */
  read<T>(work: (session: ReadSession) => Promise<T>): Promise<T>;
  /** Runs `work` in one transaction: commit if it returns, roll back if it throws (the error passes through). */
  act<T>(options: ActOptions, work: (session: ActSession) => Promise<T>): Promise<T>;
  /** How the transaction that `journal` was told of ended. */
  outcome(transaction: string): Promise<Outcome>;
  /**
   * After an act: what the store needs so that deleted bytes are gone (SQLite: the file rewritten, the WAL truncated).
   * Idempotent. Returns what a receipt is to say of it, in words.
   */
  settle(): Promise<readonly string[]>;
  close(): Promise<void>;
}
