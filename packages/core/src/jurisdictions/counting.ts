import { Temporal } from "temporal-polyfill";
import type { LegalPeriod } from "../program/index.ts";

/**
 * How a law counts days. `union`: a period that would end on a Saturday or Sunday ends on the Monday after it.
 * `california`: Saturdays are business days. `plain`: neither.
 *
 * @source Regulation (EEC, Euratom) No 1182/71 Art. 3(4)
 * @source UK GDPR Art. 4A
 * @source Cal. Civ. Code 9
 */
export type Counting = "plain" | "union" | "california";

const MONDAY_TO_FRIDAY = 5;
const MONDAY_TO_SATURDAY = 6;

/**
 * The last moment of a period in a zone: hours elapse; days, weeks, months and years end with the last second of their last
 * day, the day of the event not counted; a month whose last day does not have the date ends with its last day.
 * Business days are Monday to Friday. Public holidays are the controller's place's and are not known here: they could only
 * make a period longer, so this is the earlier, safe reading.
 *
 * @source Regulation (EEC, Euratom) No 1182/71 Art. 3(1), (2)
 */
export const periodEnd = (startsAt: string, period: LegalPeriod, zone: string): string =>
  endOfPeriod({ startsAt, period, zone, counting: "plain" });

/** The same, as a law counts. */
export function endOfPeriod(at: {
  readonly startsAt: string;
  readonly period: LegalPeriod;
  readonly zone: string;
  readonly counting: Counting;
}): string {
  const { startsAt, period, zone, counting } = at;
  const start = Temporal.Instant.from(startsAt);
  // The hour of the event is not counted either, which would give up to an hour more: the earlier reading is taken.
  if (period.unit === "hours") return start.add({ hours: period.count }).toString();
  const day = start.toZonedDateTimeISO(zone).toPlainDate();
  const last = lastDay(day, period, counting);
  return last.add({ days: 1 }).toZonedDateTime(zone).subtract({ seconds: 1 }).toInstant().toString();
}

function lastDay(day: Temporal.PlainDate, { count, unit }: LegalPeriod, counting: Counting): Temporal.PlainDate {
  if (unit === "business days")
    return addBusinessDays(day, count, counting === "california" ? MONDAY_TO_SATURDAY : MONDAY_TO_FRIDAY);
  const last = day.add({ [unit]: count });
  return counting === "union" ? afterWeekend(last) : last;
}

function afterWeekend(day: Temporal.PlainDate): Temporal.PlainDate {
  const over = day.dayOfWeek - MONDAY_TO_FRIDAY;
  return over > 0 ? day.add({ days: 3 - over }) : day;
}

function addBusinessDays(day: Temporal.PlainDate, count: number, lastOfWeek: number): Temporal.PlainDate {
  let at = day;
  for (let left = count; left > 0; ) {
    at = at.add({ days: 1 });
    if (at.dayOfWeek <= lastOfWeek) left -= 1;
  }
  return at;
}

/** The day on which a moment falls in a zone: `2026-11-22`. */
export const dayOf = (moment: string, zone: string): string =>
  Temporal.Instant.from(moment).toZonedDateTimeISO(zone).toPlainDate().toString();
