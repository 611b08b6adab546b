import type { RightRule, RightWord, ScopeRule, UseRule } from "../law.ts";
import { ADMT, CPRA, FIRST, statute, unread } from "./read.ts";

/** To know, to delete and to correct: what may have to be verified. */
export const VERIFIABLE: readonly RightWord[] = ["access", "erasure", "rectification"];

/** To opt out and to limit: what is never verified. */
export const NEVER_VERIFIED: readonly RightWord[] = ["opt-out", "limit"];

/** A consumer is a resident of the state. */
export const scope: readonly ScopeRule[] = [
  { ...statute("1798.140(i)", FIRST), by: "residence", countries: ["US"], regions: { only: ["CA"] } },
];

/** What a consumer may ask. Portability is a part of the right to know. */
export const rights: readonly RightRule[] = [
  { ...statute("1798.110, 1798.115", FIRST), right: "access" },
  { ...statute("1798.105", FIRST), right: "erasure" },
  { ...statute("1798.106", CPRA), right: "rectification" },
  { ...statute("1798.120", FIRST), right: "opt-out" },
  { ...statute("1798.121", CPRA), right: "limit" },
  { ...statute("1798.125", FIRST), right: "no-retaliation" },
  {
    ...unread("7221", ADMT, "ca.admt, ca.admt.optout; the right is quoted, its exceptions and its first day are second-hand"),
    right: "automated-opt-out",
  },
  { ...unread("7222", ADMT, "ca.admt; known from overviews"), right: "automated-access" },
];

/** What the law itself says of a use. */
export const uses: readonly UseRule[] = [
  {
    ...statute("1798.120, 1798.135; 11 CCR 7025, 7026", FIRST, "ca.optout, rights-by-law section 4"),
    use: "opt-out",
  },
  { ...statute("1798.120(c)", FIRST, "ca.minor.parent, ca.minor.self"), use: "child-sale" },
  { ...statute("1798.121; 11 CCR 7027", CPRA, "ca.limit, ca.limit.exempt"), use: "limit" },
];
