import type { WireColumn } from "../messages.ts";

const FAMILIES: readonly (readonly [RegExp, WireColumn["family"]])[] = [
  [/\]$|^_/, "array"],
  [/bool/i, "boolean"],
  [/timestamp|datetime/i, "timestamp"],
  [/^date/i, "date"],
  [/^time/i, "time"],
  [/uuid|guid/i, "uuid"],
  [/json/i, "json"],
  [/char|clob|text/i, "text"],
  [/interval|point|range/i, "other"],
  [/int|real|float|doub|num|dec|money|serial/i, "number"],
  [/blob|binary|bytea/i, "bytes"],
];

/** The kind of a column by the database's own word for its type. */
export const familyOf = (type: string): WireColumn["family"] => FAMILIES.find(([pattern]) => pattern.test(type))?.[1] ?? "other";

/** The longest text that a type takes: `varchar(80)`. */
export function lengthOf(type: string): number | null {
  const [, length] = /char[a-z ]*\((\d+)\)$/i.exec(type) ?? [];
  return length === undefined ? null : Number(length);
}

const OTHER_WORDS: Readonly<Record<string, string>> = {
  // `char` in a cast is one character.
  char: "bpchar",
  character: "bpchar",
  bit: "bit varying",
  serial: "integer",
  bigserial: "bigint",
  smallserial: "smallint",
};

/** A type as a cast takes it. INVARIANT (nothing is cut): without its length, to which a cast would cut a longer value in silence. */
export function castOf(type: string): string {
  const plain = type.replace(/\s*\([^)]*\)/, "").trim();
  const [, element = plain, list = ""] = /^_?(.*?)((?:\[\d*\])*)$/.exec(plain) ?? [];
  if (!/^[a-z][a-z0-9_ ]*$/i.test(element)) return "text";
  return `${OTHER_WORDS[element.toLowerCase()] ?? element}${list !== "" || plain.startsWith("_") ? "[]" : ""}`;
}
