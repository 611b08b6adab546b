import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "./canonical-json.ts";

/** SHA-256 of bytes. */
export const sha256Bytes = (bytes: Uint8Array): Uint8Array => sha256(bytes);

/** SHA-256 of a value's canonical JSON, in lowercase hex. */
export const hashOf = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));

/** SHA-256 of a text's UTF-8 bytes, in lowercase hex. */
export const hashOfText = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** HMAC-SHA-256 of a text, in lowercase hex: a commitment that only the key's holder can guess at. */
export const keyedHash = (key: Uint8Array, text: string): string => bytesToHex(hmac(sha256, key, utf8ToBytes(text)));
