export { KeysError, type KeysErrorCode } from "./errors.ts";
export type { KeyOwner, Keys } from "./keys.ts";
export { openKeys } from "./open-keys.ts";
