import { TrothError } from "@troth/core/foundation";

export type FactsErrorCode = "facts.feed-pruned" | "facts.feed-ahead" | "facts.name";

/** Something about facts and states that a caller can act on. */
export class FactsError extends TrothError {
  readonly code: FactsErrorCode;

  constructor(code: FactsErrorCode, message: string, advice: string) {
    super(message, { advice });
    this.code = code;
  }
}
