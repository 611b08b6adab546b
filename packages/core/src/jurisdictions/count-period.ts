import { Temporal } from "temporal-polyfill";
import type { LegalPeriod } from "../foundation/index.ts";
import type { Counting, DaysOff } from "../laws/index.ts";
import { isHolidayOf } from "./holidays.ts";

/** Whether a day (`2026-12-25`) is a public holiday at the controller's place. */
export type PlaceHolidays = (day: string) => boolean;

/** Where nobody has said which days are holidays: there are none, which can only make a period shorter. */
export const noHolidays: PlaceHolidays = () => false;

/** What a period is counted from and with. */
export interface Counted {
  /** ISO 8601 in UTC. */
  readonly startsAt: string;
  readonly period: LegalPeriod;
  /** The zone whose days are counted. */
  readonly zone: string;
  readonly counting: Counting;
  readonly holidays: PlaceHolidays;
  /** Days that do not count, at least 0; of a period that is not in hours. */
  readonly paused?: number;
}

/**
 * The last moment of a period in a zone: hours pass; days, weeks, months and years end with the last second of their last
 * day; a month that has not the date ends with its last day.
 *
 * @source Regulation (EEC, Euratom) No 1182/71 Art. 3(1), (2), (4)
 */
export function endOfPeriod(at: Counted): string {
  const { startsAt, period, zone, counting, paused = 0 } = at;
  const start = Temporal.Instant.from(startsAt);
  if (period.unit === "hours") return hoursFrom(start, period.count, zone, counting);
  const day = start.toZonedDateTimeISO(zone).toPlainDate();
  const last = lastDay(day, at).add({ days: paused });
  return endOf(rollOver(last, counting.rolls, at.holidays), zone);
}

function hoursFrom(start: Temporal.Instant, hours: number, zone: string, { hourOfEvent }: Counting): string {
  if (hourOfEvent === "in") return start.add({ hours }).toString();
  const local = start.toZonedDateTimeISO(zone);
  const begun = local.round({ smallestUnit: "hour", roundingMode: "floor" });
  return begun.add({ hours: 1 }).add({ hours }).toInstant().toString();
}

function lastDay(day: Temporal.PlainDate, { period, counting, holidays }: Counted): Temporal.PlainDate {
  if (period.unit === "business days") return addBusinessDays(day, period.count, counting, holidays);
  const last = day.add({ [period.unit]: period.count });
  return counting.dayOfEvent === "in" ? last.subtract({ days: 1 }) : last;
}

function addBusinessDays(day: Temporal.PlainDate, count: number, { off, dayOfEvent }: Counting, holidays: PlaceHolidays) {
  let at = dayOfEvent === "in" ? day.subtract({ days: 1 }) : day;
  for (let left = count; left > 0; ) {
    at = at.add({ days: 1 });
    if (!isOff(at, off, holidays)) left -= 1;
  }
  return at;
}

function rollOver(day: Temporal.PlainDate, rolls: DaysOff, holidays: PlaceHolidays): Temporal.PlainDate {
  let at = day;
  while (isOff(at, rolls, holidays)) at = at.add({ days: 1 });
  return at;
}

const SATURDAY = 6;
const SUNDAY = 7;

function isOff(day: Temporal.PlainDate, off: DaysOff, holidays: PlaceHolidays): boolean {
  if (off.saturday && day.dayOfWeek === SATURDAY) return true;
  if (off.sunday && day.dayOfWeek === SUNDAY) return true;
  if (off.holidays === "none") return false;
  return off.holidays === "place" ? holidays(day.toString()) : isHolidayOf(off.holidays, day);
}

/** The last second of a day in a zone. */
const endOf = (day: Temporal.PlainDate, zone: string): string =>
  day.add({ days: 1 }).toZonedDateTime(zone).subtract({ seconds: 1 }).toInstant().toString();
