import type { ConflictRule, ExclusionRule, FrequencyRule, GroundRule } from "../law.ts";
import { ASKED } from "./clocks.ts";
import { acted, left } from "./read.ts";

const kept = (article: string, ground: string): GroundRule => ({
  ...left(article),
  ground,
  rights: ["erasure"],
  lets: "keep",
  follows: ["do-the-rest", "prove-it"],
});

const outweighed = (ground: string): GroundRule => ({
  ...left("UK GDPR Art. 21(1)-(3)"),
  ground,
  rights: ["objection"],
  lets: "decline",
  follows: ["prove-it"],
  notMarketing: true,
});

const untold = (article: string, ground: string): GroundRule => ({
  ...left(article),
  ground,
  rights: ["information"],
  lets: "decline",
});

/** What the text lets a company keep or decline. */
export const grounds: readonly GroundRule[] = [
  kept("UK GDPR Art. 17(3)(a)", "expression"),
  kept("UK GDPR Art. 17(3)(b)", "legal-duty"),
  kept("UK GDPR Art. 17(3)(b)", "public-task"),
  kept("UK GDPR Art. 17(3)(c)", "public-health"),
  kept("UK GDPR Art. 17(3)(d)", "archiving"),
  kept("UK GDPR Art. 17(3)(d)", "research"),
  kept("UK GDPR Art. 17(3)(e)", "legal-claims"),
  { ...left("UK GDPR Art. 12(5)(b)"), ground: "unfounded", rights: ASKED, lets: "decline", follows: ["prove-it"] },
  { ...left("UK GDPR Art. 12(5)(a)"), ground: "unfounded-fee", rights: ASKED, lets: "charge", follows: ["prove-it"] },
  { ...left("UK GDPR Art. 15(4)"), ground: "rights-of-others", rights: ["access"], lets: "keep", follows: ["do-the-rest"] },
  { ...left("UK GDPR Art. 20(4)"), ground: "rights-of-others", rights: ["portability"], lets: "keep", follows: ["do-the-rest"] },
  {
    // The Act of 2025 has it in force from a day before itself.
    ...acted("UK GDPR Art. 15(1A)", "uk.search: s 78(1), (5)", "2024-01-01"),
    ground: "disproportionate-search",
    rights: ["access"],
    lets: "keep",
    follows: ["do-the-rest"],
  },
  outweighed("compelling-grounds"),
  outweighed("legal-claims"),
  untold("UK GDPR Art. 13(4), 14(5)(a)", "has-it-already"),
  // Point (b) until s 77 of the Act of 2025, point (e) since.
  untold("UK GDPR Art. 14(5)(b), (e)", "disproportionate"),
  untold("UK GDPR Art. 14(5)(c)", "laid-down-by-law"),
  untold("UK GDPR Art. 14(5)(d)", "secrecy"),
];

/** A legal duty to keep goes before the duty to erase. */
export const conflicts: readonly ConflictRule[] = [
  { ...left("UK GDPR Art. 17(3)(b)"), keep: "legal-duty", erase: "erasure", wins: "keep" },
];

/** The first copy is free. */
export const frequency: readonly FrequencyRule[] = [
  { ...left("UK GDPR Art. 15(3)"), rights: ["access"], count: 1, per: "ever", beyond: "may-charge" },
];

/** The dead, and those whom the company proves that it cannot identify. */
export const exclusions: readonly ExclusionRule[] = [
  { ...left("UK GDPR Recital 27"), who: "deceased" },
  {
    ...left("UK GDPR Art. 11(2), 12(2)"),
    who: "unidentifiable",
    rights: ["access", "rectification", "erasure", "restriction", "portability"],
  },
];
