import type { Law } from "../program/index.ts";

/** What every rule of a law says of itself: where it stands, since when, and who read it. */
export interface LegalRule {
  readonly law: Law;
  /** The state, where one word of the language stands for the laws of several. */
  readonly state?: string;
  readonly article: string;
  /** In force from this day on; a request is judged by the rules of its day of receipt. */
  readonly since: string;
  /** Read in the legal text, or quoted from it word for word. What is not is shown as such wherever it is used. */
  readonly verified: boolean;
  /** Where it was read. */
  readonly evidence: string;
}

/** Rights of which a law says by when they are answered. */
export type AnsweredRight = "access" | "erasure";

/** The rules of some laws that are in force on a day, in the order of the laws. */
export function rulesInForce<Rule extends LegalRule>(
  rules: readonly Rule[],
  at: { readonly laws: readonly Law[]; readonly day: string },
): readonly Rule[] {
  return at.laws.flatMap((law) => rules.filter((rule) => rule.law === law && rule.since <= at.day));
}
