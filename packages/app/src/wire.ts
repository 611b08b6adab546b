import type { WireRow, WireValue } from "./messages.ts";

/** A value of a row, as the server takes it. */
export type Value = string | number | boolean | null | Uint8Array;

/** A value as JSON carries it. Dates become ISO texts, whole numbers that a double would change become texts. */
export function toWire(value: unknown): WireValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (value instanceof Uint8Array) return { $b: toBase64(value) };
  // As some drivers give bytes (@libsql/client).
  if (value instanceof ArrayBuffer) return { $b: toBase64(new Uint8Array(value)) };
  if (value instanceof Date) return value.toISOString();
  // A decimal of a library says itself as a text; anything else is JSON.
  const own = (value as { readonly toFixed?: unknown; readonly toString: () => string }).toFixed;
  return typeof own === "function" ? String(value) : JSON.stringify(value);
}

export const fromWire = (value: WireValue): Value =>
  typeof value === "object" && value !== null ? new Uint8Array(Buffer.from(value.$b, "base64")) : value;

export const rowFromWire = (row: WireRow): Value[] => row.map(fromWire);

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
