export { categoriesNamed, checkFact, type FactFault } from "./check-facts.ts";
export { faultOfLifting } from "./check-lifting.ts";
export { contentHash, contentText } from "./content-hash.ts";
export { correctedAmong } from "./corrected-among.ts";
export { type Dropped, dropCategories } from "./drop-categories.ts";
export {
  CHOSEN_HOW,
  type Fact,
  type FactKind,
  factSchema,
  type Oddity,
  type OptOut,
  type RestrictionGround,
  subjectOfFact,
  subjectsOfKind,
} from "./fact.ts";
export {
  factsOfRow,
  type RowCleared,
  type RowFact,
  type RowReading,
  readingsOf,
  type Unread,
  withKey,
} from "./facts-of-row.ts";
export { foldClientFacts, foldFacts } from "./fold-facts.ts";
export type { RowCells } from "./row-cells.ts";
export {
  type Agreement,
  type Approval,
  type Choice,
  type ClientState,
  type Collected,
  type Derived,
  NO_CLIENT,
  NO_STATE,
  type Occasion,
  type PersonState,
  type RefusedPart,
} from "./state.ts";
export { type FactSubject, hashText, itemHash, subjectHash, turnHash, withHashes } from "./subject-hash.ts";
export type { FactGround } from "./take-fact.ts";
export { countingChoices, countingParts, saidOneByOne } from "./told-in-order.ts";
export { readClientState, readPersonState, type WrittenState, writeState } from "./write-state.ts";
