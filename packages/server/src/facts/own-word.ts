import { countingParts, type Fact } from "@troth/core/facts";

/**
 * Whether a fact is what somebody says against a use, whoever tells it, or chooses with us. It is kept while they are being erased, too: it
 * goes with the erasure, and where that is broken off, what they said meanwhile holds. `own`: Troth tells it.
 */
export function isOwnWord(fact: Fact, own: boolean): boolean {
  switch (fact.kind) {
    case "chose":
      return own || saysNo(fact);
    case "consented":
    case "approved":
      return !fact.given;
    case "objected":
    case "opted-out":
    case "parent-stopped":
    case "restricted":
      return fact.on;
    case "agreed":
    case "linked":
      return !fact.on;
    case "enabled":
      return fact.by === "person" && !fact.on;
    default:
      return false;
  }
}

/** What is opted out of is said by a yes to that. */
const saysNo = (fact: Extract<Fact, { kind: "chose" }>): boolean =>
  [...Object.values(fact.choices), ...Object.values(fact.trackers ?? {})].includes(false) ||
  countingParts(fact).some(({ yes }) => !yes) ||
  Object.values(fact.optOuts ?? {}).includes(true);
