// What an application declares of a store.
import type { Description, WireColumn, WireReference } from "./messages.ts";
import type { Value } from "./wire.ts";

export type { Value };

/** One column: its kind alone, or more about it. */
export type ColumnSpec =
  | WireColumn["family"]
  | (Partial<Omit<WireColumn, "name" | "family">> & { readonly family: WireColumn["family"] });

export interface DatasetSpec {
  readonly columns: Readonly<Record<string, ColumnSpec>>;
  /** What names one row. */
  readonly key: readonly string[];
  /** `["author_id"] -> users`: links that the application's own database or models enforce. */
  readonly references?:
    | readonly (Pick<WireReference, "columns" | "target" | "targetColumns"> & Partial<Pick<WireReference, "onDelete">>)[]
    | undefined;
  /** Rows can only be read. */
  readonly readOnly?: boolean;
}

/** A row, as the application has it. Columns that were not asked for are passed over. */
export type FoundRow = Readonly<Record<string, unknown>>;

/** Which rows: those whose `columns` equal one of `values`, and whose other columns are as `where` says. */
export interface Query {
  readonly dataset: string;
  readonly columns: readonly string[];
  readonly match?:
    | {
        readonly columns: readonly string[];
        readonly values: readonly (readonly Value[])[];
        /** Compare texts without regard to case. */
        readonly fold: boolean;
        /** Compare as this, whatever the column's type. */
        readonly as?: "text" | "number" | "uuid" | undefined;
        /** The column holds the values inside something longer; more rows than fit may be given, never fewer. */
        readonly inside?: boolean | undefined;
      }
    | undefined;
  readonly where?: Readonly<Record<string, readonly (string | number | boolean)[]>> | undefined;
}

export interface ChangeWork {
  readonly dataset: string;
  readonly key: readonly string[];
  readonly keys: readonly (readonly Value[])[];
  /** Column -> new value of each key's row. */
  readonly set: Readonly<Record<string, readonly Value[]>>;
}

export interface EraseWork {
  readonly dataset: string;
  readonly key: readonly string[];
  readonly keys: readonly (readonly Value[])[];
}

/** All of one act. Each part must meet as many rows as it has keys: fewer or more must be thrown, so that all is undone. */
export interface WholeWork {
  readonly changes: readonly ChangeWork[];
  readonly deletes: readonly EraseWork[];
}

/** How many rows each part met, in order. */
export interface WholeDone {
  readonly changed: readonly number[];
  readonly deleted: readonly number[];
}

interface Common<Tx> {
  /** For receipts: `Kysely on PostgreSQL`. */
  readonly product?: string;
  readonly datasets:
    | Readonly<Record<string, DatasetSpec>>
    | (() => Promise<Readonly<Record<string, DatasetSpec>>> | Readonly<Record<string, DatasetSpec>>);
  /** Rows that match, all of them, in the order of the dataset's key. In an act they are locked until its end where the application says so. */
  find(query: Query, tx: Tx | undefined): Promise<readonly FoundRow[]>;
  /** The same, row by row or batch by batch: memory must not grow with the answer. */
  read(query: Query, tx: Tx | undefined): AsyncIterable<FoundRow | readonly FoundRow[]>;
  count?(query: Query, tx: Tx | undefined): Promise<number>;
  /** How many rows a dataset has, roughly. */
  size?(dataset: string): Promise<number>;
  /** How the transaction of this name ended. Once it has answered `aborted`, that transaction MUST no longer commit. */
  outcome?(name: string): Promise<"committed" | "aborted">;
  /** What must follow an act: caches told, files overwritten. Repeated until it succeeds. Says for the receipt what it did. */
  settle?(): Promise<readonly string[]>;
  readonly locks?: Description["locks"];
}

/** A store whose transaction stays open while the server asks: what was captured is locked, each statement's count is checked. */
export interface StepStore<Tx> extends Common<Tx> {
  /** Runs `body` in one transaction: commits if it returns, rolls back if it throws. `act` absent: only reads. */
  transaction(
    options: { readonly name: string | undefined; readonly act: boolean },
    body: (tx: Tx) => Promise<void>,
  ): Promise<void>;
  /** Every session reads within `transaction`, of one moment. Without it only acts do. */
  readonly snapshots?: boolean;
  /** Changes the rows that the keys name; answers how many there were. */
  change(work: ChangeWork, tx: Tx): Promise<number>;
  erase(work: EraseWork, tx: Tx): Promise<number>;
  /** Writes the transaction's name, and what it did, into a table of the application, inside the transaction. */
  keep?(name: string, work: WholeWork, tx: Tx): Promise<void>;
}

/** A store that does an act as one call, in a transaction of its own. Nothing is locked between capture and act. */
export interface WholeStore extends Common<undefined> {
  readonly transaction?: undefined;
  /** An act that only changes rows. */
  change(work: WholeWork, at: { readonly transaction: string }): Promise<WholeDone>;
  /** An act that deletes rows, and perhaps changes others. */
  erase(work: WholeWork, at: { readonly transaction: string }): Promise<WholeDone>;
}

/** What an application gives to `troth.store`. */
export type AppStore<Tx = unknown> = StepStore<Tx> | WholeStore;

/** Throws unless a statement met the rows that it was to meet: inside a transaction, that undoes all of it. */
export function expectRows(met: number, work: { readonly dataset: string; readonly keys: readonly unknown[] }): void {
  if (met !== work.keys.length) throw new CountMismatch(work.dataset, met, work.keys.length);
}

class CountMismatch extends Error {
  constructor(dataset: string, met: number, expected: number) {
    super(`${dataset}: ${met} rows were met where ${expected} were captured`);
    this.name = "CountMismatch";
  }
}
