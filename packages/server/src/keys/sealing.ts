import { createHmac } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";

/** What sealed bytes begin with: finds them in a heap or a backup, and tells their format. */
export const SEALED_MAGIC: Uint8Array = new TextEncoder().encode("TRTH1");

/** Bytes of a key's id: names the key, says nothing about its owner. */
export const KEY_ID_BYTES = 16;

const NONCE_BYTES = 24;
const TAG_BYTES = 16;
const HEAD_BYTES = SEALED_MAGIC.length + KEY_ID_BYTES + NONCE_BYTES;

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
  const hidden = xchacha20poly1305(key, nonce, new TextEncoder().encode(context)).encrypt(plain);
  const sealed = new Uint8Array(HEAD_BYTES + hidden.length);
  sealed.set(SEALED_MAGIC, 0);
  sealed.set(keyId, SEALED_MAGIC.length);
  sealed.set(nonce, SEALED_MAGIC.length + KEY_ID_BYTES);
  sealed.set(hidden, HEAD_BYTES);
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
  try {
    return xchacha20poly1305(key, nonce, new TextEncoder().encode(context)).decrypt(sealed.subarray(HEAD_BYTES));
  } catch {
    return undefined;
  }
}

/** Seals with a fresh nonce. */
export function createSealer(random: (length: number) => Uint8Array) {
  return (key: Uint8Array, keyId: Uint8Array, context: string, plain: Uint8Array): Uint8Array =>
    sealBytes({ key, keyId, nonce: random(NONCE_BYTES), context, plain });
}
