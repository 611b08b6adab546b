import { comparable } from "@troth/core/subject-graph";
import type { Match, Row, RowQuery, Value } from "../connector.ts";
import { matchable } from "../values.ts";

/** Reads a column of one file. */
export type ReadColumn = (column: string) => Value;

/** Texts that look the same are the same, however their accents are written. */
const formOf = (value: Value, { fold, as }: Pick<Match, "fold" | "as">): string | undefined => {
  if (value === null || value instanceof Uint8Array) return undefined;
  const text = String(value).normalize("NFC");
  if (as === "number" || as === "uuid") {
    const form = comparable(text, as);
    return form === undefined ? undefined : String(form);
  }
  return fold ? text.toLowerCase() : text;
};

/** Whether a file is asked for. */
export interface Matcher {
  /** The values that can match at all. */
  readonly values: readonly Row[];
  matches(read: ReadColumn): boolean;
}

/** Makes the test of a match; what it costs does not grow with the number of values. */
export function matcherOf(match: Match): Matcher {
  const values = matchable(match);
  const forms = values.map((row) => row.map((value) => formOf(value, match)));
  if (match.inside) {
    const [column = ""] = match.columns;
    return {
      values,
      matches: (read) => {
        const text = formOf(read(column), { fold: match.fold });
        return text !== undefined && values.some((_, at) => text.includes(forms[at]?.[0] ?? "\0"));
      },
    };
  }
  const wanted = new Set(forms.filter((row) => !row.includes(undefined)).map((row) => JSON.stringify(row)));
  return {
    values,
    matches: (read) => {
      const form = match.columns.map((column) => formOf(read(column), match));
      return !form.includes(undefined) && wanted.has(JSON.stringify(form));
    },
  };
}

/** Whether what narrows a query holds. */
export const holds = (where: RowQuery["where"], read: ReadColumn): boolean =>
  Object.entries(where ?? {}).every(([column, values]) => {
    const value = read(column);
    return value !== null && values.some((one) => String(one) === String(value));
  });
