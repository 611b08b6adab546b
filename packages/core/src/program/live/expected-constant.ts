// What a constant has to look like, so that a column of its type takes it as it is written.
import type { LiveColumn } from "./store-shape.ts";

type Constant = string | number | boolean;

/** What would have to be written instead; undefined where the column's type takes the constant. */
export function expectedConstant(column: Pick<LiveColumn, "type" | "family">, value: Constant): string | undefined {
  switch (column.family) {
    case "number":
      return expectedNumber(column.type, value);
    case "boolean":
      return typeof value === "boolean" ? undefined : "true or false";
    case "date":
      return isDay(String(value)) ? undefined : 'a day: "2000-01-01"';
    case "time":
      return TIME.test(String(value)) ? undefined : 'a time of day: "00:00:00"';
    case "timestamp":
      return isMoment(String(value), column.type) ? undefined : 'a day and a time: "2000-01-01 00:00:00"';
    case "uuid":
      return UUID.test(String(value)) ? undefined : 'a uuid: "00000000-0000-4000-8000-000000000000"';
    case "json":
      return isJson(value) ? undefined : 'JSON, as a text: "{}"';
    case "bytes":
      return value === "" ? undefined : 'clear, or "" for no bytes';
    default:
      return undefined;
  }
}

/** Bits of the types that say how many they have; PostgreSQL's `integer` has 32, SQLite's as many as it needs. */
const BITS: readonly (readonly [RegExp, number])[] = [
  [/^tinyint/i, 8],
  [/^(?:smallint|int2)/i, 16],
  [/^mediumint/i, 24],
  [/^int(?:4)?(?![\w])/i, 32],
];

function expectedNumber(type: string, value: Constant): string | undefined {
  if (typeof value !== "number") return "a number";
  if (!/int|serial/i.test(type)) return undefined;
  if (!Number.isInteger(value)) return "a whole number";
  const bits = BITS.find(([pattern]) => pattern.test(type))?.[1];
  if (bits === undefined) return /unsigned/i.test(type) && value < 0 ? "0 or more" : undefined;
  const [low, high] = /unsigned/i.test(type) ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
  return value >= low && value <= high ? undefined : `a number from ${low} to ${high}`;
}

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?$/;
const ZONE = /(?:Z| ?[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)$/;
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const WITH_ZONE = /timestamptz|with time zone/i;

function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined || year === "0000") return false;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= last;
}

function isMoment(text: string, type: string): boolean {
  const [day = "", mark, time = ""] = text.split(/([ T])(.*)/s);
  if (mark === undefined) return isDay(day);
  return isDay(day) && TIME.test(WITH_ZONE.test(type) ? time.replace(ZONE, "") : time);
}

function isJson(value: Constant): boolean {
  if (typeof value !== "string") return typeof value === "number";
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
