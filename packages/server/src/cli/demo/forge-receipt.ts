import { generateKeyPairSync, sign } from "node:crypto";
import { canonicalJson } from "@troth/core/foundation";
import { formatNote, formatVkey, parseNote, parseVkey, type Receipt, vkeyOf } from "@troth/core/ledger";

/** The receipt's file with one byte changed: it names another request. Still in the one form that a receipt has. */
export function changeOneByte(file: Uint8Array, request: string): Uint8Array {
  const forged = file.slice();
  const at = Buffer.from(file).indexOf(`"${request}"`) + request.length;
  const digit = forged[at];
  if (digit === undefined) throw new Error("bug: the receipt does not name its request");
  forged[at] = digit === 0x39 ? 0x30 : digit + 1;
  return forged;
}

/** The same receipt, signed whole by another key that takes the log's name; and that key. */
export function signByAnotherKey(receipt: Receipt, vkey: string): { readonly file: Uint8Array; readonly vkey: string } {
  const note = parseNote(receipt.checkpoint);
  const name = parseVkey(vkey)?.name;
  if (note === undefined || name === undefined) throw new Error("bug: the receipt or the key is malformed");
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "jwk" }).x ?? "";
  const other = vkeyOf(name, new Uint8Array(Buffer.from(raw, "base64url")));
  const signature = new Uint8Array(sign(null, Buffer.from(note.text), privateKey));
  const checkpoint = formatNote({ text: note.text, signatures: [{ name, keyId: other.keyId, signature }] });
  return { file: new TextEncoder().encode(canonicalJson({ ...receipt, checkpoint })), vkey: formatVkey(other) };
}
