import { TrothError } from "@troth/core/foundation";

/** What was asked of a request cannot be done. */
export class RequestError extends TrothError {
  readonly code:
    | "requests.unknown"
    | "requests.state"
    | "requests.forgotten"
    | "requests.raced"
    | "requests.no-plan"
    | "requests.batch";

  constructor(code: RequestError["code"], message: string, advice?: string) {
    super(message, advice === undefined ? {} : { advice });
    this.code = code;
  }
}
