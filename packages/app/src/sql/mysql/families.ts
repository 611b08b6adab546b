// What a column is of, by the database's own words for its type.
import type { WireColumn } from "../../messages.ts";
import type { ColumnShape } from "./column.ts";
import { type Kind, kindOf } from "./keys.ts";

const FAMILIES: Readonly<Record<Kind, WireColumn["family"]>> = {
  text: "text",
  label: "other",
  bytes: "bytes",
  integer: "number",
  decimal: "number",
  float: "number",
  date: "date",
  time: "time",
  timestamp: "timestamp",
  word: "other",
  shape: "other",
};

const OWN_FAMILIES: Readonly<Record<string, WireColumn["family"]>> = {
  "tinyint(1)": "boolean",
  "bit(1)": "boolean",
  json: "json",
  uuid: "uuid",
};

type Typed = Pick<ColumnShape, "type" | "declared">;

export const familyIn = ({ type, declared }: Typed): WireColumn["family"] =>
  OWN_FAMILIES[declared] ?? OWN_FAMILIES[type] ?? FAMILIES[kindOf({ type })];

/** The longest text that a column takes. Of a `text` and what is longer than that, nothing that is written in its place comes near the end. */
export const longestIn = (column: Typed & Pick<ColumnShape, "maxLength">): number | null =>
  familyIn(column) === "text" && column.maxLength !== null && column.maxLength < 65_535 ? column.maxLength : null;

/** The values of `enum('a','b')`, or those of which `set('a','b')` holds any; undefined for other types. */
export function labelsOf(declared: string): readonly string[] | undefined {
  if (!/^(?:enum|set)\(/i.test(declared)) return undefined;
  return [...declared.matchAll(/'((?:[^']|'')*)'/g)].map(([, label = ""]) => label.replaceAll("''", "'"));
}
