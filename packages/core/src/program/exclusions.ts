// Whom a law leaves out, as far as a program relies on it: the law's own dates decide, not the program.
import { type ExclusionRule, type LawData, lawBook } from "../laws/index.ts";
import type { Law } from "./base.ts";

/** Why a program says that its notice leaves some people out. `other-notice`: another one covers them. */
export type ExcludedWhy = "b2b" | "personnel" | "exempt-data" | "other-notice";

/** How an exclusion stands on a day. Only one that `holds` takes a right from anybody, or is told to them. */
export type ExclusionStanding =
  | { readonly stands: "holds"; readonly rule: ExclusionRule }
  | { readonly stands: "ended" | "not-yet" | "unread"; readonly rule: ExclusionRule }
  | { readonly stands: "none" };

/**
 * An exclusion of a law on a day: the rule that holds, or why none does. Without a day, one that has an end is over.
 *
 * @source Cal. Civ. Code 1798.145(m), (n)
 */
export function exclusionOn(law: Law, why: Exclude<ExcludedWhy, "other-notice">, day: string | undefined): ExclusionStanding {
  const book: LawData | undefined = lawBook.find(({ id }) => id === law);
  const rules = (book?.exclusions ?? []).filter(({ who }) => who === why);
  const ended = (rule: ExclusionRule) => rule.until !== undefined && (day === undefined || rule.until < day);
  const early = (rule: ExclusionRule) => day !== undefined && day < rule.since;
  const now = rules.find((rule) => !ended(rule) && !early(rule));
  if (now !== undefined) return { stands: now.verified ? "holds" : "unread", rule: now };
  const [rule] = rules;
  if (rule === undefined) return { stands: "none" };
  return { stands: ended(rule) ? "ended" : "not-yet", rule };
}
