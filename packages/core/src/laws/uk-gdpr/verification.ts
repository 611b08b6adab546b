import type { RequesterRule, RightWord, VerificationRule } from "../law.ts";
import { ASKED } from "./clocks.ts";
import { acted, left, quoted } from "./read.ts";

/** Until 2026 Art. 12(6) named Articles 15 to 21; since then the decisions of Articles 22A to 22D as well. */
const TO_ARTICLE_21: readonly RightWord[] = ["access", "rectification", "erasure", "restriction", "portability", "objection"];

/** The text regulates nobody who asks for another. */
export const requesters: readonly RequesterRule[] = [];

/** Whoever may ask by another law is asked no more than the person. */
const ANYBODY = ["person", "agent", "agent-with-power", "parent", "guardian"] as const;

/** More information on a reasonable doubt alone, and no money. */
export const verification: readonly VerificationRule[] = [
  {
    ...quoted("UK GDPR Art. 12(6)", "Sch 6 para 2(6)"),
    rights: TO_ARTICLE_21,
    requesters: ANYBODY,
    onDoubt: true,
    measures: { "more-information": "may" },
  },
  {
    ...acted("UK GDPR Art. 12(6)(a)", "ukgdpr.identity.delay: s 76(2)(c), Sch 6 para 2(6)"),
    rights: ASKED,
    requesters: ANYBODY,
    onDoubt: true,
    measures: { "more-information": "may" },
  },
  {
    ...left("UK GDPR Art. 12(5)"),
    rights: ["information", ...ASKED],
    requesters: ANYBODY,
    measures: { fee: "must-not" },
  },
];
