// Who may be a child: most people's age is told, is above every age of a law, and stays so. They are not asked about it each time.
import { YOUNG } from "./record.ts";
import { type DayOf, YEAR } from "./zone-days.ts";

/** In years: nobody of this age is a minor anywhere. Where a program says otherwise, everybody whose age is told is asked. */
export const NO_CHILD = 21;

/** Tells apart, by a day that does not change, who was this old by then. */
export interface Young {
  /** The flag of whoever is born on a day (a number, zone-days.ts). */
  readonly flagOf: (born: number) => number;
  /** The flag of everybody, on a day before that one: a clock may go back. */
  readonly flagOn: (today: number) => number;
}

/** By the day on which an engine is opened; where no clock tells it, everybody may be a child. */
export function youngAt(dayOf: DayOf, now: () => number): Young {
  const since = dayNumber(dayOf, now);
  return {
    flagOf: (born) => (since - born >= NO_CHILD * YEAR ? 0 : YOUNG),
    flagOn: (today) => (today >= since ? 0 : YOUNG),
  };
}

function dayNumber(dayOf: DayOf, now: () => number): number {
  try {
    return dayOf(now()).number;
  } catch {
    return 0;
  }
}
