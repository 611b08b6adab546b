// What limits the columns of a table beside their types, as information_schema tells it.
import type { Check, UniqueIndex } from "../column-limits.ts";
import type { Row } from "../connector.ts";
import { groupKeys } from "./catalog.ts";

/** MariaDB keeps JSON as a text that a check holds to it. */
const JSON_CHECK = /^json_valid\(`((?:[^`]|``)*)`\)$/i;

/** The columns that are JSON by such a check, and the checks that are none of these. */
export function checksOf(rows: readonly Row[]): { readonly json: ReadonlySet<string>; readonly checks: readonly Check[] } {
  const checks = rows.map(([text, name]) => ({ name: String(name), text: plainText(String(text)) }));
  return {
    json: new Set(checks.flatMap(({ text }) => JSON_CHECK.exec(text)?.[1]?.replaceAll("``", "`") ?? [])),
    checks: checks.filter(({ text }) => !JSON_CHECK.test(text)),
  };
}

/** A check with its texts as SQL has them: MySQL prints `_utf8mb4\'new\'`, and both escape a quote with a backslash. */
const plainText = (clause: string): string =>
  clause.replace(/\b_[a-z0-9]+\\'(.*?)\\'/g, (_, text: string) => `'${text}'`).replaceAll("\\'", "''");

/**
 * The unique indexes of a table. An index on a generated column is one on what that column is made of: so MariaDB has
 * indexes of some rows only (`IF(live = 1, code, NULL)`). MySQL's own on an expression say it themselves.
 */
export function uniqueIndexes(indexes: readonly Row[], made: ReadonlyMap<string, string>): readonly UniqueIndex[] {
  return groupKeys(indexes.filter((row) => row[2] === 1)).map((parts): UniqueIndex => {
    const columns = parts.flatMap(([, column]) => (column === null ? [] : [String(column)]));
    const expressions = parts.map(([, column, , , , expression]) => expression ?? made.get(String(column)) ?? "");
    return {
      ...{ name: String(parts[0]?.[0]), columns, expressions: expressions.filter((one) => one !== "").join(", ") },
      // A part of a column, `(email(10))`, is unique in the part.
      ...{ whole: parts.every((part) => part[3] === null), nullsUnique: false },
    };
  });
}
