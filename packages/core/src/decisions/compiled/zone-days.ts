// Days of a zone, asked for a moment. A day is looked up once: what turns at midnight must not cost a calendar each time.
import { Temporal } from "temporal-polyfill";

/** A day, and the moments that are known to lie in it. */
export interface Day {
  /** In milliseconds since 1970: from, and up to without. */
  readonly from: number;
  readonly to: number;
  /** `2026-11-28`. */
  readonly text: string;
  /** 20261128: the difference of two, divided by 10,000, is years. */
  readonly number: number;
}

/** The difference of two days as numbers, in years. */
export const YEAR = 10_000;

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Since then every zone is off by whole minutes and changes on whole minutes. */
const WHOLE_MINUTES_SINCE = Date.UTC(1973, 0, 1);
const MOST_DAYS = 50_000;

/** The day of a moment in a zone. Throws RangeError for what is no moment. */
export type DayOf = (ms: number) => Day;

/** Days of a zone, remembered. */
export function daysOf(zone: string): DayOf {
  const known = new Map<number, Day[]>();
  return (ms) => {
    const key = Math.floor(ms / DAY_MS);
    const near = known.get(key);
    const found = near?.find(({ from, to }) => ms >= from && ms < to);
    if (found !== undefined) return found;
    const day = lookUp(ms, zone);
    if (known.size > MOST_DAYS) known.clear();
    // A day that is not of 24 hours may lie in two pieces: of it only this minute is known, and it is not remembered.
    if (day.to - day.from === DAY_MS) known.set(key, [...(near ?? []), day]);
    return day;
  };
}

function lookUp(ms: number, zone: string): Day {
  const at = Temporal.Instant.fromEpochMilliseconds(Math.trunc(ms)).toZonedDateTimeISO(zone);
  const day = at.toPlainDate();
  const from = day.toZonedDateTime(zone).epochMilliseconds;
  const to = day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  const text = day.toString();
  const number = day.year * 10_000 + day.month * 100 + day.day;
  if (to - from === DAY_MS && ms >= from && ms < to) return { from, to, text, number };
  if (ms < WHOLE_MINUTES_SINCE) return { from: ms, to: ms + 1, text, number };
  const minute = Math.floor(ms / MINUTE_MS) * MINUTE_MS;
  return { from: minute, to: minute + MINUTE_MS, text, number };
}
