import type { LegalPeriod } from "../program/index.ts";
import type { Counting } from "./counting.ts";
import type { AnsweredRight, LegalRule } from "./legal-rule.ts";

/** By when a law wants a request answered. */
export interface ResponseRule extends LegalRule {
  readonly rights: readonly AnsweredRight[];
  readonly period: LegalPeriod;
  readonly counting: Counting;
  /** How much longer it may take in all, from the same start, for whoever tells so in time; no maximum where `total` is missing. */
  readonly extension?: { readonly article: string; readonly total?: LegalPeriod };
}

const BOTH = ["access", "erasure"] as const;
const DAYS_45 = { count: 45, unit: "days" } as const;
const DAYS_90 = { count: 90, unit: "days" } as const;
const MONTH = { count: 1, unit: "months" } as const;
const MONTHS_3 = { count: 3, unit: "months" } as const;

/**
 * Every such rule. Not here, because their texts name no number: erasure under UU PDP (Pasal 43-44), the LGPD (Art. 18 §5) and the
 * FADP (Art. 32), and all of COPPA (16 CFR 312.6). Nor the other states of the United States: no text and no day was read.
 */
export const responseRules: readonly ResponseRule[] = [
  {
    law: "gdpr",
    rights: BOTH,
    article: "GDPR Art. 12(3)",
    period: MONTH,
    counting: "union",
    extension: { article: "GDPR Art. 12(3)", total: MONTHS_3 },
    since: "2018-05-25",
    verified: true,
    evidence: "gdpr.respond, gdpr.extend: read in Regulation (EU) 2016/679, consolidated text",
  },
  {
    // The month begins later where identity or a fee is awaited: from receipt is the earlier reading.
    law: "uk-gdpr",
    rights: BOTH,
    article: "UK GDPR Art. 12(3), 12A(1)-(2)",
    period: MONTH,
    counting: "union",
    extension: { article: "UK GDPR Art. 12A(3)-(4)", total: MONTHS_3 },
    since: "2026-02-05",
    verified: true,
    evidence:
      "ukgdpr.respond, ukgdpr.extend, ukgdpr.periods: read in the Data (Use and Access) Act 2025 s 76; SI 2026/82 reg 2(h)",
  },
  {
    // Longer only with a told new period, for which the ordinance has no maximum.
    law: "ch-fadp",
    rights: ["access"],
    article: "FADP Art. 25(7), DPO Art. 18(1)",
    period: { count: 30, unit: "days" },
    counting: "plain",
    extension: { article: "DPO Art. 18(2)" },
    since: "2023-09-01",
    verified: true,
    evidence: "ch.access: read in the DPO (SR 235.11) as of 1 December 2025",
  },
  {
    law: "ccpa",
    rights: BOTH,
    article: "Cal. Civ. Code 1798.130(a)(2), 11 CCR 7021(b)",
    period: DAYS_45,
    counting: "california",
    extension: { article: "Cal. Civ. Code 1798.145(h)(1), 11 CCR 7021(b)", total: DAYS_90 },
    since: "2023-03-29",
    verified: true,
    evidence:
      "ca.respond, ca.extend.total: read in the regulations' text of 1 January 2024; amended 1 January 2026, read second-hand",
  },
  {
    law: "us-states",
    state: "Virginia",
    rights: BOTH,
    article: "Va. Code 59.1-577(B)(1)",
    period: DAYS_45,
    counting: "plain",
    extension: { article: "Va. Code 59.1-577(B)(1)", total: DAYS_90 },
    since: "2023-01-01",
    verified: true,
    evidence: "va.respond: read in the code",
  },
  {
    law: "us-states",
    state: "Colorado",
    rights: BOTH,
    article: "Colo. Rev. Stat. 6-1-1306(2)(a)",
    period: DAYS_45,
    counting: "plain",
    extension: { article: "Colo. Rev. Stat. 6-1-1306(2)(a)", total: DAYS_90 },
    since: "2023-07-01",
    verified: true,
    evidence: "co.respond: read in the text as enacted",
  },
  {
    law: "us-states",
    state: "Connecticut",
    rights: BOTH,
    article: "Conn. Gen. Stat. 42-518(c)(1)",
    period: DAYS_45,
    counting: "plain",
    extension: { article: "Conn. Gen. Stat. 42-518(c)(1)", total: DAYS_90 },
    since: "2023-07-01",
    verified: true,
    evidence: "ct.respond: read in the statutes",
  },
  {
    law: "us-states",
    state: "Texas",
    rights: BOTH,
    article: "Tex. Bus. & Com. Code 541.052(b)",
    period: DAYS_45,
    counting: "plain",
    extension: { article: "Tex. Bus. & Com. Code 541.052(b)", total: DAYS_90 },
    since: "2024-07-01",
    verified: true,
    evidence: "tx.respond: read in the code",
  },
  {
    law: "us-states",
    state: "Iowa",
    rights: BOTH,
    article: "Iowa Code 715D.3",
    period: DAYS_90,
    counting: "plain",
    since: "2025-01-01",
    verified: false,
    evidence: "ia.respond: a law firm's tracker; the statute was not read",
  },
  {
    law: "us-states",
    state: "Rhode Island",
    rights: BOTH,
    article: "R.I. Gen. Laws 6-48.1",
    period: DAYS_45,
    counting: "plain",
    since: "2026-01-01",
    verified: false,
    evidence: "ri.revoke: a law firm's tracker; the statute was not read",
  },
  {
    law: "id-pdp",
    rights: ["access"],
    article: "UU PDP Pasal 32 ayat (2)",
    period: { count: 72, unit: "hours" },
    counting: "plain",
    since: "2024-10-17",
    verified: true,
    evidence: "id.access: 3 x 24 hours, read in the Act (two texts agree)",
  },
  {
    // The full declaration; a simplified confirmation is due at once (Art. 19 I).
    law: "lgpd",
    rights: ["access"],
    article: "LGPD Art. 19 II",
    period: { count: 15, unit: "days" },
    counting: "plain",
    since: "2020-09-18",
    verified: true,
    evidence: "br.access.full: read in the law (planalto.gov.br)",
  },
];
