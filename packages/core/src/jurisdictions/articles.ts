// Where a law says something, by its word.
import type { BasisRule, RightRule, UseRuleWord } from "../laws/index.ts";
import type { Law } from "../program/index.ts";
import { cite, lawOf, rulesInForce } from "./legal-rule.ts";

/** The rights that some laws give on a day, law by law. */
export const rightsUnder = (at: {
  readonly laws: readonly Law[];
  readonly day: string;
}): readonly (RightRule & { readonly law: Law })[] => rulesInForce(({ rights }) => rights, at);

/** The article of a law for a basis; none where the law asks for no such basis, or has no such. */
export const basisArticle = (law: Law, basis: string): string | undefined =>
  lawOf(law).bases.find((rule: BasisRule) => rule.basis === basis)?.article;

/** Whether a law wants a basis for every use. */
export const asksForBasis = (law: Law): boolean => lawOf(law).bases.length > 0;

/** The article in which a law says it, marked where nobody has read it; none where it says nothing of it. */
export function useArticle(law: Law, use: UseRuleWord): string | undefined {
  const rule = lawOf(law).uses.find((one) => one.use === use);
  return rule && cite(rule);
}
