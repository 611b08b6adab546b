import { TrothError } from "@troth/core/foundation";

/** Why a key cannot be used. */
export type KeysErrorCode = "keys.forgotten" | "keys.master-missing" | "keys.master-wrong" | "keys.damaged" | "keys.busy";

/** The key store refused or failed. Messages hold no key and no value. */
export class KeysError extends TrothError {
  readonly code: KeysErrorCode;

  constructor(
    code: KeysErrorCode,
    message: string,
    more: { readonly place?: string; readonly advice?: string; readonly cause?: unknown } = {},
  ) {
    super(message, more);
    this.code = code;
  }
}
