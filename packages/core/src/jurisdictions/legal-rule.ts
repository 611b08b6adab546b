import { isInForce, type LawData, type LegalRule, lawBook } from "../laws/index.ts";
import type { Law } from "../program/index.ts";

/** Rights of which a request can be executed. */
export type AnsweredRight = "access" | "erasure";

/** A law's data by its word. */
export function lawOf(id: Law): LawData {
  const law = lawBook.find((one) => one.id === id);
  if (law === undefined) throw new Error(`no law ${id}`);
  return law;
}

/** A law as people call it in short: `CCPA`; its word where it is none. */
export const shortName = (law: string, language: "en" | "id"): string =>
  lawBook.find((one) => one.id === law)?.short[language] ?? law;

/** Rules of some laws that are in force on a day, each with its law, in the order of the laws. */
export const rulesInForce = <Rule extends LegalRule>(
  rulesOf: (law: LawData) => readonly Rule[],
  at: { readonly laws: readonly Law[]; readonly day: string },
): readonly (Rule & { readonly law: Law })[] =>
  at.laws.flatMap((law) =>
    rulesOf(lawOf(law))
      .filter((rule) => isInForce(rule, at.day))
      .map((rule) => ({ ...rule, law })),
  );

/** An article as it is shown: marked where nobody has read it. */
export const cite = ({ article, verified }: Pick<LegalRule, "article" | "verified">): string =>
  verified ? article : `${article} [not verified]`;
