import type { ConflictRule, ExclusionRule, FrequencyRule, GroundRule, RightWord } from "../law.ts";
import { read } from "./read.ts";

const ALL: readonly RightWord[] = [
  "access",
  "rectification",
  "erasure",
  "restriction",
  "portability",
  "objection",
  "human-review",
];

const kept = (article: string, ground: string): GroundRule => ({
  ...read(article),
  ground,
  rights: ["erasure"],
  lets: "keep",
  follows: ["do-the-rest", "prove-it"],
});

/** What the text lets a company keep or decline, in the words of programs where they have one. */
export const grounds: readonly GroundRule[] = [
  kept("GDPR Art. 17(3)(a)", "expression"),
  kept("GDPR Art. 17(3)(b)", "legal-duty"),
  kept("GDPR Art. 17(3)(b)", "public-task"),
  kept("GDPR Art. 17(3)(c)", "public-health"),
  kept("GDPR Art. 17(3)(d)", "archiving"),
  kept("GDPR Art. 17(3)(d)", "research"),
  kept("GDPR Art. 17(3)(e)", "legal-claims"),
  { ...read("GDPR Art. 12(5)(b)", "gdpr.fee"), ground: "unfounded", rights: ALL, lets: "decline", follows: ["prove-it"] },
  { ...read("GDPR Art. 12(5)(a)", "gdpr.fee"), ground: "unfounded-fee", rights: ALL, lets: "charge", follows: ["prove-it"] },
  { ...read("GDPR Art. 15(4)"), ground: "rights-of-others", rights: ["access"], lets: "keep", follows: ["do-the-rest"] },
  { ...read("GDPR Art. 20(4)"), ground: "rights-of-others", rights: ["portability"], lets: "keep", follows: ["do-the-rest"] },
  {
    ...read("GDPR Art. 21(1)-(3)"),
    ground: "compelling-grounds",
    rights: ["objection"],
    lets: "decline",
    follows: ["prove-it"],
    notMarketing: true,
  },
  {
    ...read("GDPR Art. 21(1)-(3)"),
    ground: "legal-claims",
    rights: ["objection"],
    lets: "decline",
    follows: ["prove-it"],
    notMarketing: true,
  },
  // Art. 22(2)(a) and (c), a contract and explicit consent, leave a person the human of Art. 22(3); a law does not.
  { ...read("GDPR Art. 22(2)(b)"), ground: "authorised-by-law", rights: ["human-review"], lets: "decline" },
  { ...read("GDPR Art. 13(4), 14(5)(a)"), ground: "has-it-already", rights: ["information"], lets: "decline" },
  { ...read("GDPR Art. 14(5)(b)"), ground: "disproportionate", rights: ["information"], lets: "decline" },
  { ...read("GDPR Art. 14(5)(c)"), ground: "laid-down-by-law", rights: ["information"], lets: "decline" },
  { ...read("GDPR Art. 14(5)(d)"), ground: "secrecy", rights: ["information"], lets: "decline" },
];

/** A duty to keep by the law of the Union or a state goes before the duty to erase. */
export const conflicts: readonly ConflictRule[] = [
  { ...read("GDPR Art. 17(3)(b)"), keep: "legal-duty", erase: "erasure", wins: "keep" },
];

/** The first copy is free. */
export const frequency: readonly FrequencyRule[] = [
  { ...read("GDPR Art. 15(3)", "gdpr.copy.fee"), rights: ["access"], count: 1, per: "ever", beyond: "may-charge" },
];

/** The dead, and those whom the company proves that it cannot identify. */
export const exclusions: readonly ExclusionRule[] = [
  { ...read("GDPR Recital 27", "gdpr.deceased"), who: "deceased" },
  {
    ...read("GDPR Art. 11(2), 12(2)", "gdpr.unidentifiable"),
    who: "unidentifiable",
    rights: ["access", "rectification", "erasure", "restriction", "portability"],
  },
];
