import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/** What a use case may do inside one transaction of Troth's own database. */
export type Tx = Transaction<Tables>;

/**
 * Troth's own database: PGlite in a folder, or PostgreSQL. The same SQL on both.
 * Timestamps come back as ISO 8601 texts in UTC, int8 as text, jsonb parsed, bytea as Uint8Array: on both alike.
 */
export interface Storage {
  readonly kind: "pglite" | "postgres";
  /** For reads and single statements. Inside a transaction's work use its `tx`: asking here throws, it would wait for itself. */
  readonly db: Kysely<Tables>;
  /** Serialized on PGlite; READ COMMITTED on PostgreSQL. MUST NOT be nested. Keep it short: never a store's call inside. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Raw SQL outside a transaction, as pg-boss wants it. Several statements may be given if there are no values. */
  executeSql(text: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[]; rowCount: number }>;
  /** Checkpoint and vacuum, which PGlite does not do by itself; nothing on PostgreSQL. To be called daily. */
  maintain(): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}
