import { createCipheriv, createDecipheriv, createHmac } from "node:crypto";
import { hchacha } from "@noble/ciphers/chacha.js";

/** What sealed bytes begin with: finds them in a heap or a backup, and tells their format. */
export const SEALED_MAGIC: Uint8Array = new TextEncoder().encode("TRTH1");

/** Bytes of a key's id: names the key, says nothing about its owner. */
export const KEY_ID_BYTES = 16;

const NONCE_BYTES = 24;
const TAG_BYTES = 16;
const HEAD_BYTES = SEALED_MAGIC.length + KEY_ID_BYTES + NONCE_BYTES;

// XChaCha20-Poly1305 is ChaCha20-Poly1305 under a key that is made of this one and the first 16 bytes of the nonce. OpenSSL has the
// one and not the other; a choice seals thrice, which takes four times as long where the whole of it is JavaScript.
const CIPHER = "chacha20-poly1305";
const OPTIONS = { authTagLength: TAG_BYTES };
const NONCE_OF_KEY = 16;
const SHORT_NONCE = { bytes: 12, zeros: 4 };

/** Bytes as the words that they are in this machine's memory. */
const wordsOf = (bytes: Uint8Array): Uint32Array => new Uint32Array(Uint8Array.from(bytes).buffer);
const CHACHA = wordsOf(new TextEncoder().encode("expand 32-byte k"));

/** The key of one message alone, and the rest of the nonce behind four zeros. @source draft-irtf-cfrg-xchacha-03, 2.3 */
function ofNonce(key: Uint8Array, nonce: Uint8Array): { readonly own: Uint32Array; readonly short: Uint8Array } {
  const words = wordsOf(key);
  const own = new Uint32Array(words.length);
  hchacha(CHACHA, words, wordsOf(nonce.subarray(0, NONCE_OF_KEY)), own);
  words.fill(0);
  const short = new Uint8Array(SHORT_NONCE.bytes);
  short.set(nonce.subarray(NONCE_OF_KEY), SHORT_NONCE.zeros);
  return { own, short };
}

/** Derives a key for one use, so that no key serves two. */
export const deriveKey = (key: Uint8Array, use: "sealing" | "commitment" | "opening"): Uint8Array =>
  new Uint8Array(createHmac("sha256", key).update(`troth/${use}/1`).digest());

/** `magic | key id | nonce | ciphertext and tag`; `context` is authenticated, not kept. */
export function sealBytes(sealing: {
  readonly key: Uint8Array;
  readonly keyId: Uint8Array;
  readonly nonce: Uint8Array;
  readonly context: string;
  readonly plain: Uint8Array;
}): Uint8Array {
  const { key, keyId, nonce, context, plain } = sealing;
  const { own, short } = ofNonce(key, nonce);
  const cipher = createCipheriv(CIPHER, own, short, OPTIONS);
  own.fill(0);
  cipher.setAAD(Buffer.from(context), { plaintextLength: plain.length });
  const sealed = new Uint8Array(HEAD_BYTES + plain.length + TAG_BYTES);
  sealed.set(SEALED_MAGIC, 0);
  sealed.set(keyId, SEALED_MAGIC.length);
  sealed.set(nonce, SEALED_MAGIC.length + KEY_ID_BYTES);
  sealed.set(cipher.update(plain), HEAD_BYTES);
  cipher.final();
  sealed.set(cipher.getAuthTag(), HEAD_BYTES + plain.length);
  return sealed;
}

/** The id of the key that bytes are sealed under; undefined if they are not sealed bytes. */
export function keyIdOf(sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length < HEAD_BYTES + TAG_BYTES || SEALED_MAGIC.some((byte, at) => sealed[at] !== byte)) return undefined;
  return sealed.slice(SEALED_MAGIC.length, SEALED_MAGIC.length + KEY_ID_BYTES);
}

/** What was sealed; undefined if key or context are others, or one bit is. */
export function openBytes(key: Uint8Array, context: string, sealed: Uint8Array): Uint8Array | undefined {
  if (keyIdOf(sealed) === undefined) return undefined;
  const nonce = sealed.subarray(SEALED_MAGIC.length + KEY_ID_BYTES, HEAD_BYTES);
  const hidden = sealed.subarray(HEAD_BYTES, -TAG_BYTES);
  const { own, short } = ofNonce(key, nonce);
  const cipher = createDecipheriv(CIPHER, own, short, OPTIONS);
  own.fill(0);
  cipher.setAAD(Buffer.from(context), { plaintextLength: hidden.length });
  cipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  // The bytes themselves and no copy of them: they may be a key, which whoever opened it lets go of.
  const plain = cipher.update(hidden);
  try {
    cipher.final();
    return new Uint8Array(plain.buffer, plain.byteOffset, plain.length);
  } catch {
    plain.fill(0);
    return undefined;
  }
}

/** Seals with a fresh nonce. */
export function createSealer(random: (length: number) => Uint8Array) {
  return (key: Uint8Array, keyId: Uint8Array, context: string, plain: Uint8Array): Uint8Array =>
    sealBytes({ key, keyId, nonce: random(NONCE_BYTES), context, plain });
}
