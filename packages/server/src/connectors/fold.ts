import type { Value } from "./connector.ts";

/** A text of SQL, and what stands in its places. */
export interface Folded {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** Letters beyond ASCII of these values that have another case: the small one of each with its capital. SQLite folds ASCII alone, and so does a collation of PostgreSQL's (`C`). */
export function otherLetters(values: readonly unknown[]): readonly (readonly [small: string, capital: string])[] {
  const letters = new Map<string, string>();
  for (const value of values) {
    if (typeof value !== "string") continue;
    for (const small of value.toLowerCase()) {
      const capital = small.toUpperCase();
      if (small > "\x7f" && capital !== small && capital.toLowerCase() === small) letters.set(small, capital);
    }
  }
  return [...letters];
}

/** An expression in small letters: ASCII's and these. No index serves it. */
export const folded = (sql: string, letters: ReturnType<typeof otherLetters>): Folded =>
  letters.reduce<Folded>(
    (inner, [small, capital]) => ({ sql: `replace(${inner.sql}, ?, ?)`, values: [...inner.values, capital, small] }),
    { sql: `lower(${sql})`, values: [] },
  );

/** A value in small letters, as `folded` compares it. */
export const inSmall = (value: Value): Value => (typeof value === "string" ? value.toLowerCase() : value);
