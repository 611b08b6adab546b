// Whether a column can hold a value. What it cannot hold matches nothing in it: left to the server, one such value among a
// thousand, out of another store or a request, would end the whole transaction.
import { isIP } from "node:net";
import type { Row, Value } from "../connector.ts";

/** The smallest and the largest of what an integer column can hold. */
export const INTEGERS: Readonly<Record<string, readonly [string, string]>> = {
  smallint: ["-32768", "32767"],
  integer: ["-2147483648", "2147483647"],
  bigint: ["-9223372036854775808", "9223372036854775807"],
};

const WHOLE = /^\s*[+-]?\d+\s*$/;
const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+|nan|infinity)(e[+-]?\d{1,3})?\s*$/i;
const UUID = /^\s*\{?([\da-f]{4}-?){7}[\da-f]{4}\}?\s*$/i;
const TRUTH = /^\s*(t|f|true|false|y|n|yes|no|on|off|0|1)\s*$/i;
const MAC =
  /^(?:[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}[\da-f]{2}|[\da-f]{6}[:-][\da-f]{6}|(?:[\da-f]{4}[.-]){2}[\da-f]{4}|[\da-f]{12})$/i;
const CLOCK = /^([01]\d|2[0-4]):[0-5]\d(:[0-5]\d(\.\d+)?)?([+-]\d\d(:?\d\d)?|Z)?$/;

function isInteger(text: string, [low, high]: readonly [string, string]): boolean {
  if (!WHOLE.test(text)) return false;
  const number = BigInt(text.trim().replace("+", ""));
  return number >= BigInt(low) && number <= BigInt(high);
}

/** A day, and where a clock is asked for its time too, as this and other stores print them. */
function isMoment(text: string, hasClock: boolean): boolean {
  if (/^-?infinity$/.test(text)) return true;
  const [day = "", clock] = text
    .trim()
    .replace(/ BC$/, "")
    .split(/[ T](.*)/s);
  const [, year = "", month = "", date = ""] = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  const found = new Date(Date.UTC(2000, Number(month) - 1, Number(date)));
  found.setUTCFullYear(Number(year), Number(month) - 1, Number(date));
  const isDay = Number(year) > 0 && found.getUTCMonth() === Number(month) - 1 && found.getUTCDate() === Number(date);
  return isDay && (clock === undefined || clock === "" || (hasClock && CLOCK.test(clock)));
}

/** A number that is not too large for a column of floating point, nor so small that it would be none. */
function isFloat(text: string, round: (number: number) => number): boolean {
  if (!NUMBER.test(text)) return false;
  if (/[a-z]{3}/i.test(text)) return true;
  const held = round(Number(text));
  return Number.isFinite(held) && (held !== 0 || !/[1-9]/.test(text.replace(/e.*/i, "")));
}

/** An address with its net, if it has one. */
function isAddress(text: string): boolean {
  const [, address = "", net] = /^([\d.]+|[\da-f:.]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && Number(net ?? 0) <= (family === 4 ? 32 : 128);
}

function fitsType(type: string, text: string): boolean {
  const range = INTEGERS[type];
  if (range !== undefined) return isInteger(text, range);
  if (type === "numeric") return NUMBER.test(text);
  if (type === "real") return isFloat(text, Math.fround);
  if (type === "double precision") return isFloat(text, Number);
  if (type === "uuid") return UUID.test(text);
  if (type === "boolean") return TRUTH.test(text);
  if (type === "inet") return isAddress(text.trim());
  if (type === "macaddr") return MAC.test(text.trim());
  if (type === "oid") return isInteger(text, ["0", "4294967295"]);
  if (type === "date") return isMoment(text, false);
  if (/^timestamp\b.*zone$/.test(type)) return isMoment(text, true);
  if (/^time\b.*zone$/.test(type)) return CLOCK.test(text.trim());
  return true;
}

/** No text of this server holds a zero byte. */
const isHeld = (type: string, value: Value, holds: Holds): boolean =>
  value === null ||
  value instanceof Uint8Array ||
  (!(typeof value === "string" && (value.includes("\0") || !holds(value))) && fitsType(type, String(value)));

/** Whether the database's encoding has every character of a text. */
export type Holds = (text: string) => boolean;

/** The rows of a match that can match at all. */
export const holdable = (types: readonly string[], rows: readonly Row[], holds: Holds): readonly Row[] =>
  rows.filter((row) => row.every((value, at) => isHeld(types[at] ?? "text", value, holds)));
