/** An answer: done, or a lawful no with its reason. */
export type Answer<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "refused"; readonly reason: string; readonly says: string; readonly advice?: string };

/** A lawful no. */
export const no = (reason: string, says: string, advice?: string): Extract<Answer<never>, { kind: "refused" }> => ({
  kind: "refused",
  reason,
  says,
  ...(advice === undefined ? {} : { advice }),
});

/** It is done. */
export const done = <T>(value: T): Extract<Answer<T>, { kind: "done" }> => ({ kind: "done", value });
