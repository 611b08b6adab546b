import type { Law } from "../program/index.ts";
import type { LegalRule } from "./legal-rule.ts";

/** Where a law has a legal basis, in the program's word for it. */
export interface BasisRule extends LegalRule {
  readonly basis: string;
}

function basesOf(base: Omit<BasisRule, "basis" | "article">, articles: Readonly<Record<string, string>>): readonly BasisRule[] {
  return Object.entries(articles).map(([basis, article]) => ({ ...base, basis, article }));
}

/** The bases that laws name. CCPA, the other states' laws, COPPA and the FADP ask for none of this kind. */
export const basisRules: readonly BasisRule[] = [
  ...basesOf(
    { law: "gdpr", since: "2018-05-25", verified: true, evidence: "read in Regulation (EU) 2016/679" },
    {
      consent: "GDPR Art. 6(1)(a)",
      "explicit-consent": "GDPR Art. 6(1)(a), 9(2)(a)",
      contract: "GDPR Art. 6(1)(b)",
      "legal-duty": "GDPR Art. 6(1)(c)",
      "vital-interest": "GDPR Art. 6(1)(d)",
      "public-task": "GDPR Art. 6(1)(e)",
      "legitimate-interest": "GDPR Art. 6(1)(f)",
    },
  ),
  ...basesOf(
    { law: "uk-gdpr", since: "2018-05-25", verified: true, evidence: "rights-by-law section 2: articles left as they were" },
    {
      consent: "UK GDPR Art. 6(1)(a)",
      "explicit-consent": "UK GDPR Art. 6(1)(a), 9(2)(a)",
      contract: "UK GDPR Art. 6(1)(b)",
      "legal-duty": "UK GDPR Art. 6(1)(c)",
      "vital-interest": "UK GDPR Art. 6(1)(d)",
      "public-task": "UK GDPR Art. 6(1)(e)",
      "legitimate-interest": "UK GDPR Art. 6(1)(f)",
    },
  ),
  ...basesOf(
    {
      law: "id-pdp",
      since: "2024-10-17",
      verified: true,
      evidence: "Pasal 20(2), quoted whole and alike in independent files (index ids 57770522410, 10184918620)",
    },
    {
      consent: "UU PDP Pasal 20 ayat (2) huruf a",
      "explicit-consent": "UU PDP Pasal 20 ayat (2) huruf a",
      contract: "UU PDP Pasal 20 ayat (2) huruf b",
      "legal-duty": "UU PDP Pasal 20 ayat (2) huruf c",
      "vital-interest": "UU PDP Pasal 20 ayat (2) huruf d",
      "public-task": "UU PDP Pasal 20 ayat (2) huruf e",
      "legitimate-interest": "UU PDP Pasal 20 ayat (2) huruf f",
    },
  ),
  ...basesOf(
    { law: "lgpd", since: "2020-09-18", verified: true, evidence: "Art. 7, read in the law (planalto.gov.br)" },
    {
      consent: "LGPD Art. 7 I",
      contract: "LGPD Art. 7 V",
      "legal-duty": "LGPD Art. 7 II",
      "vital-interest": "LGPD Art. 7 VII",
      "public-task": "LGPD Art. 7 III",
      "legitimate-interest": "LGPD Art. 7 IX",
    },
  ),
];

/** The article of a law for a basis; none where the law asks for no such basis, or has no such. */
export const basisArticle = (law: Law, basis: string): string | undefined =>
  basisRules.find((rule) => rule.law === law && rule.basis === basis)?.article;
