// What several parts of a program are made of.
import type { lawBook } from "../laws/index.ts";

/** The laws that the language knows: the folders of `laws`. */
export type Law = (typeof lawBook)[number]["id"];

/** Where something stands in the program's files; lines and columns count from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Ways in which a purpose reaches people, each of which they can refuse by itself. */
export const CHANNELS = ["email", "sms", "phone", "post", "push", "app"] as const;
export type Channel = (typeof CHANNELS)[number];

/** In which form data is used: as it is, or less of it. */
export type DataForm = "any" | "consent" | "hashed" | "pseudonym" | "anonymous" | "aggregated";
