import { TrothError } from "@troth/core/foundation";

/** Why no browser could visit anything; `scan.ended`: the browser ended on its way. */
export type ScanErrorCode = "scan.library" | "scan.browser" | "scan.address" | "scan.ended";

/** A scan without an answer. */
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
