import { TrothError } from "@troth/core/foundation";

/** The queue could not do its work. */
export class JobsError extends TrothError {
  readonly code: "jobs.unknown-kind" | "jobs.not-taken";

  constructor(code: JobsError["code"], message: string, more: { readonly advice?: string } = {}) {
    super(message, more);
    this.code = code;
  }
}
