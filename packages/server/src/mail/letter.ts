import type { Program } from "@troth/core/program";
import type { Language } from "../words/index.ts";

/** One part of a letter. Text and HTML are made of the same parts, so that they say the same. */
export type LetterPart =
  | { readonly kind: "text" | "quiet" | "quote"; readonly says: string }
  | { readonly kind: "code"; readonly code: string }
  | { readonly kind: "rows"; readonly rows: readonly { readonly name: string; readonly says: string }[] }
  | { readonly kind: "go"; readonly label: string; readonly page: string }
  /** A page that few need: a link in a line, no button. */
  | { readonly kind: "aside"; readonly says: string; readonly label: string; readonly page: string };

/** A mail in words, before it is text or HTML. */
export interface Letter {
  readonly subject: string;
  readonly title: string;
  readonly parts: readonly LetterPart[];
  /** Last lines: which request, who writes, who answers. */
  readonly foot: Foot;
}

/** Who writes, at the end of each mail. */
export interface Foot {
  readonly organization: string;
  readonly lines: readonly string[];
  /** The sentence before each address to write to. */
  readonly writeTo: readonly { readonly says: string; readonly address: string }[];
}

/** Who writes, in which language, and where their privacy center stands. */
export interface LetterPlace {
  readonly language: Language;
  readonly organization: Pick<Program["organization"], "name" | "contact" | "address"> & {
    readonly officer: Pick<NonNullable<Program["organization"]["officer"]>, "name" | "email"> | undefined;
  };
  readonly zone: string;
  /** Of the privacy center, without a slash at the end. */
  readonly address: string;
}
