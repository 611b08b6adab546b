import type { Value } from "../connectors/index.ts";

/** A file of the package: its name in the zip. */
export interface FileCell {
  readonly file: string;
  readonly bytes: number;
}

/** A value as a package holds it: JSON's own, bytes in base64, a file beside, or the word that it is held back. */
export type Cell = string | number | boolean | null | { readonly base64: string } | FileCell | { readonly heldBack: true };

/** A value of a row as a cell. */
export const cellOf = (value: Value): Cell =>
  value instanceof Uint8Array ? { base64: Buffer.from(value.buffer, value.byteOffset, value.length).toString("base64") } : value;

/** How many bytes a base64 text stands for. */
export const bytesIn = (base64: string): number => Math.floor((base64.replace(/=+$/, "").length * 3) / 4);
