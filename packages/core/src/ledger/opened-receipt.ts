import { hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson, keyedHash } from "../foundation/index.ts";
import { fromUtf8 } from "./bytes.ts";
import type { Receipt } from "./receipt.ts";
import { MAX_RECEIPT_BYTES, type ReceiptRefusal, receiptBytes, verifyReceipt } from "./verify-receipt.ts";

/**
 * A receipt with one thing opened to which its entry commits: the text, and the key of this commitment alone. Its file is its
 * canonical JSON and nothing else. Whoever has it can show what was stated of them; the ledger itself says nothing of it.
 */
export interface OpenedReceipt {
  readonly troth: "opened/1";
  /** What was committed to, as it was hashed. */
  readonly text: string;
  /** Hex, of the keyed hash; of no other commitment. */
  readonly key: string;
  readonly receipt: Receipt;
}

/** Why an opened receipt is refused, beside what its receipt may be refused for. */
export type OpenedRefusal = ReceiptRefusal | "notOpened" | "notCommitted";

/** What verification answers. */
export type VerifiedOpened =
  | { readonly ok: true; readonly opened: OpenedReceipt }
  | { readonly ok: false; readonly because: OpenedRefusal; readonly says: string };

const MEMBERS = "key,receipt,text,troth";
/** A commitment of fewer signs binds nobody. */
const LEAST_LETTERS = 32;

/** What verification of a file of either kind answers; `text`: what was opened of it, if something was. */
export type VerifiedFile =
  | { readonly ok: true; readonly receipt: Receipt; readonly text: string | undefined }
  | Extract<VerifiedOpened, { ok: false }>;

/** Largest file of either kind. */
export const MAX_OPENED_BYTES = MAX_RECEIPT_BYTES * 2;

/** Verifies the file of a receipt, or of one with something opened, as it says. Gives an answer and never throws. */
export function verifyReceiptFile(fileBytes: Uint8Array, vkey: string): VerifiedFile {
  if (readOpened(fileBytes) === undefined) {
    const plain = verifyReceipt(fileBytes, vkey);
    return plain.ok ? { ...plain, text: undefined } : plain;
  }
  const answer = verifyOpened(fileBytes, vkey);
  return answer.ok ? { ok: true, receipt: answer.opened.receipt, text: answer.opened.text } : answer;
}

/** Verifies an opened receipt's file, offline, by the log's key. Gives an answer and never throws. */
export function verifyOpened(fileBytes: Uint8Array, vkey: string): VerifiedOpened {
  const opened = readOpened(fileBytes);
  if (opened === undefined) return refused("notOpened", "the file is not an opened receipt of form `opened/1`");
  const verified = verifyReceipt(receiptBytes(opened.receipt), vkey);
  if (!verified.ok) return verified;
  const { commitments } = verified.receipt.entry;
  const commitment = keyedHash(hexToBytes(opened.key), opened.text);
  const isHeld =
    Array.isArray(commitments) &&
    commitments.some((one) => typeof one === "string" && one.length >= LEAST_LETTERS && commitment.startsWith(one));
  if (!isHeld) return refused("notCommitted", "the entry does not commit to this text: it was changed, or is of another entry");
  return { ok: true, opened };
}

const refused = (because: OpenedRefusal, says: string): VerifiedOpened => ({ ok: false, because, says });

/** The bytes of an opened receipt's file. */
export const openedBytes = (opened: OpenedReceipt): Uint8Array => utf8ToBytes(canonicalJson(opened));

function readOpened(fileBytes: Uint8Array): OpenedReceipt | undefined {
  if (fileBytes.length > MAX_OPENED_BYTES) return undefined;
  try {
    const text = fromUtf8(fileBytes) ?? "";
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Object.keys(value).sort().join() !== MEMBERS) return undefined;
    const one = value as Readonly<Record<string, unknown>>;
    const isOne =
      one.troth === "opened/1" &&
      typeof one.text === "string" &&
      typeof one.key === "string" &&
      /^[0-9a-f]{64}$/.test(one.key) &&
      typeof one.receipt === "object" &&
      one.receipt !== null &&
      canonicalJson(value) === text;
    return isOne ? (value as OpenedReceipt) : undefined;
  } catch {
    return undefined;
  }
}
