import type { RequesterRule, RightWord, VerificationRule } from "../law.ts";
import { read } from "./read.ts";

/** Art. 12(6) names Articles 15 to 21; Article 22 is not among them. */
const ON_DOUBT: readonly RightWord[] = ["access", "rectification", "erasure", "restriction", "portability", "objection"];

/** The text regulates nobody who asks for another: agents, parents and heirs are left to national law. */
export const requesters: readonly RequesterRule[] = [];

/** Whoever may ask under national law is asked no more than the person. */
const ANYBODY = ["person", "agent", "agent-with-power", "parent", "guardian"] as const;

/** Nothing is asked by default: more information on a reasonable doubt alone, and no money. */
export const verification: readonly VerificationRule[] = [
  {
    ...read("GDPR Art. 12(6)", "gdpr.identity"),
    rights: ON_DOUBT,
    requesters: ANYBODY,
    onDoubt: true,
    measures: { "more-information": "may" },
  },
  {
    ...read("GDPR Art. 12(5)", "gdpr.fee"),
    rights: ["information", ...ON_DOUBT, "human-review"],
    requesters: ANYBODY,
    measures: { fee: "must-not" },
  },
];
