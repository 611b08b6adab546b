export { canonicalJson, type Json } from "./canonical-json.ts";
export { assert, TrothError, unreachable } from "./errors.ts";
export { hashOf, keyedHash, sha256Bytes } from "./hash.ts";
