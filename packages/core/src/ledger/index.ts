export { fromBase64, toBase64 } from "./bytes.ts";
export {
  type Checkpoint,
  type CheckpointRefusal,
  checkpointText,
  type OpenedCheckpoint,
  openCheckpoint,
  parseCheckpoint,
} from "./checkpoint.ts";
export { type EncodedEntry, type Entry, encodeEntry, headOf, MAX_ENTRY_BYTES } from "./entry.ts";
export {
  EMPTY_ROOT,
  HASH_BYTES,
  hashOfRange,
  type LeafRange,
  leafHash,
  type NodeReader,
  nodeHash,
  rootOf,
  type TreeNode,
} from "./merkle.ts";
export {
  formatNote,
  formatVkey,
  isKeyName,
  type NoteSignature,
  type OpenedNote,
  openNote,
  type ParsedNote,
  parseNote,
  parseVkey,
  type Vkey,
  vkeyOf,
} from "./note.ts";
export {
  MAX_OPENED_BYTES,
  type OpenedReceipt,
  type OpenedRefusal,
  openedBytes,
  type VerifiedFile,
  type VerifiedOpened,
  verifyOpened,
  verifyReceiptFile,
} from "./opened-receipt.ts";
export { consistencyProof, consistencyRanges, inclusionProof, inclusionRanges } from "./proofs.ts";
export type { Receipt } from "./receipt.ts";
export {
  type Growth,
  growTiles,
  partialTiles,
  readerOf,
  TILE_HEIGHT,
  TILE_WIDTH,
  type Tile,
  type TilePlace,
  tilePath,
  tilesOf,
  tileWidth,
} from "./tiles.ts";
export { type Consistency, type Inclusion, verifyConsistency, verifyInclusion } from "./verify-proof.ts";
export {
  MAX_RECEIPT_BYTES,
  type ReceiptRefusal,
  readReceipt,
  receiptBytes,
  type VerifiedReceipt,
  verifyReceipt,
} from "./verify-receipt.ts";
