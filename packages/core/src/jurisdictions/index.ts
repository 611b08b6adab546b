export { appealClock, appealsUnder } from "./appeals.ts";
export { applicableLaws, countriesOf, lawsOfEstablishments, lawsOfResidence, regionsThatDiffer } from "./applicable-laws.ts";
export { basisArticle, rightsUnder, useArticle } from "./articles.ts";
export { type Authority, authoritiesOf, authorityFor, complaintAuthorities } from "./authorities.ts";
export { acknowledgmentClock, type Clock, type ClockReading, type Received, readClock, responseClock } from "./clock.ts";
export { type Counted, endOfPeriod, noHolidays, type PlaceHolidays } from "./count-period.ts";
export { dayAfter, dayOf, endOfDay, periodEnd } from "./days.ts";
export {
  articlesOf,
  type DenialChoice,
  type DenialRule,
  type Denials,
  type Denying,
  denialsOf,
  type NoDenial,
  OFTEN,
} from "./denial.ts";
export { type Extending, judgeExtending } from "./extending.ts";
export * from "./judge/index.ts";
export { type LawChange, lawChanges, lawsOn, type SaidRule, type Touched, touchedBy } from "./law-changes.ts";
export { type AnsweredRight, cite, lawOf, rulesInForce, shortName } from "./legal-rule.ts";
export { type LetterContents, type LetterWord, letterContents } from "./letter-contents.ts";
export { ageOn, type MinorRule, minorRuleOf, ownYesFrom } from "./minors.ts";
export { ELSEWHERE, placesOf, residenceIn } from "./places.ts";
export { MomentError, type MomentFault, type ReadMoment, readReceived } from "./read-moment.ts";
