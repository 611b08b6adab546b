import { Temporal } from "temporal-polyfill";
import type { Law, LegalPeriod } from "../program/index.ts";
import { responseRules } from "./response-rules.ts";

/** By when a request must be answered, and which rule says so. */
export interface Clock {
  readonly law: Law;
  readonly article: string;
  readonly verified: boolean;
  readonly period: LegalPeriod;
  /** ISO 8601 in UTC. */
  readonly startsAt: string;
  /** The last moment, in `zone`; ISO 8601 in UTC. */
  readonly dueAt: string;
  readonly zone: string;
}

/** How a clock stands at a moment, in its own unit. `soon` begins with the last quarter. */
export interface ClockReading {
  readonly state: "on-time" | "soon" | "late";
  /** What is left, or by how much it is late: whole units, at least 0. */
  readonly left: { readonly count: number; readonly unit: "days" | "hours" };
  /** Share of the period that is gone, 0 to 1. */
  readonly share: number;
}

/** The clock of a request: of the rules in force on the day of receipt, the one that ends first. */
export function responseClock(at: {
  readonly laws: readonly Law[];
  readonly right: "access" | "erasure";
  readonly receivedAt: string;
  readonly zone: string;
}): Clock | undefined {
  const day = at.receivedAt.slice(0, 10);
  const clocks = responseRules
    .filter((rule) => at.laws.includes(rule.law) && rule.rights.includes(at.right) && rule.since <= day)
    .map(
      (rule): Clock => ({
        law: rule.law,
        article: rule.article,
        verified: rule.verified,
        period: rule.period,
        startsAt: at.receivedAt,
        dueAt: periodEnd(at.receivedAt, rule.period, at.zone),
        zone: at.zone,
      }),
    );
  return clocks.sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1))[0];
}

/**
 * The last moment of a period in a zone: hours elapse; days, weeks, months and years end with the last second of their last
 * day, the day of the event not counted. Business days are Monday to Friday: the earlier reading, without holidays.
 *
 * @source Regulation (EEC, Euratom) No 1182/71 Art. 3(1), (2)
 */
export function periodEnd(startsAt: string, period: LegalPeriod, zone: string): string {
  const start = Temporal.Instant.from(startsAt);
  if (period.unit === "hours") return start.add({ hours: period.count }).toString();
  const day = start.toZonedDateTimeISO(zone).toPlainDate();
  const last = period.unit === "business days" ? addBusinessDays(day, period.count) : day.add({ [period.unit]: period.count });
  return last.add({ days: 1 }).toZonedDateTime(zone).subtract({ seconds: 1 }).toInstant().toString();
}

function addBusinessDays(day: Temporal.PlainDate, count: number): Temporal.PlainDate {
  let at = day;
  for (let left = count; left > 0; ) {
    at = at.add({ days: 1 });
    if (at.dayOfWeek <= 5) left -= 1;
  }
  return at;
}

const HOUR_MS = 3_600_000;

/** Reads a clock at `now`, milliseconds since 1970. */
export function readClock(clock: Pick<Clock, "startsAt" | "dueAt" | "period">, now: number): ClockReading {
  const start = Temporal.Instant.from(clock.startsAt).epochMilliseconds;
  const due = Temporal.Instant.from(clock.dueAt).epochMilliseconds;
  const share = Math.min(1, Math.max(0, (now - start) / Math.max(1, due - start)));
  const unit = clock.period.unit === "hours" ? "hours" : "days";
  const size = unit === "hours" ? HOUR_MS : 24 * HOUR_MS;
  const state = now > due ? "late" : share >= 0.75 ? "soon" : "on-time";
  const count = now > due ? Math.ceil((now - due) / size) : Math.floor((due - now) / size);
  return { state, left: { count, unit }, share };
}
