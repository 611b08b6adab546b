const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Whether two byte strings are the same. Nothing here is secret, so it may stop at the first difference. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** Standard base64 with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const have = Math.min(3, bytes.length - at);
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let digit = 0; digit < 4; digit++) text += digit <= have ? ALPHABET[(group >> (18 - 6 * digit)) & 63] : "=";
  }
  return text;
}

/** The bytes of a base64 text; undefined unless it is the one text that `toBase64` would write for them. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const digit of text.slice(0, text.length - padding)) {
    const value = ALPHABET.indexOf(digit);
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at++] = (bits >> held) & 255;
  }
  // Left-over bits must be zero, or two texts would stand for the same bytes.
  return (bits & ((1 << held) - 1)) === 0 ? bytes : undefined;
}

/** The text of UTF-8 bytes; undefined if they are not well-formed UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    // The one strict UTF-8 decoder of the language itself: TextDecoder belongs to the host.
    let escaped = "";
    for (const byte of bytes) escaped += `%${byte < 16 ? "0" : ""}${byte.toString(16)}`;
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}
