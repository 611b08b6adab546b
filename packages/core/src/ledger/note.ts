import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { fromBase64, sameBytes, toBase64 } from "./bytes.ts";

const ED25519_TYPE = 1;
const KEY_ID_BYTES = 4;
const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** Verifiers must take 16 signatures; a bound keeps a hostile note from costing more than it should. @source C2SP signed-note */
const MAX_SIGNATURES = 100;
const NAME = /^[^\s+\p{Z}\p{Cc}]+$/u;

/** A key that signs notes, as its verifier knows it. */
export interface Vkey {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** A signature line. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** A note taken apart; nothing in it has been verified. */
export interface ParsedNote {
  /** With its last newline: what is signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Whether a text may name a key: not empty, no space, no plus, no control character. */
export const isKeyName = (name: string): boolean => NAME.test(name);

/** The vkey of an Ed25519 key. Throws if the name or the key cannot be one. @source C2SP signed-note */
export function vkeyOf(name: string, publicKey: Uint8Array): Vkey {
  if (!isKeyName(name)) throw new RangeError("a key's name must not be empty or hold spaces or a plus");
  if (publicKey.length !== PUBLIC_KEY_BYTES) throw new RangeError("an Ed25519 public key has 32 bytes");
  const hashed = sha256(concatBytes(utf8ToBytes(`${name}\n`), Uint8Array.of(ED25519_TYPE), publicKey));
  return { name, keyId: hashed.slice(0, KEY_ID_BYTES), publicKey };
}

/** The text form: name, key id in hex, type and key in base64, with plus signs between. */
export function formatVkey({ name, keyId, publicKey }: Vkey): string {
  return `${name}+${bytesToHex(keyId)}+${toBase64(concatBytes(Uint8Array.of(ED25519_TYPE), publicKey))}`;
}

/** Reads a vkey; undefined unless it is exactly what `formatVkey` writes for an Ed25519 key. */
export function parseVkey(text: string): Vkey | undefined {
  const name = text.slice(0, Math.max(0, text.indexOf("+")));
  const typed = fromBase64(text.slice(name.length + 2 + 2 * KEY_ID_BYTES));
  if (!isKeyName(name) || typed?.length !== 1 + PUBLIC_KEY_BYTES || typed[0] !== ED25519_TYPE) return undefined;
  const vkey = vkeyOf(name, typed.slice(1));
  return formatVkey(vkey) === text ? vkey : undefined;
}

/** The note of a text and its signatures. */
export function formatNote({ text, signatures }: ParsedNote): string {
  if (!text.endsWith("\n") || !isNoteText(text))
    throw new RangeError("a note's text ends in a newline and holds no control character");
  return `${text}\n${signatures.map(({ name, keyId, signature }) => `— ${name} ${toBase64(concatBytes(keyId, signature))}\n`).join("")}`;
}

/** Takes a note apart; undefined if it is not one. Signatures by unknown algorithms are kept: others may know them. */
export function parseNote(note: string): ParsedNote | undefined {
  const blank = note.lastIndexOf("\n\n");
  if (blank < 0 || !note.endsWith("\n") || !isNoteText(note)) return undefined;
  const lines = note.slice(blank + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignature(line);
    if (signature === undefined) return undefined;
    signatures.push(signature);
  }
  return { text: note.slice(0, blank + 1), signatures };
}

function parseSignature(line: string): NoteSignature | undefined {
  const [dash, name, base64, ...more] = line.split(" ");
  if (dash !== "—" || name === undefined || base64 === undefined || more.length > 0 || !isKeyName(name)) return undefined;
  const bytes = fromBase64(base64);
  if (bytes === undefined || bytes.length <= KEY_ID_BYTES) return undefined;
  return { name, keyId: bytes.slice(0, KEY_ID_BYTES), signature: bytes.slice(KEY_ID_BYTES) };
}

/** What a note says, if the key signed it. */
export type OpenedNote =
  | { readonly ok: true; readonly text: string; readonly signatures: readonly NoteSignature[] }
  | { readonly ok: false; readonly because: "notANote" | "notSignedByKey" | "signatureWrong" };

/** Verifies a note by a key that the caller trusts. Other keys' signatures are ignored; a wrong one by this key refuses it. */
export function openNote(note: string, vkey: Vkey): OpenedNote {
  const parsed = parseNote(note);
  if (parsed === undefined) return { ok: false, because: "notANote" };
  const own = parsed.signatures.filter(({ name, keyId }) => name === vkey.name && sameBytes(keyId, vkey.keyId));
  if (own.length === 0) return { ok: false, because: "notSignedByKey" };
  const message = utf8ToBytes(parsed.text);
  if (!own.every(({ signature }) => isSignature(signature, message, vkey.publicKey)))
    return { ok: false, because: "signatureWrong" };
  return { ok: true, ...parsed };
}

function isSignature(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  try {
    // RFC 8032 as it stands: ZIP-215 would take more than one encoding of the same signature.
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/** No ASCII control character but newline, and nothing that UTF-8 cannot hold. */
function isNoteText(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if ((code < 0x20 && code !== 0x0a) || (code >= 0xd800 && code <= 0xdfff)) return false;
  }
  return true;
}
