import type { DataForm, Law, SourcePlace } from "../program/index.ts";
import type { RuleId } from "./precedence.ts";

/** What is not known, where that is why the answer is no. */
export type Doubt =
  | "unknown-name"
  | "unknown-person"
  | "unknown-subject"
  | "unknown-client"
  | "unknown-point"
  | "unknown-scopes"
  | "unknown-notice"
  | "unknown-part"
  | "stale";

/** What goes with a yes, or would turn a no. */
export type Obligation =
  /** Use it in this form alone. */
  | { readonly kind: "form"; readonly form: DataForm }
  /** Record what went to whom: `disclose` does. */
  | { readonly kind: "record" }
  /** What an automated decision owes the person. @source GDPR Art. 22(3) */
  | { readonly kind: "safeguards"; readonly safeguards: readonly string[] }
  /** Of a no: the program lets it go on in this form. */
  | { readonly kind: "otherwise"; readonly form: DataForm };

/** Where a rule stands: in the program, in a law, or both. */
export interface DecisionSource {
  readonly place: SourcePlace | undefined;
  readonly law: Law | undefined;
  readonly article: string | undefined;
}

/** Yes or no, with the rule that said so. */
export interface Decision {
  readonly allowed: boolean;
  readonly rule: RuleId;
  /** One sentence, of ids alone. */
  readonly because: string;
  readonly source: DecisionSource;
  readonly doubt: Doubt | undefined;
  /** Of a yes: until when it holds without asking again, in milliseconds since 1970; absent: until something changes. */
  readonly until: number | undefined;
  readonly obligations: readonly Obligation[];
}
