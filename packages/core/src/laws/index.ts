export { beginningWith, type Counting, type DaysOff, type HolidayRule, one, plain, type Readings, union } from "./counting.ts";
export { EEA } from "./eea.ts";
export * from "./law.ts";
export { lawBook } from "./registry.ts";
export { type RuleList, type RuleOf, sayRule } from "./say-rule.ts";
