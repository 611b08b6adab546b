import { Temporal } from "temporal-polyfill";
import type { LegalPeriod } from "../foundation/index.ts";
import type { Counting } from "../laws/index.ts";
import { endOfPeriod, noHolidays } from "./count-period.ts";

const PLAIN: Counting = {
  article: "none: a period of a program",
  dayOfEvent: "out",
  hourOfEvent: "in",
  rolls: { saturday: false, sunday: false, holidays: "none" },
  off: { saturday: true, sunday: true, holidays: "none" },
};

/** The last moment of a period that no law sets: of a program, or our own. Business days are Monday to Friday. */
export const periodEnd = (startsAt: string, period: LegalPeriod, zone: string): string =>
  endOfPeriod({ startsAt, period, zone, counting: PLAIN, holidays: noHolidays });

/** The day on which a moment falls in a zone: `2026-11-22`. */
export const dayOf = (moment: string, zone: string): string =>
  Temporal.Instant.from(moment).toZonedDateTimeISO(zone).toPlainDate().toString();

/** The moment at which the day after a day (`2026-11-22`) begins in a zone. */
export const dayAfter = (day: string, zone: string): string =>
  Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).toInstant().toString({ smallestUnit: "millisecond" });

/** The last second of a day (`2026-11-22`) in a zone, in milliseconds since 1970. */
export const endOfDay = (day: string, zone: string): number =>
  Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).subtract({ seconds: 1 }).epochMilliseconds;
