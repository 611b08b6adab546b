// Values that are to be matched, in the one form that a column's type compares without loss. What a column cannot hold
// matches nothing: left to the server, `12abc` would be 12 and a wrong date a zero.
import type { Value } from "../../wire.ts";
import type { ColumnShape } from "./column.ts";

/** How a column is compared. */
export type Kind =
  | "text"
  | "label"
  | "bytes"
  | "integer"
  | "decimal"
  | "float"
  | "date"
  | "time"
  | "timestamp"
  | "word"
  | "shape";

const KINDS: Readonly<Record<string, Kind>> = {
  char: "text",
  varchar: "text",
  tinytext: "text",
  text: "text",
  mediumtext: "text",
  longtext: "text",
  enum: "label",
  set: "label",
  json: "label",
  binary: "bytes",
  varbinary: "bytes",
  tinyblob: "bytes",
  blob: "bytes",
  mediumblob: "bytes",
  longblob: "bytes",
  tinyint: "integer",
  smallint: "integer",
  mediumint: "integer",
  int: "integer",
  bigint: "integer",
  year: "integer",
  bit: "integer",
  decimal: "decimal",
  float: "float",
  double: "float",
  date: "date",
  time: "time",
  datetime: "timestamp",
  timestamp: "timestamp",
  uuid: "word",
  inet4: "word",
  inet6: "word",
};

/** How the values of a column are compared. */
export const kindOf = (column: Pick<ColumnShape, "type">): Kind => KINDS[column.type] ?? "shape";

const BITS: Readonly<Record<string, bigint>> = { tinyint: 8n, smallint: 16n, mediumint: 24n, int: 32n, bigint: 64n, bit: 64n };

/** Lowest and highest value of an integer column. */
function rangeOf({ type, declared }: ColumnShape): readonly [bigint, bigint] {
  if (type === "year") return [1901n, 2155n];
  const bits = BITS[type] ?? 64n;
  const isUnsigned = type === "bit" || declared.includes("unsigned");
  return isUnsigned ? [0n, 2n ** bits - 1n] : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
}

const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** A number as plain digits: no exponent, no leading or trailing zeros. Undefined: it is none. */
export function plainNumber(value: Value): string | undefined {
  if (typeof value === "boolean") return value ? "1" : "0";
  let text = String(value).trim();
  if (/e/i.test(text) && Number.isFinite(Number(text)))
    text = Number(text).toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 });
  if (!PLAIN.test(text)) return undefined;
  const [whole = "", part = ""] = text.replace(/^[+-]/, "").split(".");
  const digits = `${whole.replace(/^0+/, "") || "0"}.${part.replace(/0+$/, "")}`.replace(/\.$/, "");
  return text.startsWith("-") && digits !== "0" ? `-${digits}` : digits;
}

function integer(value: Value, column: ColumnShape): string | undefined {
  const digits = plainNumber(value);
  if (digits === undefined || digits.includes(".")) return undefined;
  const [low, high] = rangeOf(column);
  return BigInt(digits) >= low && BigInt(digits) <= high ? digits : undefined;
}

function decimal(value: Value, { precision, scale }: ColumnShape): string | undefined {
  const digits = plainNumber(value);
  const [whole = "", part = ""] = digits?.replace("-", "").split(".") ?? [];
  const fits = whole.length <= Math.max((precision ?? 65) - (scale ?? 0), 1) && part.length <= (scale ?? 0);
  return fits ? digits : undefined;
}

const isDay = (text: string): boolean => {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (text === "0000-00-00") return true;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return year !== "" && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
};
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?$/;

/** A moment without the `Z` of a text that names its zone: a session of ours is in UTC, and the server knows no such letter. */
export const withoutZone = (text: string): string => text.replace(/(?<=\d{2}(\.\d+)?)Z$/, "");

function timestamp(text: string): boolean {
  const [day = "", clock = "00:00:00"] = text.split(/[ T]/);
  return isDay(day) && CLOCK.test(clock);
}

/** A value in the form in which it is sent to be compared with a column; undefined: it can equal nothing in it. */
export function keyOfValue(value: Value, column: ColumnShape, kind: Kind): string | undefined {
  if (kind === "bytes") return Buffer.from(value instanceof Uint8Array ? value : textOf(value)).toString("hex");
  if (value instanceof Uint8Array) return undefined;
  const text = textOf(value);
  if (kind === "integer") return integer(value, column);
  if (kind === "decimal") return decimal(value, column);
  if (kind === "float") return Number.isFinite(Number(text)) && text.trim() !== "" ? text : undefined;
  if (kind === "date") return isDay(text) ? text : undefined;
  if (kind === "time") return /^-?\d{1,3}:[0-5]\d:[0-5]\d(\.\d{1,6})?$/.test(text) ? text : undefined;
  if (kind === "timestamp") return timestamp(withoutZone(text)) ? withoutZone(text) : undefined;
  if (column.type === "uuid") return /^[\da-f]{8}(-?[\da-f]{4}){3}-?[\da-f]{12}$/i.test(text) ? text.toLowerCase() : undefined;
  return text;
}

/** A value as the server prints it. */
export const textOf = (value: Value): string => (typeof value === "boolean" ? String(Number(value)) : String(value));
