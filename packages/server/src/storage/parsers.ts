// One reading of results for both drivers, by the type's number in `pg_type`.

type Parse = (text: string) => unknown;

const sameText: Parse = (text) => text;

/** `2026-11-22 01:00:21.855123+00` (the session's zone is UTC) -> `2026-11-22T01:00:21.855Z`. */
function instant(text: string): string {
  const parsed = new Date(text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"));
  return Number.isNaN(parsed.getTime()) ? text : parsed.toISOString();
}

function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.slice(2), "hex"));
}

/** How each type is read: int8 and numeric as text, timestamptz as ISO 8601 in UTC, bytea as Uint8Array, json parsed. */
export const parsers: Readonly<Record<number, Parse>> = {
  16: (text) => text === "t",
  17: bytes,
  20: sameText,
  21: Number,
  23: Number,
  25: sameText,
  26: Number,
  114: (text) => JSON.parse(text) as unknown,
  700: Number,
  701: Number,
  1043: sameText,
  1082: sameText,
  1083: sameText,
  1114: sameText,
  1184: instant,
  1186: sameText,
  1700: sameText,
  2950: sameText,
  3802: (text) => JSON.parse(text) as unknown,
};
