/** A number in its one plain form, exact however long: `042` and `42.0` are `42`. Undefined: the text is no such number. */
export function plainNumber(text: string): string | undefined {
  const [, sign, whole, fraction] = /^\s*([+-]?)0*(\d+?)(?:\.(\d*?)0*)?\s*$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = fraction === undefined || fraction === "" ? whole : `${whole}.${fraction}`;
  return sign === "-" && digits !== "0" ? `-${digits}` : digits;
}
