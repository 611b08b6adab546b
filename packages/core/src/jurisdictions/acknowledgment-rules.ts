import type { ResponseRule } from "./response-rules.ts";

/** By when a law wants the receipt of a request confirmed. */
export const acknowledgmentRules: readonly ResponseRule[] = [
  {
    law: "ccpa",
    rights: ["access", "erasure"],
    article: "11 CCR 7021(a)",
    period: { count: 10, unit: "business days" },
    counting: "california",
    since: "2023-03-29",
    verified: true,
    evidence: "ca.confirm, ca.bday: read in the regulations' text of 1 January 2024; amended 1 January 2026, read second-hand",
  },
];
