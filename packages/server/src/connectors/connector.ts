import type { StoreSchema } from "@troth/core/subject-graph";

/**
 * A value of a store's column. Dates and times are texts as the store prints them, numerics and big integers
 * texts where a double would lose something, JSON columns and arrays texts of JSON.
 */
export type Value = string | number | boolean | null | Uint8Array;

/** A row in the order of the columns that were asked for. */
export type Row = readonly Value[];

/** What a connector can give. Declared facts, not `if (sqlite)`. */
export interface Capabilities {
  /** How the outcome of a transaction is known after a crash. */
  readonly outcome: "transaction-status" | "journal-row" | "unknown";
  /** Rows are locked when an act session captures them. `none`: only the counts of its statements tell that nobody came between. */
  readonly locks: "rows" | "database" | "none";
  /** Row-level security can filter reads silently unless refused. */
  readonly rowSecurity: boolean;
  /** `GRANT`s exist. */
  readonly grants: boolean;
  /** Deleted bytes are overwritten in the store's own files. */
  readonly secureDelete: boolean;
  /** Rows are files: the column `object` is their content, which `ReadSession.open` gives piece by piece. */
  readonly objects?: boolean;
  /**
   * There is no transaction: an act may have been done in part, and what its journal names may be deleted again, by key,
   * until it is gone.
   */
  readonly repeats?: boolean;
}

/** Rows whose `columns` equal one of `values`. Null, empty values never match. */
export interface Match {
  readonly columns: readonly string[];
  readonly values: readonly Row[];
  /** Compare texts without regard to case (letters beyond ASCII, too). */
  readonly fold: boolean;
  /**
   * Compare as this, whatever the column's type; absent: as the column's own. The values come in that form: a number as
   * JavaScript prints it (`42` also finds `042` and `42.0` in a text), a uuid in lower case with its dashes (found in
   * texts of any case, with or without dashes).
   */
  readonly as?: "text" | "number" | "uuid";
  /**
   * The one column holds the values inside something longer: a list, an array, JSON, a header. MUST give every row whose
   * text contains one of the values (without regard to case where `fold` says so); may give more: the caller looks inside.
   */
  readonly inside?: boolean;
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

/** A statement that a session would run. Its values are left out: the SQL has a place for each. */
export type SqlAsked =
  | { readonly kind: "capture"; readonly query: RowQuery }
  | { readonly kind: "delete"; readonly dataset: string; readonly keyColumns: readonly string[] }
  | {
      readonly kind: "change";
      readonly dataset: string;
      readonly keyColumns: readonly string[];
      readonly columns: readonly string[];
    };

/**
 * A snapshot to read from. Calls that are made without waiting for each other MUST be carried out in the order in which they
 * were made; a connector that can sends them together.
 */
export interface ReadSession {
  /** All rows at once. In an act session the rows are locked until the end. MUST throw rather than return fewer rows than there are. */
  capture(query: RowQuery): Promise<readonly Row[]>;
  /** How many rows match. */
  count(query: Omit<RowQuery, "columns">): Promise<number>;
  /** Batches of rows, of all rows where no `match` is given; memory MUST NOT grow with the answer. */
  stream(query: StreamQuery, batchRows: number): AsyncIterable<readonly Row[]>;
  /** How many rows of `dataset` the store holds, estimated where counting would cost a pass (for blast radius). */
  size(dataset: string): Promise<DatasetSize>;
  /** Where a store speaks SQL: the text of a statement, as an act session would send it. MUST hold no value of a row. */
  sql?(asked: SqlAsked): Promise<string>;
  /** Where `capabilities.objects`: the content of the file that a row is; undefined if it is gone. Memory MUST NOT grow with it. */
  open?(dataset: string, key: Row): Promise<OpenObject | undefined>;
  /**
   * Where `capabilities.repeats`: by what each of these rows, as this session captured it, is told from another that is put under
   * its key; null for one that it did not capture.
   */
  stamps?(dataset: string, keys: readonly Row[]): Promise<readonly (string | null)[]>;
  /** Which of these keys have rows that were put there after the stamps were taken. */
  putSince?(dataset: string, keys: readonly Row[], stamps: readonly (string | null)[]): Promise<readonly boolean[]>;
}

/** Rows of a dataset, of everybody's. */
export interface DatasetSize {
  readonly rows: number;
  /** By the store's statistics, or counted up to a limit; otherwise it was counted. */
  readonly estimated: boolean;
}

/** The content of a file, to be read once and before the session ends. */
export interface OpenObject {
  readonly path: string;
  /** In bytes: as many come, or reading fails. */
  readonly size: number;
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** One transaction on the store. */
export interface ActSession extends ReadSession {
  /**
   * Where `capabilities.repeats`: takes these rows for captured, as an earlier session's stamps say that they were. What was put
   * under their keys since MUST stay, whatever is done with them; what is left of them below it goes.
   */
  recall?(dataset: string, keys: readonly Row[], stamps: readonly (string | null)[]): void;
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
  /**
   * Names the row in `troth_journal`, where that is how outcomes are known. MUST be refused before the journal is told of it
   * where the store knows it to have been used.
   */
  readonly name: string;
}

/** How a store stands: what a copy that is put back in its place cannot have. */
export interface Standing {
  /** Names the database itself: another one has another name. Null: the store has none. */
  readonly place: string | null;
  /** A number that only grows while the store is used. Null: the store has none. */
  readonly moment: string | null;
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
  /** How it stands now, by which a restored copy is known. Absent: the store cannot tell. */
  standing?(): Promise<Standing>;
  close(): Promise<void>;
}
