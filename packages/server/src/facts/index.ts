export { type BackfilledDataset, backfillFacts } from "./backfill-facts.ts";
export { changedSubjects } from "./changed-subjects.ts";
export { factsOfAccounts, factsOfBrowsers, recordFactsShown } from "./copy-facts.ts";
export { accountsOf, beginErasing, eraseFacts, liftErasing } from "./erase-facts.ts";
export { erasedUntil, wasErased } from "./erased-subjects.ts";
export { FactsError, type FactsErrorCode } from "./errors.ts";
export { feedEvents, isReplaced, requirePosition, tellProgram } from "./feed.ts";
export {
  clientStateAt,
  holdErased,
  holdSubject,
  type KnownSubject,
  knownPeople,
  personKeyOf,
  stateAt,
  statesOf,
  subjectsErasedBy,
  subjectsOfAccounts,
} from "./known-people.ts";
export { publishNotice } from "./publish-notice.ts";
export type { PlacedFault } from "./read-batch.ts";
export { type LookedUp, lookUpHashes, lookUpSubjects, statedNotices } from "./read-lines.ts";
export { refoldStates } from "./refold-states.ts";
export { sampleStates } from "./sample-states.ts";
export { pruneFeed, sequenceLeft } from "./sequence-changes.ts";
export { hashing, snapshotLines } from "./snapshot.ts";
export type { SubjectLine } from "./states.ts";
export { hashOfAccount, hashOfSubject, subjectKey } from "./subjects.ts";
export { type DroppedAt, type FactsPort, keepFacts, placeFacts, type Told, tellFacts } from "./tell-facts.ts";
export { type ToldChoice, toldChoices } from "./told-choices.ts";
