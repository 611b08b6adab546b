import { TrothError } from "@troth/core/foundation";

/** Why Troth's own database cannot be used. */
export type StorageErrorCode =
  | "storage.locked"
  | "storage.bad-url"
  | "storage.unreachable"
  | "storage.newer"
  | "storage.damaged-backup"
  | "storage.not-empty"
  | "storage.failed";

/** Troth's own database refused or failed. Messages hold no row. */
export class StorageError extends TrothError {
  readonly code: StorageErrorCode;

  constructor(
    code: StorageErrorCode,
    message: string,
    more: { readonly place?: string; readonly advice?: string; readonly cause?: unknown } = {},
  ) {
    super(message, more);
    this.code = code;
  }
}
