import type { CaptureQuery, Cell, GoneRow, KeptWork, PlanStep } from "@troth/core/subject-graph";

/**
 * What an act did, as the read-back needs it. Holds keys and identifiers: it is stored sealed under the person's key.
 */
export interface ErasureRecord {
  readonly deleted: number;
  readonly changed: number;
  /** Transactions that this tells of. */
  readonly acts: number;
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
  /** Rows that stay by a rule, and what the rule counts from. */
  readonly kept: readonly KeptWork[];
  /** Rows that a law keeps, and those of them that stay without an end. */
  readonly keptRows: number;
  readonly withoutEnd: number;
  /** Deleted rows that other rows may point at: whatever is written late is found by them. */
  readonly gonePeople: readonly GoneRow[];
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

/** Plain data with bytes in it, as bytes to be sealed. */
export const toBytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value, encode));

/** What `toBytes` was given. The caller knows what it sealed. */
export const fromBytes = <T>(bytes: Uint8Array): T => JSON.parse(new TextDecoder().decode(bytes), decode) as T;

/**
 * One record of two acts on the same store: nothing that the first did is lost because the second found nothing more.
 * A question that both asked is answered by the second.
 */
export function joinRecords(first: ErasureRecord | undefined, second: ErasureRecord): ErasureRecord {
  if (!first) return second;
  const asked = new Set(second.asked.map((one) => JSON.stringify(one.query, encode)));
  return {
    ...second,
    deleted: first.deleted + second.deleted,
    changed: first.changed + second.changed,
    acts: first.acts + second.acts,
    asked: [...second.asked, ...first.asked.filter((one) => !asked.has(JSON.stringify(one.query, encode)))],
    gone: [...first.gone, ...second.gone],
    changedRows: [...first.changedRows, ...second.changedRows],
    kept: [...first.kept, ...second.kept],
    keptRows: first.keptRows + second.keptRows,
    withoutEnd: first.withoutEnd + second.withoutEnd,
    gonePeople: [...first.gonePeople, ...second.gonePeople],
    identifiers: [...first.identifiers, ...second.identifiers],
    keptUntil: [first.keptUntil, second.keptUntil]
      .filter((one) => one !== undefined)
      .sort()
      .at(-1),
    firstKeepEnds: [first.firstKeepEnds, second.firstKeepEnds].filter((one) => one !== undefined).sort()[0],
  };
}
