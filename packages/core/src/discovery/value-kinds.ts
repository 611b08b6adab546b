/** What values look like, where that can be told from the text alone. */
export type ValueKind = "email" | "ip" | "phone" | "url" | "date" | "hash" | "words";

const looksLike: Readonly<Record<ValueKind, (text: string) => boolean>> = {
  email: (text) => /^[^\s@"<>]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text),
  ip: (text) =>
    /^(\d{1,3})(\.\d{1,3}){3}(\/\d+)?$/.test(text)
      ? text
          .split(/[./]/)
          .slice(0, 4)
          .every((part) => Number(part) < 256)
      : /^[0-9a-f:]+:[0-9a-f:.]*$/i.test(text) && (text.match(/:/g)?.length ?? 0) >= 2 && !/^\d\d:\d\d:\d\d/.test(text),
  // Digits alone may be anything, so a phone shows itself by a plus or by its separators.
  phone: (text) => /^(\+\d|\(\d|0\d+[ -])[\d\s().-]{5,20}$/.test(text) && !/^\d{4}-\d\d-\d\d/.test(text),
  url: (text) => /^https?:\/\/\S+$/i.test(text),
  date: (text) => /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d.*)?$/.test(text),
  hash: (text) => /^\$(2[aby]|argon2|6|5|1)[a-z]*\$/.test(text) || /^(sha\d+|pbkdf2)[:$_]/i.test(text),
  words: (text) => text.trim().split(/\s+/).length >= 4,
};

/** What a column's sampled values show. Holds shares and counts, never a value. */
export interface ValueShape {
  /** Values that are neither null nor empty. */
  readonly seen: number;
  readonly distinct: number;
  readonly longest: number;
  readonly shares: Readonly<Record<ValueKind, number>>;
}

/** Looks at sampled values of one column. */
export function shapeOf(values: readonly (string | null)[]): ValueShape {
  const seen = values.map((value) => value?.trim() ?? "").filter((value) => value !== "");
  const share = (kind: ValueKind): number => (seen.length === 0 ? 0 : seen.filter(looksLike[kind]).length / seen.length);
  return {
    seen: seen.length,
    distinct: new Set(seen).size,
    longest: seen.reduce((most, value) => Math.max(most, value.length), 0),
    shares: {
      email: share("email"),
      ip: share("ip"),
      phone: share("phone"),
      url: share("url"),
      date: share("date"),
      hash: share("hash"),
      words: share("words"),
    },
  };
}

/** What pointers are made of. */
export type ValueType = "number" | "uuid" | "text";

/** The type that all of some values have; without values, text. */
export function valueTypeOf(values: readonly string[]): ValueType {
  if (values.length === 0) return "text";
  if (values.every((value) => /^-?\d{1,18}$/.test(value))) return "number";
  const isUuid = (value: string): boolean => /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(value);
  return values.every(isUuid) ? "uuid" : "text";
}
