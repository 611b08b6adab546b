export { captureRows, sizesOf } from "./capture-rows.ts";
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
export { changesSince, type EraseAnswer, eraseRows, RowCountError } from "./erase-rows.ts";
export { type ErasureRecord, fromBytes, joinRecords, toBytes } from "./erasure-record.ts";
export { type InspectedStores, inspectStores } from "./inspect-stores.ts";
export { type ReadBack, readBackIdentities, readBackTouched } from "./read-back.ts";
