import type { ConflictRule, ExclusionRule, FrequencyRule, GroundRule } from "../law.ts";
import { CPRA, FIRST, FIRST_REGULATIONS, REGULATIONS, regulation, statute } from "./read.ts";
import { VERIFIABLE } from "./rights.ts";

/** One of the eight of § 1798.105(d): the rest is deleted, what stays serves that alone, and who sells offers the opt-out. */
const kept = (number: number, ground: string): GroundRule => ({
  ...statute(`1798.105(d)(${number}); 11 CCR 7022(f)-(g)`, CPRA, "ca.delete.exceptions"),
  ground,
  rights: ["erasure"],
  lets: "keep",
  follows: ["do-the-rest", "use-for-that-only", "offer-opt-out"],
});

/** One of the eight uses of sensitive data that no request limits. */
const used = (number: number, ground: string): GroundRule => ({
  ...regulation(`7027(m)(${number})`, REGULATIONS, "ca.limit.exempt"),
  ground,
  rights: ["limit"],
  lets: "keep",
});

const fraudulent = (article: string, right: "opt-out" | "limit" | "rectification"): GroundRule => ({
  ...regulation(article, REGULATIONS),
  ground: "fraud",
  rights: [right],
  lets: "decline",
  follows: ["prove-it"],
});

/** What lets a company keep, decline or charge, in the words of programs where they have one. */
export const grounds: readonly GroundRule[] = [
  kept(1, "contract"),
  kept(2, "security"),
  kept(3, "debugging"),
  kept(4, "expression"),
  kept(5, "electronic-communications-act"),
  kept(6, "research"),
  kept(7, "internal-use"),
  kept(8, "legal-duty"),
  {
    // Copies in archives wait until they are restored, or next used.
    ...regulation("7022(d), 7023(c)", FIRST_REGULATIONS, "ca.delete.backup"),
    ground: "backup",
    rights: ["erasure", "rectification"],
    lets: "keep",
    follows: ["do-the-rest"],
  },
  {
    ...statute("1798.145(a)(1)(B)", "2021-01-01", "ca.lawhold"),
    ground: "authority-order",
    rights: ["erasure"],
    lets: "decline",
    duty: "must",
  },
  { ...statute("1798.145(k)", CPRA), ground: "rights-of-others", rights: VERIFIABLE, lets: "keep", follows: ["do-the-rest"] },
  {
    ...statute("1798.145(h)(3)", FIRST, "ca.unfounded"),
    ground: "unfounded",
    rights: VERIFIABLE,
    lets: "decline",
    follows: ["prove-it"],
  },
  {
    ...statute("1798.145(h)(3)", FIRST, "ca.unfounded"),
    ground: "unfounded-fee",
    rights: VERIFIABLE,
    lets: "charge",
    follows: ["prove-it"],
  },
  {
    ...regulation("7021(b), 7022(a), 7023(a), 7024(b)", REGULATIONS),
    ground: "unverified",
    rights: VERIFIABLE,
    lets: "decline",
  },
  {
    // No piece is given to somebody who may be another; what is left is a request for categories.
    ...regulation("7024(a), 7062(f)", REGULATIONS),
    ground: "unverified-pieces",
    rights: ["access"],
    lets: "decline",
    duty: "must",
    follows: ["treat-as-categories"],
  },
  {
    ...regulation("7024(c)(1)-(4)", REGULATIONS),
    ground: "not-searchable",
    rights: ["access"],
    lets: "keep",
    follows: ["do-the-rest"],
  },
  {
    ...regulation("7023(b), (f)(3)", REGULATIONS, "ca.correct.statement"),
    ground: "accurate",
    rights: ["rectification"],
    lets: "decline",
    follows: ["accept-statement"],
  },
  {
    ...regulation("7023(g)", REGULATIONS, "ca.correct.repeat"),
    ground: "denied-before",
    rights: ["rectification"],
    lets: "decline",
  },
  fraudulent("7023(h)", "rectification"),
  fraudulent("7026(e)", "opt-out"),
  fraudulent("7027(f)", "limit"),
  used(1, "expected-service"),
  used(2, "security"),
  used(3, "illegal-acts"),
  used(4, "physical-safety"),
  used(5, "transient-use"),
  used(6, "service-for-business"),
  used(7, "quality"),
  used(8, "no-inference"),
];

/** What a law obliges to keep is not deleted; nor is anything while an authority asks for it. */
export const conflicts: readonly ConflictRule[] = [
  { ...statute("1798.105(d)(8)", CPRA, "ca.delete.exceptions"), keep: "legal-duty", erase: "erasure", wins: "keep" },
  { ...statute("1798.145(a)(1)(B)", "2021-01-01", "ca.lawhold"), keep: "authority-order", erase: "erasure", wins: "keep" },
];

/** To know twice in twelve months. A look at what was corrected (11 CCR 7023(j)) does not count. */
export const frequency: readonly FrequencyRule[] = [
  {
    ...statute("1798.130(b)", FIRST, "ca.know.freq"),
    rights: ["access"],
    count: 2,
    per: { count: 12, unit: "months" },
    beyond: "may-decline",
  },
];

/** Whom the law leaves out. The exclusions of staff and of contacts at other companies are over. */
export const exclusions: readonly ExclusionRule[] = [
  { ...statute("1798.145(n)(1), (3)", FIRST, "ca.b2b"), until: "2022-12-31", who: "b2b", rights: ["access", "erasure"] },
  { ...statute("1798.145(m)(1), (4)", FIRST, "ca.employee"), until: "2022-12-31", who: "personnel" },
  { ...statute("1798.145(p)", CPRA, "ca.household"), who: "household", rights: VERIFIABLE },
  { ...statute("1798.145(c)-(f), 1798.146(a)", CPRA), who: "exempt-data" },
];
