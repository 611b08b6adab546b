// What a store is made of, as a connector's `inspect` reports it. Pure data; the same for every kind of store.

export interface ColumnSchema {
  readonly name: string;
  /** The store's own word: `character varying(50)`, `INTEGER`. */
  readonly type: string;
  /** `text` can hold a pseudonym. */
  readonly family: "text" | "number" | "boolean" | "date" | "time" | "timestamp" | "uuid" | "json" | "bytes" | "other";
  readonly nullable: boolean;
  /** Longest text in characters; null: no limit. */
  readonly maxLength: number | null;
  /** Set by the store; cannot be written. */
  readonly generated: boolean;
  /** Part of a unique index or constraint of its own (single column). */
  readonly unique: boolean;
  /** A CHECK, domain or enum limits its values: a pseudonym may not fit. */
  readonly checked: boolean;
  /** First column of an index. */
  readonly indexed: boolean;
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
}

export interface DatasetSchema {
  /** As the program names it: `users`; outside the store's default schema `billing.invoices`. */
  readonly name: string;
  readonly kind: "table" | "partitioned" | "view" | "materialized-view" | "foreign";
  readonly columns: readonly ColumnSchema[];
  /** Primary key; empty: none is declared. */
  readonly primaryKey: readonly string[];
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
  /** Row-level security is on for it. */
  readonly rowSecurity: boolean;
  /** An estimate; null where the store has none. */
  readonly estimatedRows: number | null;
}

export interface StoreSchema {
  readonly store: string;
  readonly kind: string;
  /** For people: `PostgreSQL 15.20`. */
  readonly product: string;
  readonly datasets: Readonly<Record<string, DatasetSchema>>;
  /** Warnings about the role: `owner`, `superuser`, `bypassrls`. */
  readonly role: { readonly name: string; readonly warnings: readonly string[] };
}
