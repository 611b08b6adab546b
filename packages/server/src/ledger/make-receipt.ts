import { inclusionProof, inclusionRanges, type Receipt, readerOf, tilesOf, toBase64 } from "@troth/core/ledger";
import type { Storage } from "../storage/index.ts";
import { LedgerError } from "./errors.ts";
import { carriedAs, checkpointHolding, entryOf, logOf, tilesAt } from "./store.ts";

/**
 * The receipt of an entry, by the first checkpoint that holds it: the same bytes whenever it is asked for.
 * Undefined while it is pending. @throws LedgerError `ledger.unknown-entry`, `ledger.damaged`.
 */
export async function makeReceipt(db: Storage["db"], entryId: string): Promise<Receipt | undefined> {
  const entry = /^[1-9][0-9]{0,17}$/.test(entryId) ? await entryOf(db, entryId) : undefined;
  if (entry === undefined) throw new LedgerError("ledger.unknown-entry", `there is no entry \`${entryId}\``);
  if (entry.index === null) {
    const carried = (await logOf(db, entry.log)).ended_at === null ? undefined : await carriedAs(db, entryId);
    return carried === undefined ? undefined : makeReceipt(db, carried.id);
  }
  const index = Number(entry.index);
  const checkpoint = await checkpointHolding(db, entry.log, index);
  if (checkpoint === undefined) throw damaged(entryId, "no checkpoint holds it");
  const { size, note } = checkpoint;
  const tiles = await tilesAt(db, entry.log, tilesOf(inclusionRanges(index, size)));
  return {
    troth: "receipt/1",
    entry: JSON.parse(entry.body) as Record<string, unknown>,
    index,
    size,
    proof: proofFrom(entryId, () => inclusionProof(index, size, readerOf(tiles))).map(toBase64),
    checkpoint: note,
  };
}

function proofFrom(entryId: string, prove: () => readonly Uint8Array[]): readonly Uint8Array[] {
  try {
    return prove();
  } catch (cause) {
    throw damaged(entryId, "tiles of its log are missing", cause);
  }
}

function damaged(entryId: string, why: string, cause?: unknown): LedgerError {
  const advice = "run troth ledger fsck, and restore a backup";
  return new LedgerError("ledger.damaged", `entry ${entryId} has no receipt: ${why}`, { advice, cause });
}
