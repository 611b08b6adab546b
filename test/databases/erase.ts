// The one place where this suite meets the engine.

/** Somebody to erase, and the program under which. */
export interface EraseInput {
  /** Path of the program. */
  readonly program: string;
  /** What its `${...}` references stand for. */
  readonly env: Readonly<Record<string, string>>;
  readonly subject: { readonly kind: string; readonly value: string };
  /** A folder of Troth's own for this run. */
  readonly home: string;
  /** Milliseconds since 1970: retention periods are counted against it. */
  readonly now: number;
}

/** What the engine says it did. */
export interface Erased {
  readonly deleted: number;
  readonly changed: number;
}

export async function erase(_input: EraseInput): Promise<Erased> {
  throw new Error("the engine is not there yet");
}
