/** A map of a program whose values are not known yet. */
export type Loose = Readonly<Record<string, unknown>>;

/** Whether a value is a map: what YAML calls a mapping. */
export const isRecord = (value: unknown): value is Loose => typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a value is a list of texts. */
export const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");

/** The same map with each value changed; own keys only, whatever they are called. */
export function mapValues<T>(record: Loose, change: (value: unknown, key: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

/** The same map without the members that are undefined. */
export function compact(record: Loose): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

/** A member of a map that may be called `constructor` or `__proto__`. */
export function member<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
