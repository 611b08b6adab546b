export { KeysError, type KeysErrorCode } from "./errors.ts";
export type { KeyOwner, Keys, UnlockedKey } from "./keys.ts";
export { openKeys } from "./open-keys.ts";
