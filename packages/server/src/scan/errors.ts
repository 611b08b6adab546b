import { TrothError } from "@troth/core/foundation";

/** Why no browser could visit anything. */
export type ScanErrorCode = "scan.library" | "scan.browser" | "scan.address";

/** A scan that could not begin: nothing was visited. */
export class ScanError extends TrothError {
  readonly code: ScanErrorCode;

  constructor(
    code: ScanErrorCode,
    message: string,
    more: { readonly advice: string; readonly place?: string; readonly cause?: unknown },
  ) {
    super(message, more);
    this.code = code;
  }
}
