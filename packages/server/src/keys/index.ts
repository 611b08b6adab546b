export { KeysError, type KeysErrorCode } from "./errors.ts";
export type { KeyOwner, Keys, NewKeys, UnlockedKey } from "./keys.ts";
export { openKeys } from "./open-keys.ts";
