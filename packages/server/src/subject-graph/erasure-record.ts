import type {
  CaptureQuery,
  Cell,
  GoneRow,
  KeptWork,
  PlanStep,
  StayingRows,
  SubjectIdentifier,
  TellingValue,
} from "@troth/core/subject-graph";

/** Rows that were deleted. */
export interface GoneKeys {
  readonly dataset: string;
  readonly rowKey: readonly string[];
  readonly keys: readonly (readonly Cell[])[];
  /** What stood in these columns of each, by a mark: another row under its key is known by that. Absent in old journals. */
  readonly columns?: readonly string[];
  readonly seen?: readonly string[];
  /** Where an act is repeated by its keys: what tells each row from another that is put under its key. Absent elsewhere. */
  readonly stamps?: readonly (string | null)[];
}

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
  readonly gone: readonly GoneKeys[];
  readonly changedRows: readonly {
    readonly dataset: string;
    readonly rowKey: readonly string[];
    readonly keys: readonly (readonly Cell[])[];
    /** `hashed`: by what a cell is told again, where it was made of what stood there. */
    readonly values: readonly { readonly column: string; readonly values: readonly Cell[]; readonly hashed?: boolean }[];
    readonly stamps?: readonly (string | null)[];
  }[];
  /** Rows that stay by a rule, and what the rule counts from. */
  readonly kept: readonly KeptWork[];
  /** All rows that a law keeps. Absent in old journals. */
  readonly staying?: readonly StayingRows[];
  /** How many these are, and how many of them stay without an end. */
  readonly keptRows: number;
  readonly withoutEnd: number;
  /** Deleted rows that other rows may point at: whatever is written late is found by them. */
  readonly gonePeople: readonly GoneRow[];
  /** Identifiers of the person, to search the identity columns of all stores for. */
  readonly identifiers: readonly SubjectIdentifier[];
  /** Values of their own rows that tell them from everybody else: searched for in the night after. Absent in old journals. */
  readonly telling?: readonly TellingValue[];
  /** Rows in which one of these identifiers stands and that are another person's, by the word of who looked. Absent: none. */
  readonly notTheirs?: readonly { readonly dataset: string; readonly keys: readonly (readonly Cell[])[] }[];
  readonly keptUntil: string | undefined;
  readonly firstKeepEnds: string | undefined;
  readonly storeMs: number;
  /** Of the deleted rows, those whose keys are others' by now. While it is read back alone: never stored. */
  readonly taken?: number;
}

/** Bytes as something that JSON has. */
export const encode = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? { $bytes: Buffer.from(value).toString("base64") } : value;

const decode = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && "$bytes" in value && typeof value.$bytes === "string"
    ? new Uint8Array(Buffer.from(value.$bytes, "base64"))
    : value;

/** Plain data with bytes in it, as bytes to be sealed. */
export const toBytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value, encode));

/** What `toBytes` was given. The caller knows what it sealed. */
export const fromBytes = <T>(bytes: Uint8Array): T => JSON.parse(new TextDecoder().decode(bytes), decode) as T;
