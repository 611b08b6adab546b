export { canonicalJson, type Json } from "./canonical-json.ts";
export { assert, TrothError, unreachable } from "./errors.ts";
export { hashOf, hashOfText, keyedHash, sha256Bytes } from "./hash.ts";
export type { LegalPeriod } from "./legal-period.ts";
export { HASH_KEY_BYTES, type Hasher, hasherOf } from "./siphash.ts";
export { standsAt, type Word, type WordedText, worded } from "./word-spans.ts";
