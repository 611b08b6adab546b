// Values as links compare them.
import type { ComparedAs } from "../program/index.ts";
import { type Cell, rowId } from "./captured.ts";

const PLACEHOLDERS: ReadonlySet<string> = new Set([
  "-",
  "n/a",
  "na",
  "none",
  "null",
  "unknown",
  "undefined",
  "00000000-0000-0000-0000-000000000000",
]);

/** Null, empty and placeholder values never link. */
export const links = (values: readonly Cell[]): boolean =>
  values.every((value) => value !== null && !isBlank(value) && !isPlaceholder(value));

const isBlank = (value: Cell): boolean => typeof value === "string" && value.trim() === "";

const isPlaceholder = (value: Cell): boolean => typeof value === "string" && PLACEHOLDERS.has(value.trim().toLowerCase());

/** How values of two columns are compared. */
export interface Comparison {
  readonly fold: boolean;
  readonly as?: ComparedAs | undefined;
}

/** A value in the form in which it is compared; undefined where it has none, and so is equal to nothing. */
export function comparable(cell: Cell, as: ComparedAs | undefined): Cell | undefined {
  if (as === undefined || cell === null || cell instanceof Uint8Array) return cell;
  const text = String(cell).trim();
  switch (as) {
    case "text":
      return String(cell);
    case "number":
      return plainNumber(text);
    case "uuid": {
      const digits = text.replaceAll(/[-{}]/g, "").toLowerCase();
      return /^[0-9a-f]{32}$/.test(digits) ? digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5") : undefined;
    }
  }
}

/** `042` and `42.0` are 42; exact, however long. */
function plainNumber(text: string): string | undefined {
  const [, sign, whole, fraction] = /^([+-]?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = fraction === undefined || fraction === "" ? whole : `${whole}.${fraction}`;
  return sign === "-" && digits !== "0" ? `-${digits}` : digits;
}

/** A text that is the same for tuples that a link takes for the same; undefined where one is equal to nothing. */
export function comparedKey(cells: readonly Cell[], { fold, as }: Comparison): string | undefined {
  if (!fold && as === undefined) return rowId(cells);
  const forms = cells.map((cell) => comparable(cell, as));
  if (forms.includes(undefined)) return undefined;
  return rowId((forms as readonly Cell[]).map((cell) => (fold && typeof cell === "string" ? cell.toLowerCase() : cell)));
}

/** Each tuple once. */
export const distinct = (tuples: readonly (readonly Cell[])[]): (readonly Cell[])[] => [
  ...new Map(tuples.map((tuple) => [rowId(tuple), tuple])).values(),
];

/** Both lists as one, the first before the other, each once. */
export function union(one: readonly number[], other: readonly number[]): readonly number[] {
  if (one === other || other.every((item) => one.includes(item))) return one;
  return [...new Set([...one, ...other])];
}
