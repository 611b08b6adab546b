import type { RequesterRule, RequesterWord, RightRule, RightWord, ScopeRule, UseRule, VerificationRule } from "../law.ts";
import { since2013 } from "./read.ts";

/** What a parent may ask: to review, to refuse more use, and to delete. */
export const ASKED: readonly RightWord[] = ["access", "withdrawal", "erasure"];

/** A legal guardian is a parent (16 CFR 312.2). */
const PARENTS: readonly RequesterWord[] = ["parent", "guardian"];

/** The rule speaks of operators and of commerce; that it protects who lives there is our reading. */
export const scope: readonly ScopeRule[] = [
  {
    ...since2013("312.2 (operator)"),
    verified: false,
    evidence: "read in 16 CFR 312.2, which names no residence: that children who live there are protected is our reading",
    by: "residence",
    countries: ["US"],
  },
];

/** Rights of the parent alone: a child has none under the rule. */
export const rights: readonly RightRule[] = [
  { ...since2013("312.4(b)-(d)"), right: "information", of: "parent" },
  { ...since2013("312.6(a)(1), (3)", "coppa.parent.review"), right: "access", of: "parent" },
  { ...since2013("312.6(a)(2)", "coppa.parent.review"), right: "erasure", of: "parent" },
  { ...since2013("312.6(a)(2)", "coppa.parent.review"), right: "withdrawal", of: "parent" },
];

/** Parents alone: of agents and heirs the text says nothing. */
export const requesters: readonly RequesterRule[] = PARENTS.map((requester) => ({
  ...since2013("312.2, 312.6(a)", "coppa.parent.review"),
  requester,
  rights: ASKED,
  may: true,
}));

/** That it is a parent is made sure of, and by nothing that is unduly burdensome. */
export const verification: readonly VerificationRule[] = [
  {
    ...since2013("312.6(a)(3)(i)", "coppa.parent.review"),
    rights: ASKED,
    requesters: PARENTS,
    measures: { "parent-proof": "must" },
  },
];

/** What the rule says of a use. */
export const uses: readonly UseRule[] = [
  { ...since2013("312.2, 312.5", "coppa.age"), use: "child" },
  { ...since2013("312.6(a)(2)", "coppa.parent.review"), use: "withdrawal" },
];
