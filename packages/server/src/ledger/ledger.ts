import type { Receipt } from "@troth/core/ledger";
import type { Tx } from "../storage/index.ts";

/** What is written down. `body` holds ids, counts, names of ours and commitments; never a personal value. */
export interface EntryInput {
  /** `request.taken`, `request.approved`, `store.erased`, ... */
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Ledger {
  /** The log's key in C2SP `vkey` form. */
  readonly vkey: string;
  /** The log's name: `fernhill.example/troth/1a2b3c4d`. No two logs have the same, not even those of one organization. */
  readonly origin: string;
  /** Writes an entry in the caller's transaction: the change and its entry are one. Returns the entry's id. */
  append(tx: Tx, entry: EntryInput): Promise<string>;
  /** Takes all visible unindexed entries, gives dense indexes, writes tiles and a signed checkpoint, publishes it. Returns the new size. */
  sequence(): Promise<number>;
  /** The receipt of an entry; undefined while it is pending. Canonical JSON of it is the file. */
  receipt(entryId: string): Promise<Receipt | undefined>;
  /** Recomputes everything; an empty list of problems is a sound ledger. */
  fsck(): Promise<{ readonly entries: number; readonly problems: readonly string[]; readonly forgotten: number }>;
}
