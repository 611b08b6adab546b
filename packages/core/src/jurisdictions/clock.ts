import { Temporal } from "temporal-polyfill";
import type { Law, LegalPeriod } from "../program/index.ts";
import { acknowledgmentRules } from "./acknowledgment-rules.ts";
import { dayOf, endOfPeriod } from "./counting.ts";
import { type AnsweredRight, rulesInForce } from "./legal-rule.ts";
import { type ResponseRule, responseRules } from "./response-rules.ts";

/** By when a request must be answered, and which rule says so. */
export interface Clock {
  readonly law: Law;
  /** The state, where the law's word stands for several. */
  readonly state?: string;
  readonly article: string;
  readonly verified: boolean;
  readonly period: LegalPeriod;
  /** ISO 8601 in UTC. */
  readonly startsAt: string;
  /** The last moment, in `zone`; ISO 8601 in UTC. */
  readonly dueAt: string;
  readonly zone: string;
  /** What an extension in time would give; no `dueAt` where the law names no maximum. */
  readonly extension?: { readonly article: string; readonly dueAt?: string };
}

/** How a clock stands at a moment, in its own unit. `soon` begins with the last quarter. */
export interface ClockReading {
  readonly state: "on-time" | "soon" | "late";
  /** What is left, or by how much it is late: whole units, at least 0. A clock in days that ends today has 0 left. */
  readonly left: { readonly count: number; readonly unit: "days" | "hours" };
  /** Share of the period that is gone, 0 to 1. */
  readonly share: number;
}

interface Received {
  readonly laws: readonly Law[];
  readonly right: AnsweredRight;
  readonly receivedAt: string;
  readonly zone: string;
}

/** The clock of a request: of the rules in force on the day of receipt, the one that ends first. None where no law says. */
export const responseClock = (at: Received): Clock | undefined => firstToEnd(responseRules, at);

/** By when the receipt of a request must be confirmed, where a law asks for that. */
export const acknowledgmentClock = (at: Received): Clock | undefined => firstToEnd(acknowledgmentRules, at);

function firstToEnd(rules: readonly ResponseRule[], at: Received): Clock | undefined {
  const day = dayOf(at.receivedAt, at.zone);
  const clocks = rulesInForce(rules, { laws: at.laws, day })
    .filter((rule) => rule.rights.includes(at.right))
    .map((rule) => startClock(rule, at.receivedAt, at.zone));
  // Of two that end together the one that was read in its text is shown.
  return clocks.sort((one, other) => moment(one.dueAt) - moment(other.dueAt) || Number(other.verified) - Number(one.verified))[0];
}

/** Starts the clock of a rule. */
export function startClock(rule: ResponseRule, startsAt: string, zone: string): Clock {
  const { law, state, article, verified, period, counting, extension } = rule;
  const end = (of: LegalPeriod) => endOfPeriod({ startsAt, period: of, zone, counting });
  return {
    law,
    ...(state === undefined ? {} : { state }),
    article,
    verified,
    period,
    startsAt,
    dueAt: end(period),
    zone,
    ...(extension === undefined
      ? {}
      : { extension: { article: extension.article, ...(extension.total ? { dueAt: end(extension.total) } : {}) } }),
  };
}

const moment = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds;

const HOUR_MS = 3_600_000;

/**
 * Reads a clock at `now`, milliseconds since 1970. Hours are hours that have passed; days are days of the calendar in the
 * clock's zone, so that a day of 23 or 25 hours is one day.
 */
export function readClock(
  clock: Pick<Clock, "startsAt" | "dueAt" | "period"> & Partial<Pick<Clock, "zone">>,
  now: number,
): ClockReading {
  const start = moment(clock.startsAt);
  const due = moment(clock.dueAt);
  const late = now > due;
  const share = Math.min(1, Math.max(0, (now - start) / Math.max(1, due - start)));
  const state = late ? "late" : share >= 0.75 ? "soon" : "on-time";
  if (clock.period.unit === "hours") {
    const count = late ? Math.ceil((now - due) / HOUR_MS) : Math.floor((due - now) / HOUR_MS);
    return { state, left: { count, unit: "hours" }, share };
  }
  const days = Math.abs(daysBetween(now, due, clock.zone ?? "UTC"));
  return { state, left: { count: late ? Math.max(1, days) : days, unit: "days" }, share };
}

function daysBetween(now: number, due: number, zone: string): number {
  const day = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  return day(now).until(day(due), { largestUnit: "days" }).days;
}
