// What a store is made of, as a connector's `inspect` reports it. Pure data; the same for every kind of store.

export interface ColumnSchema {
  readonly name: string;
  /** The store's own word: `character varying(50)`, `INTEGER`. */
  readonly type: string;
  /** `text` can hold a pseudonym; values of an `array` are texts of JSON. */
  readonly family: "text" | "number" | "boolean" | "date" | "time" | "timestamp" | "uuid" | "json" | "array" | "bytes" | "other";
  readonly nullable: boolean;
  /** Longest text in characters; null: no limit. */
  readonly maxLength: number | null;
  /** Set by the store; cannot be written. */
  readonly generated: boolean;
  /** Part of a unique index or constraint of its own (single column). */
  readonly unique: boolean;
  /** A CHECK, domain or enum limits its values: a pseudonym may not fit. */
  readonly checked: boolean;
  /** Unique indexes over more than the column, a part of its rows or an expression of it, by name. Absent: not known. */
  readonly uniqueBy?: readonly string[];
  /** A unique index counts empty values as the same. */
  readonly nullsUnique?: boolean;
  /** The CHECKs that name it, as the store prints them. Absent: not known. */
  readonly checks?: readonly { readonly name: string; readonly text: string }[];
  /** The only values that an enum, or a CHECK that lists them, allows. Absent: not known. */
  readonly allowed?: readonly string[];
  /** A value may be several of `allowed`, with commas between (a SET of MySQL). */
  readonly several?: boolean;
  /** First column of an index. */
  readonly indexed: boolean;
  /** Says nothing of its own: a part of the row's key, or its size or day. Needs no line in the program. */
  readonly plain?: boolean;
}

export interface ForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly target: string;
  readonly targetColumns: readonly string[];
  readonly onDelete: "no-action" | "restrict" | "cascade" | "set-null" | "set-default";
  readonly onUpdate: "no-action" | "restrict" | "cascade" | "set-null" | "set-default";
  readonly deferrable: boolean;
}

export interface TriggerSchema {
  readonly name: string;
  readonly on: readonly ("insert" | "update" | "delete" | "truncate")[];
  /** Hash of its definition: part of the fingerprint. */
  readonly definition: string;
  readonly enabled: boolean;
  /** Datasets that its body inserts the old row into, as far as it can be read. */
  readonly copiesInto?: readonly string[];
  /** Columns of its own row that it makes anew. */
  readonly remakes?: readonly string[];
  /** Its body cannot be read: it makes its statements at run time, or is written in another language. */
  readonly opaque?: boolean;
}

export interface DatasetSchema {
  /** As the program names it: `users`; outside the store's default schema `billing.invoices`. */
  readonly name: string;
  readonly kind: "table" | "partitioned" | "view" | "materialized-view" | "foreign";
  readonly columns: readonly ColumnSchema[];
  /** Primary key; empty: none is declared. */
  readonly primaryKey: readonly string[];
  /** Columns of each index over all rows that finds them by a whole value, in order. Absent: not known, but for `indexed`. */
  readonly indexes?: readonly (readonly string[])[];
  /**
   * What names one row for the connector: the primary key, or the store's own row address
   * (`@tableoid`, `@ctid`; `@rowid`) where there is no key or children do not share it.
   * Valid inside one act session only when it begins with `@`.
   */
  readonly rowKey: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly triggers: readonly TriggerSchema[];
  /** Children by partition or inheritance: rows of them appear here, they are not planned on their own. */
  readonly children: readonly string[];
  /** The parent, if this is a partition or an inherited table. */
  readonly parent: string | null;
  /** Of a view or a materialized view: the datasets that it reads, views among them. Absent: not known. */
  readonly reads?: readonly string[];
  /** Streams of its changes to elsewhere, and whether changes and deletes go along. */
  readonly published?: readonly { readonly name: string; readonly erasures: boolean }[];
  /** Row-level security is on for it. */
  readonly rowSecurity: boolean;
  /** Why nothing may be changed in it, for a person; absent: it may. */
  readonly refuses?: string;
  /** An estimate; null where the store has none. */
  readonly estimatedRows: number | null;
}

/** The role that reads, and what it cannot see. */
export interface StoreRole {
  readonly name: string;
  /** `owner`, `superuser`, `bypassrls`, `unreadable: <dataset>`, and sentences. */
  readonly warnings: readonly string[];
  /** Of the datasets that it may read in part: the columns that it may not. */
  readonly unread?: Readonly<Record<string, readonly string[]>>;
  /** Schemas of which it is shown no table that it has no right to, nor is the role that acts: there may be more than is known. */
  readonly blind?: readonly string[];
}

export interface StoreSchema {
  readonly store: string;
  readonly kind: string;
  /** For people: `PostgreSQL 15.20`. */
  readonly product: string;
  /** The schema whose datasets go by their plain names, where the store has schemas. */
  readonly defaultSchema?: string;
  readonly datasets: Readonly<Record<string, DatasetSchema>>;
  readonly role: StoreRole;
  /** What lies in the store and is in no dataset (files), as counts in words. */
  readonly passedOver?: readonly string[];
}
