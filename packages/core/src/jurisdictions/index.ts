export { type Clock, type ClockReading, periodEnd, readClock, responseClock } from "./clock.ts";
export { refusalArticle } from "./refusal-rules.ts";
export { type ResponseRule, responseRules } from "./response-rules.ts";
