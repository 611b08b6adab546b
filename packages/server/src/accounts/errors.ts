import { TrothError } from "@troth/core/foundation";

/** What was asked of an account cannot be done. */
export class AccountError extends TrothError {
  readonly code: "accounts.role" | "accounts.unknown";

  constructor(code: AccountError["code"], message: string, advice?: string) {
    super(message, advice === undefined ? {} : { advice });
    this.code = code;
  }
}
