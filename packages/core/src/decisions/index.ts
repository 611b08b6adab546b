export {
  type AskedQuestion,
  type AskedRecord,
  type AskedRecorder,
  MOST_ASKED,
  readAsked,
  recordAsked,
} from "./asked-questions.ts";
export { basesUnder, heedsObjection } from "./compiled/bases.ts";
export { decideOnce } from "./compiled/decide-once.ts";
export {
  type Change,
  type Engine,
  type EngineOptions,
  type EngineSize,
  type EngineState,
  filterRows,
  open,
  type RowQuestion,
} from "./compiled/engine.ts";
export { StateError } from "./compiled/state-error.ts";
export { covers, factsOfData, kindsOfData } from "./data-names.ts";
export type { Decision, DecisionSource, Doubt, Obligation } from "./decision.ts";
export { type ExplainedRow, type Explanation, explainDecision } from "./explain.ts";
export { identifiesNobody, satisfies } from "./forms.ts";
export {
  ACCESS_RULES,
  type AccessDecision,
  type AccessKnown,
  type AccessQuestion,
  type AccessRule,
  dataOfAct,
  decideHumanAccess,
  MOST_ACCESS_ITEMS,
} from "./human-access.ts";
export { knownFromFacts, type Told } from "./known-from-facts.ts";
export { decideNaively } from "./naive.ts";
export { rulesOfAge } from "./naive-age.ts";
export { endOfConsent, readPeople } from "./naive-case.ts";
export { dataAddedSince } from "./naive-covers.ts";
export { optOutsOf, stopOf } from "./naive-law.ts";
export { type Passing, passingOf, taxonomyOf } from "./passing.ts";
export { type DenialRule, GRANTS, LAW_OF, PRECEDENCE, placeInOrder, type RuleId, sentenceOf } from "./precedence.ts";
export type { Known, NoticeStated, Question, Signal } from "./question.ts";
export { questionsOf, type Sampled } from "./sampled-questions.ts";
export { type Asked, compareAnswers, type Flip, type WhatIf } from "./what-if.ts";
export {
  CHOICE_RULES,
  type ChoicePlaces,
  type ChoiceRule,
  type HoldingChoice,
  type SaidOfPurpose,
  whichChoiceHolds,
} from "./which-choice.ts";
