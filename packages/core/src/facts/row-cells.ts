// The cells of a row, as stores print them.
import { bytesToHex } from "@noble/hashes/utils.js";

export type Cell = string | number | boolean | null | Uint8Array | undefined;
/** Column -> value. */
export type RowCells = Readonly<Record<string, Cell>>;

/** As stores print a truth value. */
const TRUTHS: ReadonlyMap<boolean, readonly string[]> = new Map([
  [true, ["true", "t", "1"]],
  [false, ["false", "f", "0"]],
]);

/** Whether a cell's text is a value that the program names. */
export const isValue = (value: string | number | boolean, text: string | undefined): boolean =>
  text !== undefined && (typeof value === "boolean" ? TRUTHS.get(value)?.includes(text) === true : String(value) === text);

/** Whether something stands in a cell, or at a path into its JSON. */
export function isFilled(cell: Cell, path: readonly string[]): boolean {
  if (cell instanceof Uint8Array) return path.length === 0 && cell.length > 0;
  const text = textOf(cell) ?? "";
  if (path.length === 0) return text !== "";
  try {
    return isSaid(JSON.parse(text), path);
  } catch {
    return false;
  }
}

/** Whether something stands at a path, in any element of a list on the way. */
function isSaid(value: unknown, path: readonly string[]): boolean {
  if (Array.isArray(value)) return value.some((one) => isSaid(one, path));
  const [key, ...more] = path;
  if (key === undefined) return value !== null && value !== undefined && value !== "";
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) && isSaid(Reflect.get(value, key), more);
}

/** A part of a row's key: bytes too, and nothing as itself. */
export const keyOf = (cell: Cell): string | null => (cell instanceof Uint8Array ? bytesToHex(cell) : (textOf(cell) ?? null));

/** A cell as text; undefined where there is none, and of bytes. */
export function textOf(cell: Cell): string | undefined {
  return cell === null || cell === undefined || cell instanceof Uint8Array ? undefined : String(cell).trim();
}

/** Scopes as they are kept: a list in JSON, or a text with spaces or commas. */
export function scopesOf(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  if (!text.startsWith("[")) return text.split(/[\s,]+/).filter((scope) => scope !== "");
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((one) => typeof one === "string") ? list : undefined;
  } catch {
    return undefined;
  }
}

/** Before it nobody of today did anything: it is what a store writes for no day. */
const FIRST_DAY = "1900";

/**
 * A day or a moment as stores print them, in UTC where none says its zone; a number of nine or ten digits counts seconds, and of thirteen
 * milliseconds. Of as many as a day has that is written without signs (`202405011000`) it is not known which it is.
 */
export function momentOf(cell: Cell): string | undefined {
  const text = textOf(cell);
  if (text === undefined || text === "") return undefined;
  if (/^(\d{9,10}|\d{13})$/.test(text)) return isoOf(text.length > 10 ? Number(text) : Number(text) * 1000);
  const [, day, time = "00:00:00", zone = "Z"] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(text) ?? [];
  if (day === undefined || !isDay(day) || day < FIRST_DAY) return undefined;
  const offset = zone === "Z" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(3).replace(":", "") || "00"}`;
  return isoOf(Date.parse(`${day}T${time}${offset}`));
}

const isoOf = (moment: number): string | undefined => (Number.isFinite(moment) ? new Date(moment).toISOString() : undefined);

/** Not `2025-02-30`, which `Date` takes for the second of March. */
export const isDay = (day: string): boolean => {
  const moment = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(moment) && new Date(moment).toISOString().startsWith(day);
};
