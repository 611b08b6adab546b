import type { ColumnSchema } from "@troth/core/subject-graph";

/** A unique index as a store tells it. */
export interface UniqueIndex {
  readonly name: string;
  /** Plain columns of its key. */
  readonly columns: readonly string[];
  /** The text of its other keys: `lower(email)`. */
  readonly expressions: string;
  /** Of all rows. */
  readonly whole: boolean;
  readonly nullsUnique: boolean;
}

export interface Check {
  readonly name: string;
  readonly text: string;
}

type Limits = Pick<ColumnSchema, "uniqueBy" | "nullsUnique" | "checks" | "allowed">;

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Whether SQL names a column. */
export const mentions = (sql: string, column: string): boolean =>
  new RegExp(`(?<![\\w$])["\`[]?${escaped(column)}["\`\\]]?(?![\\w$])`, "i").test(sql.replace(/'(?:[^']|'')*'/g, "''"));

/** What limits a column beside its type. An index that holds the whole primary key limits nothing. */
export function limitsOf(
  column: string,
  at: {
    readonly primaryKey: readonly string[];
    readonly indexes: readonly UniqueIndex[];
    readonly checks: readonly Check[];
    readonly labels?: readonly string[] | undefined;
  },
): Limits {
  const uses = at.indexes.filter(
    ({ columns, expressions }) => columns.includes(column) || (expressions !== "" && mentions(expressions, column)),
  );
  const holdsKey = ({ columns }: UniqueIndex): boolean =>
    at.primaryKey.length > 0 && columns.length > 1 && at.primaryKey.every((name) => columns.includes(name));
  const isPlain = ({ columns, expressions, whole }: UniqueIndex): boolean => whole && columns.length === 1 && expressions === "";
  const uniqueBy = uses.filter((index) => !holdsKey(index) && !isPlain(index)).map(({ name }) => name);
  const checks = at.checks.filter(({ text }) => mentions(text, column));
  const allowed = at.labels ?? checks.map(({ text }) => listedIn(text, column)).find((list) => list !== undefined);
  return {
    ...(uniqueBy.length > 0 ? { uniqueBy } : {}),
    ...(uses.some(({ nullsUnique }) => nullsUnique) ? { nullsUnique: true } : {}),
    ...(checks.length > 0 ? { checks } : {}),
    ...(allowed === undefined ? {} : { allowed }),
  };
}

/** The values of a CHECK that does nothing but list them; undefined where it is another. */
function listedIn(text: string, column: string): readonly string[] | undefined {
  const name = `[("\`[\\s]*${escaped(column)}[)"\`\\]\\s]*(?:::[\\w ]+)?[)\\s]*`;
  const list = `(?:=\\s*any\\s*\\(+\\s*array\\s*\\[(.*)\\]|in\\s*\\((.*))`;
  const found = new RegExp(`^\\s*(?:check)?${name}${list}[)\\s]*(?:::[\\w \\[\\]]+)?[)\\s]*$`, "is").exec(text);
  const values = found?.[1] ?? found?.[2];
  if (values === undefined) return undefined;
  const each = /'((?:[^']|'')*)'(?:::[\w ]+)?|(-?\d+(?:\.\d+)?)/g;
  if (values.replace(each, "").replace(/[\s,()]/g, "") !== "") return undefined;
  return [...values.matchAll(each)].map((one) => one[1]?.replaceAll("''", "'") ?? one[2] ?? "");
}
