// Finds the mark in whatever was written, in every dress that a value may wear on its way.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { gunzipSync } from "node:zlib";

/** Where the mark was found, and in which dress. */
export interface Found {
  readonly sink: string;
  readonly dress: string;
  /** What stands around it. */
  readonly around: string;
}

interface Dress {
  readonly name: string;
  readonly needle: Buffer;
  readonly anyCase: boolean;
}

const bytesOf = (text: string): number[] => [...Buffer.from(text)];

/** The dresses of a mark: plain, UTF-16, hex, base64 at each alignment, percent-encoded, escaped as JSON may. */
export function dressesOf(mark: string): Dress[] {
  const spellings = [mark, mark.toLowerCase(), `${mark.slice(0, 1).toUpperCase()}${mark.slice(1)}`, mark.toUpperCase()];
  const base64 = [...new Set(spellings)].flatMap((text) =>
    [0, 1, 2].map((shift) => {
      const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]).toString("base64");
      // What a neighbor's bits touch is left out at both ends.
      const first = Math.ceil((shift * 8) / 6);
      return encoded.slice(first, Math.floor(((shift + text.length) * 8) / 6));
    }),
  );
  const hexOf = (before: string) => bytesOf(mark).map((byte) => `${before}${byte.toString(16).padStart(2, "0")}`);
  const any = (name: string, needle: string | Buffer) => ({ name, needle: Buffer.from(needle), anyCase: true });
  return [
    any("plain", mark.toLowerCase()),
    any("utf-16", Buffer.from(mark.toLowerCase(), "utf16le")),
    any("hex", hexOf("").join("")),
    any("percent-encoded", hexOf("%").join("")),
    any("json-escaped", hexOf("\\u00").join("")),
    ...base64.flatMap((text) => [
      { name: "base64", needle: Buffer.from(text), anyCase: false },
      { name: "base64url", needle: Buffer.from(text.replaceAll("+", "-").replaceAll("/", "_")), anyCase: false },
    ]),
  ];
}

/** Finds the mark in bytes. */
export function searchBytes(sink: string, bytes: Buffer, mark: string): Found[] {
  const lower = Buffer.from(bytes.toString("latin1").toLowerCase(), "latin1");
  const found = dressesOf(mark).flatMap(({ name, needle, anyCase }) => {
    const at = (anyCase ? lower : bytes).indexOf(needle);
    if (at === -1) return [];
    return [{ sink, dress: name, around: bytes.subarray(Math.max(0, at - 60), at + 60).toString("latin1") }];
  });
  const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return isZipped ? [...found, ...searchBytes(`${sink} (unzipped)`, gunzipSync(bytes), mark)] : found;
}

/** Finds the mark in every file of a folder. */
export function searchFolder(folder: string, mark: string): { readonly files: number; readonly found: readonly Found[] } {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
  return { files: files.length, found: files.flatMap((path) => searchBytes(relative(folder, path), readFileSync(path), mark)) };
}
