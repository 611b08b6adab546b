import type { Law } from "../program/index.ts";
import type { AnsweredRight, LegalRule } from "./legal-rule.ts";

/** What a law says of refusing a request: what the person is told, or why alone it may be refused. */
export interface RefusalRule extends LegalRule {
  readonly rights: readonly AnsweredRight[];
  /** `tell`: reasons, and where to complain or appeal. `grounds`: the text has grounds and no duty to tell. */
  readonly says: "tell" | "grounds";
}

const BOTH = ["access", "erasure"] as const;

/** Every such rule. */
export const refusalRules: readonly RefusalRule[] = [
  {
    law: "gdpr",
    rights: BOTH,
    says: "tell",
    article: "GDPR Art. 12(4)",
    since: "2018-05-25",
    verified: true,
    evidence: "gdpr.refuse: read in Regulation (EU) 2016/679, consolidated text",
  },
  {
    // It names the right to complain to the controller as well, since 19 June 2026.
    law: "uk-gdpr",
    rights: BOTH,
    says: "tell",
    article: "UK GDPR Art. 12(4)",
    since: "2026-02-05",
    verified: true,
    evidence: "uk.complaint.tell: read in the Data (Use and Access) Act 2025 s 76, Sch 10",
  },
  {
    law: "ch-fadp",
    rights: ["access"],
    says: "tell",
    article: "DPO Art. 18(3)",
    since: "2023-09-01",
    verified: true,
    evidence: "ch.refuse: read in the DPO (SR 235.11) as of 1 December 2025",
  },
  {
    law: "ccpa",
    rights: BOTH,
    says: "tell",
    article: "Cal. Civ. Code 1798.145(h)(2)",
    since: "2020-01-01",
    verified: true,
    evidence: "ca.denial: read in the code as amended to 1 January 2024",
  },
  {
    law: "us-states",
    state: "Virginia",
    rights: BOTH,
    says: "tell",
    article: "Va. Code 59.1-577(B)(2)",
    since: "2023-01-01",
    verified: true,
    evidence: "va.decline: read in the code",
  },
  {
    law: "us-states",
    state: "Colorado",
    rights: BOTH,
    says: "tell",
    article: "Colo. Rev. Stat. 6-1-1306(2)(b)",
    since: "2023-07-01",
    verified: true,
    evidence: "rights-by-law section 5: read in the text as enacted",
  },
  {
    law: "us-states",
    state: "Connecticut",
    rights: BOTH,
    says: "tell",
    article: "Conn. Gen. Stat. 42-518(c)(2)",
    since: "2023-07-01",
    verified: true,
    evidence: "rights-by-law section 5: read in the statutes",
  },
  {
    law: "us-states",
    state: "Texas",
    rights: BOTH,
    says: "tell",
    article: "Tex. Bus. & Com. Code 541.052(c)",
    since: "2024-07-01",
    verified: true,
    evidence: "rights-by-law section 5: read in the code",
  },
  {
    // A duty to refuse access on three grounds alone.
    law: "id-pdp",
    rights: ["access"],
    says: "grounds",
    article: "UU PDP Pasal 33",
    since: "2024-10-17",
    verified: true,
    evidence: "id.refuse: read in the Act",
  },
  {
    law: "lgpd",
    rights: BOTH,
    says: "tell",
    article: "LGPD Art. 18 § 4º",
    since: "2020-09-18",
    verified: true,
    evidence: "br.cannot: read in the law (planalto.gov.br)",
  },
];

/** The article by which a refusal is told: of the first law of a program that has one for the right. */
export function refusalArticle(laws: readonly Law[], right?: AnsweredRight): string | undefined {
  const rules = laws.flatMap((law) => refusalRules.filter((rule) => rule.law === law));
  return rules.find((rule) => right === undefined || rule.rights.includes(right))?.article;
}
