import type { Law } from "../program/index.ts";
import { type LegalRule, rulesInForce } from "./legal-rule.ts";

/** What a person may ask or do, in the program's words and a few that only laws have. */
export type RightWord =
  | "information"
  | "access"
  | "rectification"
  | "erasure"
  | "restriction"
  | "portability"
  | "objection"
  | "opt-out"
  | "limit"
  | "withdrawal"
  | "human-review"
  | "complaint"
  | "complaint-to-controller"
  | "appeal"
  | "compensation"
  | "no-retaliation";

/** A right that a law gives. */
export interface RightRule extends LegalRule {
  readonly right: RightWord;
  /** Whose right it is, where it is not the person's own. */
  readonly of?: "parent";
}

/** Rights of one text, with their articles. */
function rightsOf(base: Omit<RightRule, "right" | "article">, articles: Readonly<Partial<Record<RightWord, string>>>) {
  return Object.entries(articles).map(([right, article]): RightRule => ({ ...base, right: right as RightWord, article }));
}

const CODE = "read in the code";
const STATUTE = { law: "us-states", verified: true } as const;

/** Every such rule. */
export const rightRules: readonly RightRule[] = [
  ...rightsOf(
    { law: "gdpr", since: "2018-05-25", verified: true, evidence: "rights-by-law section 1: read in Regulation (EU) 2016/679" },
    {
      information: "GDPR Art. 13, 14",
      access: "GDPR Art. 15",
      rectification: "GDPR Art. 16",
      erasure: "GDPR Art. 17",
      restriction: "GDPR Art. 18",
      portability: "GDPR Art. 20",
      objection: "GDPR Art. 21",
      "human-review": "GDPR Art. 22",
      withdrawal: "GDPR Art. 7(3)",
      complaint: "GDPR Art. 77",
    },
  ),
  ...rightsOf(
    {
      law: "uk-gdpr",
      since: "2018-05-25",
      verified: true,
      evidence: "rights-by-law section 2: articles that the Act of 2025 left as they were",
    },
    {
      information: "UK GDPR Art. 13, 14",
      access: "UK GDPR Art. 15",
      rectification: "UK GDPR Art. 16",
      erasure: "UK GDPR Art. 17",
      restriction: "UK GDPR Art. 18",
      portability: "UK GDPR Art. 20",
      objection: "UK GDPR Art. 21",
      withdrawal: "UK GDPR Art. 7(3)",
      complaint: "UK GDPR Art. 13(2)(d)",
    },
  ),
  ...rightsOf(
    { law: "uk-gdpr", since: "2026-02-05", verified: true, evidence: "uk.adm: read in the Data (Use and Access) Act 2025 s 80" },
    { "human-review": "UK GDPR Art. 22A-22C" },
  ),
  ...rightsOf(
    { law: "uk-gdpr", since: "2026-06-19", verified: true, evidence: "uk.complaint.tell: read in Sch 10 of the Act of 2025" },
    { "complaint-to-controller": "Data Protection Act 2018 s 164A" },
  ),
  ...rightsOf(
    {
      law: "ch-fadp",
      since: "2023-09-01",
      verified: true,
      evidence: "rights-by-law section 3: read in the FADP (SR 235.1)",
    },
    {
      information: "FADP Art. 19",
      access: "FADP Art. 25",
      rectification: "FADP Art. 32(1)",
      erasure: "FADP Art. 32(2)(c)",
      portability: "FADP Art. 28",
      "human-review": "FADP Art. 21(2)",
    },
  ),
  ...rightsOf(
    { law: "ccpa", since: "2020-01-01", verified: true, evidence: "rights-by-law section 4: read in the code to 1 January 2024" },
    {
      access: "Cal. Civ. Code 1798.110, 1798.115",
      erasure: "Cal. Civ. Code 1798.105",
      "opt-out": "Cal. Civ. Code 1798.120",
      "no-retaliation": "Cal. Civ. Code 1798.125",
    },
  ),
  ...rightsOf(
    { law: "ccpa", since: "2023-01-01", verified: true, evidence: "rights-by-law section 4: read in the code to 1 January 2024" },
    { rectification: "Cal. Civ. Code 1798.106", limit: "Cal. Civ. Code 1798.121" },
  ),
  ...rightsOf(
    { ...STATUTE, state: "Virginia", since: "2023-01-01", evidence: `rights-by-law section 5: ${CODE}` },
    {
      access: "Va. Code 59.1-577(A)(1)",
      rectification: "Va. Code 59.1-577(A)(2)",
      erasure: "Va. Code 59.1-577(A)(3)",
      portability: "Va. Code 59.1-577(A)(4)",
      "opt-out": "Va. Code 59.1-577(A)(5)",
      appeal: "Va. Code 59.1-577(C)",
    },
  ),
  ...rightsOf(
    { ...STATUTE, state: "Colorado", since: "2023-07-01", evidence: "rights-by-law section 5: read in the text as enacted" },
    {
      access: "Colo. Rev. Stat. 6-1-1306(1)(b)",
      rectification: "Colo. Rev. Stat. 6-1-1306(1)(c)",
      erasure: "Colo. Rev. Stat. 6-1-1306(1)(d)",
      portability: "Colo. Rev. Stat. 6-1-1306(1)(e)",
      "opt-out": "Colo. Rev. Stat. 6-1-1306(1)(a)",
      appeal: "Colo. Rev. Stat. 6-1-1306(3)",
    },
  ),
  ...rightsOf(
    { ...STATUTE, state: "Connecticut", since: "2023-07-01", evidence: "rights-by-law section 5: read in the statutes" },
    {
      access: "Conn. Gen. Stat. 42-518(a)(1)",
      rectification: "Conn. Gen. Stat. 42-518(a)(2)",
      erasure: "Conn. Gen. Stat. 42-518(a)(3)",
      portability: "Conn. Gen. Stat. 42-518(a)(4)",
      "opt-out": "Conn. Gen. Stat. 42-518(a)(5)",
      appeal: "Conn. Gen. Stat. 42-518(d)",
    },
  ),
  ...rightsOf(
    { ...STATUTE, state: "Texas", since: "2024-07-01", evidence: `rights-by-law section 5: ${CODE}` },
    {
      access: "Tex. Bus. & Com. Code 541.051(b)(1)",
      rectification: "Tex. Bus. & Com. Code 541.051(b)(2)",
      erasure: "Tex. Bus. & Com. Code 541.051(b)(3)",
      portability: "Tex. Bus. & Com. Code 541.051(b)(4)",
      "opt-out": "Tex. Bus. & Com. Code 541.051(b)(5)",
      appeal: "Tex. Bus. & Com. Code 541.053",
    },
  ),
  ...rightsOf(
    { law: "id-pdp", since: "2024-10-17", verified: true, evidence: "rights-by-law section 7: read in the Act" },
    {
      information: "UU PDP Pasal 5",
      rectification: "UU PDP Pasal 6",
      access: "UU PDP Pasal 7",
      erasure: "UU PDP Pasal 8",
      withdrawal: "UU PDP Pasal 9",
      "human-review": "UU PDP Pasal 10",
      restriction: "UU PDP Pasal 11",
      compensation: "UU PDP Pasal 12",
      portability: "UU PDP Pasal 13",
    },
  ),
  ...rightsOf(
    { law: "coppa", of: "parent", since: "2013-07-01", verified: true, evidence: "rights-by-law section 6: read in the rule" },
    { access: "16 CFR 312.6(a)(1), (3)", erasure: "16 CFR 312.6(a)(2)" },
  ),
  ...rightsOf(
    { law: "lgpd", since: "2020-09-18", verified: true, evidence: "rights-by-law section 8: read in the law (planalto.gov.br)" },
    {
      information: "LGPD Art. 9, 18 VII",
      access: "LGPD Art. 18 I-II, 19",
      rectification: "LGPD Art. 18 III",
      erasure: "LGPD Art. 18 IV, VI",
      portability: "LGPD Art. 18 V",
      withdrawal: "LGPD Art. 18 IX, 8 § 5º",
      objection: "LGPD Art. 18 § 2º",
      "human-review": "LGPD Art. 20",
      complaint: "LGPD Art. 18 § 1º",
    },
  ),
];

/** The rights that some laws give on a day, law by law. */
export const rightsUnder = (at: { readonly laws: readonly Law[]; readonly day: string }): readonly RightRule[] =>
  rulesInForce(rightRules, at);
