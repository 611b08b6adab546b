import { Temporal } from "temporal-polyfill";
import type { LegalPeriod } from "../foundation/index.ts";
import { type ActWord, type LawData, lawBook, type RightWord } from "../laws/index.ts";
import type { Law } from "../program/index.ts";
import { type Asked, type JudgedClock, type JudgedExtension, judge } from "./judge/index.ts";

/** By when a request must be answered, and which rule says so. Moments are ISO 8601 in UTC. */
export interface Clock {
  readonly law: Law;
  /** The state, where the law's word stands for several. */
  readonly state?: string;
  readonly article: string;
  readonly verified: boolean;
  readonly period: LegalPeriod;
  readonly startsAt: string;
  /** The last moment of the earlier reading, in `zone`: what we work to. Longer where an extension holds. */
  readonly dueAt: string;
  /** That of the later reading; none while the clock waits for something under its law. */
  readonly limitAt?: string;
  readonly zone: string;
  /** What an extension in time would give, or has given. */
  readonly extension?: JudgedExtension;
  /** Under its law it has not started: the company waits for this. */
  readonly waitsFor?: JudgedClock["waitsFor"];
  /** What it waits for is to come by then: after it, the law takes the request to be taken back. */
  readonly withdrawnAt?: string;
}

/** How a clock stands at a moment, in its own unit. `soon` begins with the last quarter. */
export interface ClockReading {
  readonly state: "on-time" | "soon" | "late";
  /** What is left, or by how much it is late: whole units, at least 0. A clock in days that ends today has 0 left. */
  readonly left: { readonly count: number; readonly unit: "days" | "hours" };
  /** Share of the period that is gone, 0 to 1. */
  readonly share: number;
}

/** A request whose clock is asked for. */
export type Received = { readonly laws: readonly Law[]; readonly right: RightWord } & Pick<
  Asked,
  "receivedAt" | "zone" | "holidays" | "awaited" | "extended"
>;

/** The clock of a request: of the rules in force on the day of receipt, the one that ends first. None where no law says. */
export const responseClock = (at: Received): Clock | undefined => firstToEnd("answer", booksOf(at), at);

/** By when the receipt of a request must be confirmed, where a law asks for that. */
export const acknowledgmentClock = (at: Received): Clock | undefined => firstToEnd("confirm", booksOf(at), at);

const booksOf = ({ laws }: Pick<Received, "laws">): readonly LawData[] => lawBook.filter((law) => laws.includes(law.id));

/** Of the clocks of some laws for one act, the one that ends first. */
export function firstToEnd(act: ActWord, books: readonly LawData[], asked: Asked): Clock | undefined {
  const clocks = books
    .flatMap((law) => judge(law, asked).clocks.filter((clock) => clock.act === act))
    .flatMap((clock) => asClock(clock));
  // Of two that end together the one that was read in its text is shown.
  return clocks.sort((one, other) => moment(one.dueAt) - moment(other.dueAt) || Number(other.verified) - Number(one.verified))[0];
}

function asClock(clock: JudgedClock): readonly Clock[] {
  const { law, state, article, verified, period, startsAt, target, limit, zone, extension, waitsFor, withdrawnAt } = clock;
  if (period === undefined || target === undefined) return [];
  const longer = extension?.holds && extension.target !== undefined ? extension : undefined;
  const until = longer === undefined ? limit : longer.limit;
  return [
    {
      law: law as Law,
      ...(state === undefined ? {} : { state }),
      article,
      verified,
      period,
      startsAt,
      dueAt: longer?.target ?? target,
      ...(until === undefined ? {} : { limitAt: until }),
      zone,
      ...(extension === undefined ? {} : { extension }),
      ...(waitsFor === undefined ? {} : { waitsFor }),
      ...(withdrawnAt === undefined ? {} : { withdrawnAt }),
    },
  ];
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
