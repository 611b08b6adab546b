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
  /** For reads and single statements. */
  readonly db: Kysely<Tables>;
  /** Serialized on PGlite; READ COMMITTED on PostgreSQL. MUST NOT be nested. Keep it short: never a store's call inside. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Raw SQL outside a transaction, as pg-boss wants it. */
  executeSql(text: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[]; rowCount: number }>;
  close(): Promise<void>;
}
