/** A receipt: an entry, its place in the log, and the signed checkpoint that holds it. Its file is its canonical JSON and nothing else. */
export interface Receipt {
  readonly troth: "receipt/1";
  /** The entry's canonical JSON, parsed: exactly what was hashed. */
  readonly entry: Readonly<Record<string, unknown>>;
  readonly index: number;
  readonly size: number;
  /** Inclusion proof, base64 hashes from leaf to root (RFC 6962). */
  readonly proof: readonly string[];
  /** C2SP signed note. */
  readonly checkpoint: string;
}
