import type { Installation } from "../installation/index.ts";
import type { FieldError } from "../pages/index.ts";
import { capital } from "./words.ts";

/** What became of an act: done, wrong in its fields, or a lawful no. */
export type Acted =
  | { readonly kind: "done" }
  | { readonly kind: "wrong"; readonly errors: readonly FieldError[] }
  | { readonly kind: "refused"; readonly says: string };

/** Who acts, on what, with which fields. */
export interface ActInput {
  readonly inst: Installation;
  readonly request: string;
  readonly account: string;
  readonly role: string;
  readonly form: Readonly<Record<string, string>>;
}

export const done: Acted = { kind: "done" };

/** A field that is wrong, and what to enter instead. */
export const wrong = (field: string, says: string): Acted => ({ kind: "wrong", errors: [{ field, says }] });

type Answered = { readonly kind: "done" } | { readonly kind: "refused"; readonly says: string; readonly advice?: string };

/** What became of a use case, for a page. */
export const acted = (answer: Answered): Acted =>
  answer.kind === "done"
    ? done
    : { kind: "refused", says: `${capital(answer.says)}${answer.advice ? `: ${answer.advice}` : ""}.` };
