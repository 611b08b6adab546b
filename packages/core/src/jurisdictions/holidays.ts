import type { Temporal } from "temporal-polyfill";
import type { HolidayRule } from "../laws/index.ts";

/** Whether a day is one of a law's own holidays. */
export const isHolidayOf = (rules: readonly HolidayRule[], day: Temporal.PlainDate): boolean =>
  rules.some((rule) => falls(rule, day));

function falls(rule: HolidayRule, day: Temporal.PlainDate): boolean {
  if (rule.month !== day.month) return false;
  if ("day" in rule) return rule.day === day.day;
  return day.dayOfWeek === rule.weekday && nthOf(day, rule.nth < 0) === rule.nth;
}

/** Which of its weekday a day is in its month: from 1; from the end, -1. */
const nthOf = (day: Temporal.PlainDate, fromEnd: boolean): number =>
  fromEnd ? -Math.ceil((day.daysInMonth - day.day + 1) / 7) : Math.ceil(day.day / 7);
