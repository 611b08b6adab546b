import { Temporal } from "temporal-polyfill";
import type { KeepPlan } from "./plan.ts";

/** What keeps a row: the rule, and its last day; no day where the date it counts from cannot be read. */
export interface Keeping {
  readonly keep: KeepPlan;
  readonly until: string | undefined;
}

/**
 * The keep that holds a row longest, or none that still runs on `today`.
 * A date that cannot be read keeps the row: what law may ask for is not destroyed on a guess.
 */
export function keepingOf(keeps: readonly KeepPlan[], dateIn: (column: string) => unknown, today: string): Keeping | undefined {
  const running = keeps
    .map((keep) => ({ keep, until: keepUntil(keep, dateIn(keep.since)) }))
    .filter(({ until }) => until === undefined || until >= today);
  const unread = running.find(({ until }) => until === undefined);
  return unread ?? running.sort((one, other) => ((one.until ?? "") < (other.until ?? "") ? 1 : -1))[0];
}

/**
 * The day until which a row is kept, counted from the value of its `since` column; undefined where the value is no date.
 * Calendar arithmetic in UTC: a month later is the same day, or the month's last.
 */
export function keepUntil(keep: Pick<KeepPlan, "count" | "unit">, since: unknown): string | undefined {
  const day = typeof since === "string" ? /^\d{4}-\d{2}-\d{2}/.exec(since.trim())?.[0] : undefined;
  if (day === undefined) return undefined;
  try {
    const start = Temporal.PlainDate.from(day);
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
