import type { CaptureQuery, Cell, PlanStep } from "@troth/core/subject-graph";

/** Rows that outlive an erasure for a time; the keep says until when, by the column it counts from. */
export interface KeptRows {
  readonly dataset: string;
  readonly rowKey: readonly string[];
  readonly keys: readonly (readonly Cell[])[];
}

/**
 * What an act did, as the read-back needs it. Holds keys and identifiers: it is stored sealed under the person's key.
 */
export interface ErasureRecord {
  readonly deleted: number;
  readonly changed: number;
  readonly steps: readonly PlanStep[];
  /** Every question of the capture, and how many rows may still answer it. */
  readonly asked: readonly { readonly query: CaptureQuery; readonly expected: number }[];
  readonly gone: readonly {
    readonly dataset: string;
    readonly rowKey: readonly string[];
    readonly keys: readonly (readonly Cell[])[];
  }[];
  readonly changedRows: readonly {
    readonly dataset: string;
    readonly rowKey: readonly string[];
    readonly keys: readonly (readonly Cell[])[];
    readonly values: readonly { readonly column: string; readonly values: readonly Cell[] }[];
  }[];
  /** Rows that stay by a rule: dataset, keys, last day. */
  readonly kept: readonly {
    readonly dataset: string;
    readonly rowKey: readonly string[];
    readonly keys: readonly (readonly Cell[])[];
  }[];
  /** Identifiers of the person, to search the identity columns of all stores for. */
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
  readonly keptUntil: string | undefined;
  readonly firstKeepEnds: string | undefined;
  readonly storeMs: number;
}

const encode = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? { $bytes: Buffer.from(value).toString("base64") } : value;

const decode = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && "$bytes" in value && typeof value.$bytes === "string"
    ? new Uint8Array(Buffer.from(value.$bytes, "base64"))
    : value;

/** A record as bytes, to be sealed. */
export const recordBytes = (record: ErasureRecord): Uint8Array => new TextEncoder().encode(JSON.stringify(record, encode));

/** The record in opened bytes. */
export const recordFrom = (bytes: Uint8Array): ErasureRecord =>
  JSON.parse(new TextDecoder().decode(bytes), decode) as ErasureRecord;
