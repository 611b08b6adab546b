/** A fault that the caller can act on. Subclass it once per cause; `code` is stable. */
export abstract class TrothError extends Error {
  /** Stable and dotted, such as `connector.unreachable`. */
  abstract readonly code: string;
  /** What to do about it, in one sentence for a person. Never holds a personal value. */
  readonly advice: string | undefined;
  /** Where it is: `troth.yaml:12:5`, a store, a file. */
  readonly place: string | undefined;

  constructor(message: string, more: { readonly place?: string; readonly advice?: string; readonly cause?: unknown } = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = new.target.name;
    this.place = more.place;
    this.advice = more.advice;
  }
}

/** The end of a `switch` over a union: unreachable, and the compiler says so. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}

/** Says that something must hold; a failure is a bug of ours, never of the caller. */
export function assert(claim: unknown, says: string): asserts claim {
  if (!claim) throw new Error(`bug: ${says}`);
}
