import { utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "../foundation/index.ts";
import { fromBase64, fromUtf8 } from "./bytes.ts";
import { type CheckpointRefusal, openCheckpoint } from "./checkpoint.ts";
import { headOf, MAX_ENTRY_BYTES } from "./entry.ts";
import { HASH_BYTES, leafHash } from "./merkle.ts";
import { parseVkey, type Vkey } from "./note.ts";
import type { Receipt } from "./receipt.ts";
import { verifyInclusion } from "./verify-proof.ts";

/** Largest receipt file: an entry, 53 hashes and a note, with room. */
export const MAX_RECEIPT_BYTES = 128 * 1024;
const MAX_NOTE_LENGTH = 4096;
const MAX_PROOF = 53;
const MEMBERS = "checkpoint,entry,index,proof,size,troth";

/** Why a receipt is refused, in the order in which it is looked at. */
export type ReceiptRefusal =
  | "keyMalformed"
  | "tooLarge"
  | "notText"
  | "notJson"
  | "notCanonical"
  | "malformed"
  | CheckpointRefusal
  | "otherSignatures"
  | "otherSize"
  | "notInTree";

/** What verification answers. */
export type VerifiedReceipt =
  | { readonly ok: true; readonly receipt: Receipt }
  | { readonly ok: false; readonly because: ReceiptRefusal; readonly says: string };

const SAYS: Readonly<Record<ReceiptRefusal, string>> = {
  keyMalformed: "the key is not a C2SP vkey of an Ed25519 key",
  tooLarge: `the file is larger than any receipt (${MAX_RECEIPT_BYTES} bytes)`,
  notText: "the file is not UTF-8 text",
  notJson: "the file is not JSON",
  notCanonical: "the file is not in the one byte form of a receipt (canonical JSON): it was changed or rewritten",
  malformed: "the file is not a receipt of form `receipt/1`",
  notANote: "its checkpoint is not a signed note",
  notSignedByKey: "its checkpoint is not signed by this key",
  signatureWrong: "the signature under its checkpoint is wrong",
  notACheckpoint: "what is signed is not a log's checkpoint",
  otherLog: "it belongs to another log than the key does",
  otherSignatures: "its checkpoint carries other signatures beside the log's one",
  otherSize: "its size is not the signed checkpoint's",
  notInTree: "leaf hash does not match: this entry is not in the signed tree",
};

/**
 * Verifies a receipt's file, offline, by the log's key, which the caller has from the organization and not from
 * the receipt. Gives an answer and never throws.
 */
export function verifyReceipt(fileBytes: Uint8Array, vkey: string): VerifiedReceipt {
  const key = parseVkey(vkey);
  if (key === undefined) return refused("keyMalformed");
  const read = readReceipt(fileBytes);
  if (typeof read === "string") return refused(read);
  const because = faultOf(read, key);
  return because === undefined ? { ok: true, receipt: read } : refused(because);
}

const refused = (because: ReceiptRefusal): VerifiedReceipt => ({ ok: false, because, says: SAYS[because] });

/** The receipt in a file, its form checked and nothing verified; or why it is none. */
export function readReceipt(fileBytes: Uint8Array): Receipt | ReceiptRefusal {
  if (fileBytes.length > MAX_RECEIPT_BYTES) return "tooLarge";
  const text = fromUtf8(fileBytes);
  if (text === undefined) return "notText";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "notJson";
  }
  try {
    if (canonicalJson(value) !== text) return "notCanonical";
  } catch {
    // Numbers beyond JSON's, or nesting beyond the stack: no receipt of ours.
    return "notCanonical";
  }
  return isReceipt(value) ? value : "malformed";
}

/** The bytes of a receipt's file. */
export const receiptBytes = (receipt: Receipt): Uint8Array => utf8ToBytes(canonicalJson(receipt));

function faultOf(receipt: Receipt, key: Vkey): ReceiptRefusal | undefined {
  const opened = openCheckpoint(receipt.checkpoint, key);
  if (!opened.ok) return opened.because;
  // Bytes that no trusted key covers could be changed unseen; witnesses will be a form of their own.
  if (opened.signatures !== 1) return "otherSignatures";
  if (opened.checkpoint.size !== receipt.size) return "otherSize";
  if (receipt.entry.log !== opened.checkpoint.origin) return "otherLog";
  const leaf = leafHash(utf8ToBytes(canonicalJson(receipt.entry)));
  const proof = receipt.proof.map((hash) => fromBase64(hash) ?? new Uint8Array(0));
  const { root } = opened.checkpoint;
  return verifyInclusion({ leaf, index: receipt.index, size: receipt.size, proof, root }) ? undefined : "notInTree";
}

function isReceipt(value: unknown): value is Receipt {
  if (!isRecord(value) || Object.keys(value).sort().join() !== MEMBERS) return false;
  const { troth, entry, index, size, proof, checkpoint } = value;
  return (
    troth === "receipt/1" &&
    isRecord(entry) &&
    headOf(entry) !== undefined &&
    utf8ToBytes(canonicalJson(entry)).length <= MAX_ENTRY_BYTES &&
    isCount(index) &&
    isCount(size) &&
    index < size &&
    Array.isArray(proof) &&
    proof.length <= MAX_PROOF &&
    proof.every((hash) => typeof hash === "string" && fromBase64(hash)?.length === HASH_BYTES) &&
    typeof checkpoint === "string" &&
    checkpoint.length <= MAX_NOTE_LENGTH
  );
}

const isCount = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
