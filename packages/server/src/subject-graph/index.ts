export { askStore, countStore } from "./ask-store.ts";
export { captureAcross, captureRows, type KnownBefore, sizesOf } from "./capture-rows.ts";
export { type CopiedFile, isCopiedFile } from "./copy-files.ts";
export {
  CopyChanged,
  type CopyCounts,
  type CopyField,
  type CopyPart,
  copyRows,
  type ReviewedText,
  type TextReview,
} from "./copy-rows.ts";
export { endKeptRows, type KeepsEnded } from "./end-kept-rows.ts";
export { type ChunkDid, eraseChunk } from "./erase-chunk.ts";
export { changesSince, type EraseAnswer, eraseRows, identifiersOf, pseudonymKeys, RowCountError } from "./erase-rows.ts";
export { type ErasureRecord, fromBytes, toBytes } from "./erasure-record.ts";
export { type InspectedStores, inspectStores } from "./inspect-stores.ts";
export { joinRecords } from "./join-records.ts";
export { type DoneChunk, partRecord, wholeRecord } from "./large-record.ts";
export { cutErasure, type LargeAnswer, type LargeWork } from "./large-work.ts";
export { type PlannedSql, planSql } from "./plan-sql.ts";
export {
  isUndone,
  joinedParts,
  type ReadBack,
  type ReadBackPart,
  readBackArrived,
  readBackCopies,
  readBackIdentities,
  readBackTouched,
  rowsByIdentifier,
} from "./read-back.ts";
export { repeatErasure, withoutPutSince } from "./repeat-erasure.ts";
export { isSameValue } from "./same-value.ts";
export { areOthersAlone, exceptTaken, goneRows, type RowAgain, rowsAgain } from "./taken-keys.ts";
