import { Temporal } from "temporal-polyfill";
import type { KeepPlan } from "./plan.ts";

/** What keeps a row: the rule, and its last day; no day where the date it counts from cannot be read. */
export interface Keeping {
  readonly keep: KeepPlan;
  readonly until: string | undefined;
}

/** The day that it is where days are counted. */
export interface Today {
  /** `YYYY-MM-DD`, in the zone. */
  readonly day: string;
  /** The program's: IANA's name. */
  readonly zone: string;
}

/**
 * The keep that holds a row longest, or none that still runs today.
 * A date that cannot be read keeps the row: what law may ask for is not destroyed on a guess.
 */
export function keepingOf(keeps: readonly KeepPlan[], dateIn: (column: string) => unknown, today: Today): Keeping | undefined {
  const running = keeps
    .map((keep) => ({ keep, until: keepUntil(keep, dayIn(dateIn(keep.since), today.zone)) }))
    .filter(({ until }) => until === undefined || until >= today.day);
  const unread = running.find(({ until }) => until === undefined);
  return unread ?? running.sort((one, other) => ((one.until ?? "") < (other.until ?? "") ? 1 : -1))[0];
}

const WITH_OFFSET = /(?:Z|[+-]\d{2}(?::?\d{2}){0,2})$/i;

/**
 * The day of a value in a zone; undefined where it is no date. A moment without an offset may be UTC or the zone's own time,
 * and one whose hour cannot be read any: of the days that it may be, the last, for a keep must not end early.
 */
export function dayIn(value: unknown, zone: string): string | undefined {
  const text = typeof value === "string" ? value.trim() : "";
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  if (day === undefined || day === text) return day;
  const dayOf = (moment: string) => Temporal.Instant.from(moment).toZonedDateTimeISO(zone).toPlainDate().toString();
  try {
    if (WITH_OFFSET.test(text.slice(day.length))) return dayOf(text);
    const inUtc = dayOf(`${text}Z`);
    return inUtc > day ? inUtc : day;
  } catch {
    return keepUntil({ count: 1, unit: "days" }, day);
  }
}

/**
 * The day until which a row is kept, counted from a day, `YYYY-MM-DD`; undefined where it is none.
 * Calendar arithmetic: a month later is the same day, or the month's last.
 */
export function keepUntil(keep: Pick<KeepPlan, "count" | "unit">, since: string | undefined): string | undefined {
  if (since === undefined) return undefined;
  try {
    const start = Temporal.PlainDate.from(since);
    switch (keep.unit) {
      case "years":
        return start.add({ years: keep.count }).toString();
      case "months":
        return start.add({ months: keep.count }).toString();
      case "weeks":
        return start.add({ weeks: keep.count }).toString();
      case "days":
        return start.add({ days: keep.count }).toString();
      case "hours":
        return start.add({ days: Math.ceil(keep.count / 24) }).toString();
      // Without a calendar of holidays the later reading holds: a keep must not end early.
      case "business days":
        return start.add({ days: keep.count * 2 + 7 }).toString();
    }
  } catch {
    return undefined;
  }
}
