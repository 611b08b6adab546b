import { Buffer, isUtf8 } from "node:buffer";

// A folder's names are bytes. Those that are no UTF-8 become lone surrogates, one a byte, so that every name has a text
// and every such text its name again.
const BASE = 0xdc00;

/** The text of a file's name. */
export function textOf(name: Buffer): string {
  if (isUtf8(name)) return name.toString("utf8");
  return Array.from(name, (byte) => String.fromCharCode(byte < 0x80 ? byte : BASE + byte)).join("");
}

/** The bytes of a path that `textOf` made the parts of. */
export function bytesOf(path: string): Buffer {
  const parts = path.split("/").map((part) => {
    if (!/\p{Surrogate}/u.test(part)) return Buffer.from(part, "utf8");
    return Buffer.from(Array.from(part, (letter) => letter.charCodeAt(0) & 0xff));
  });
  return Buffer.concat(parts.flatMap((part, at) => (at === 0 ? [part] : [Buffer.from("/"), part])));
}

/** Whether a path stays below the folder that it is relative to, and has one spelling. */
export const staysBelow = (path: string): boolean =>
  !path.includes("\0") && path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
