import type { Law, LegalPeriod } from "../program/index.ts";

/** By when a law wants a request answered. */
export interface ResponseRule {
  readonly law: Law;
  readonly rights: readonly ("access" | "erasure")[];
  readonly article: string;
  readonly period: LegalPeriod;
  /** In force from this day on; a request is judged by the rule of its day of receipt. */
  readonly since: string;
  /** `verified`: read in the legal text. What is not is shown as such wherever it is used. */
  readonly verified: boolean;
  readonly evidence: string;
}

/** Every such rule. */
export const responseRules: readonly ResponseRule[] = [
  {
    law: "gdpr",
    rights: ["access", "erasure"],
    article: "GDPR Art. 12(3)",
    period: { count: 1, unit: "months" },
    since: "2018-05-25",
    verified: true,
    evidence: "Regulation (EU) 2016/679, consolidated text",
  },
];
