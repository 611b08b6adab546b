export { acknowledgmentRules } from "./acknowledgment-rules.ts";
export { type Authority, authoritiesOf, authorityFor, complaintAuthorities } from "./authorities.ts";
export { type BasisRule, basisArticle, basisRules } from "./basis-rules.ts";
export { acknowledgmentClock, type Clock, type ClockReading, readClock, responseClock, startClock } from "./clock.ts";
export { type Counting, dayOf, endOfPeriod, periodEnd } from "./counting.ts";
export { type AnsweredRight, type LegalRule, rulesInForce } from "./legal-rule.ts";
export { type RefusalRule, refusalArticle, refusalRules } from "./refusal-rules.ts";
export { type ResponseRule, responseRules } from "./response-rules.ts";
export { type RightRule, type RightWord, rightRules, rightsUnder } from "./right-rules.ts";
