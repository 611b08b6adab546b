import type { Fact } from "@troth/core/facts";

/**
 * Whether a fact is what somebody says against a use, or chooses, themselves. It is kept while they are being erased, too: it goes with the
 * erasure, and where that is broken off, what they said meanwhile holds.
 */
export function isOwnWord(fact: Fact): boolean {
  switch (fact.kind) {
    case "chose":
      return true;
    case "consented":
    case "approved":
      return !fact.given;
    case "objected":
    case "opted-out":
    case "parent-stopped":
      return fact.on;
    case "linked":
      return !fact.on;
    default:
      return false;
  }
}
