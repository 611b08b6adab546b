// By when: every clock of a law that runs for a request, in both readings of its text.
import { Temporal } from "temporal-polyfill";
import type { LegalPeriod } from "../../foundation/index.ts";
import { type ActWord, type ClockRule, isInForce, type LawData, type RightWord } from "../../laws/index.ts";
import { type Counted, endOfPeriod, noHolidays } from "../count-period.ts";
import { dayOf } from "../days.ts";
import type { Asked, Awaited } from "./asked.ts";

/** A clock of a law that runs. Moments are ISO 8601 in UTC. */
export interface JudgedClock {
  readonly law: string;
  readonly state?: string;
  readonly act: ActWord;
  readonly article: string;
  readonly verified: boolean;
  readonly bound: ClockRule["bound"];
  readonly zone: string;
  readonly startsAt: string;
  /** None where the text names no number. */
  readonly period?: LegalPeriod;
  readonly noNumber?: ClockRule["noNumber"];
  /** The earlier reading: what we work to. */
  readonly target?: string;
  /** The later reading. None while it waits for something. */
  readonly limit?: string;
  readonly extension?: JudgedExtension;
  /** It has not started under the law: the company waits for this. The target runs from receipt all the same. */
  readonly waitsFor?: Awaited["what"];
  /** The person did not accept in time: the request is taken back by the law. */
  readonly withdrawnAt?: string;
}

/** What a longer time would be, or is. */
export interface JudgedExtension {
  readonly article: string;
  /** Told after it, it is none. */
  readonly tellBy: string;
  /** None where the law names no maximum. */
  readonly target?: string;
  readonly limit?: string;
  /** It was told in time, and holds. */
  readonly holds: boolean;
}

/** The clocks of a law for a request: of the rules in force on the day on which each starts. */
export function judgeClocks(law: LawData, asked: Asked, rights: readonly RightWord[]): readonly JudgedClock[] {
  return law.clocks.flatMap((rule) => {
    const start = startOf(rule, asked, rights);
    if (start === undefined) return [];
    const zone = law.zone ?? asked.zone;
    return isInForce(rule, dayOf(start, zone)) ? [runClock(law.id, rule, { asked, start, zone })] : [];
  });
}

function startOf(rule: ClockRule, asked: Asked, rights: readonly RightWord[]): string | undefined {
  if (rule.marketing && !asked.marketing) return undefined;
  if (rule.rights !== undefined && !rule.rights.some((right) => rights.includes(right))) return undefined;
  if (rule.starts === "receipt") return rule.rights === undefined ? undefined : asked.receivedAt;
  return asked.moments?.[rule.starts];
}

interface Running {
  readonly asked: Asked;
  readonly start: string;
  readonly zone: string;
}

function runClock(law: string, rule: ClockRule, { asked, start, zone }: Running): JudgedClock {
  const { act, article, verified, bound, period, noNumber, state, extension } = rule;
  const late = lateStartOf(rule, asked, start, zone);
  const said = { law, act, article, verified, bound, zone, startsAt: late.target, ...(state === undefined ? {} : { state }) };
  if (period === undefined) return { ...said, ...(noNumber === undefined ? {} : { noNumber }) };
  const pausedDays = daysPaused(rule, asked, zone);
  const end = (of: LegalPeriod, reading: "target" | "limit"): string => {
    const counted: Counted = {
      startsAt: late[reading] ?? late.target,
      period: of,
      zone,
      counting: rule.counting[reading],
      holidays: asked.holidays ?? noHolidays,
      paused: pausedDays,
    };
    return endOfPeriod(counted);
  };
  const target = end(period, "target");
  const limit = end(period, "limit");
  const longer = extension?.total;
  const holds = extension !== undefined && isBefore(asked.extended?.[0], limit);
  return {
    ...said,
    period,
    target,
    ...(late.waitsFor === undefined ? { limit } : { waitsFor: late.waitsFor }),
    ...(late.withdrawnAt === undefined ? {} : { withdrawnAt: late.withdrawnAt }),
    ...(extension === undefined
      ? {}
      : {
          extension: {
            article: extension.article,
            tellBy: target,
            holds,
            ...(longer === undefined ? {} : { target: end(longer, "target"), limit: end(longer, "limit") }),
          },
        }),
  };
}

const isBefore = (moment: string | undefined, end: string): boolean =>
  moment !== undefined && Temporal.Instant.compare(Temporal.Instant.from(moment), Temporal.Instant.from(end)) <= 0;

interface Start {
  readonly target: string;
  readonly limit?: string;
  readonly waitsFor?: Awaited["what"];
  readonly withdrawnAt?: string;
}

/** The later of the receipt and of what was awaited, where the law lets a clock start with that. */
function lateStartOf(rule: ClockRule, asked: Asked, start: string, zone: string): Start {
  let from: Start = { target: start, limit: start };
  for (const late of rule.lateStart ?? []) {
    for (const { what, askedAt, givenAt } of asked.awaited ?? []) {
      if (what !== late.for) continue;
      const within =
        late.within &&
        endOfPeriod({ startsAt: askedAt, period: late.within, zone, counting: rule.counting.limit, holidays: noHolidays });
      if (within !== undefined && !isBefore(givenAt, within)) return { ...from, waitsFor: what, withdrawnAt: within };
      if (givenAt === undefined) return { target: start, waitsFor: what };
      from = { target: later(from.target, givenAt), limit: later(from.limit ?? start, within ?? givenAt) };
    }
  }
  return from;
}

const later = (one: string, other: string): string =>
  Temporal.Instant.compare(Temporal.Instant.from(one), Temporal.Instant.from(other)) >= 0 ? one : other;

/** Whole days, from the day of asking to the day of the answer, both among them; what is still open does not count yet. */
function daysPaused(rule: ClockRule, asked: Asked, zone: string): number {
  const days = new Set<string>();
  for (const pause of rule.pauses ?? []) {
    if (!pause.rights.includes(asked.right)) continue;
    for (const { what, askedAt, givenAt } of asked.awaited ?? []) {
      if (what !== pause.for || givenAt === undefined) continue;
      const last = Temporal.PlainDate.from(dayOf(givenAt, zone));
      for (
        let day = Temporal.PlainDate.from(dayOf(askedAt, zone));
        Temporal.PlainDate.compare(day, last) <= 0;
        day = day.add({ days: 1 })
      )
        days.add(day.toString());
    }
  }
  return days.size;
}
