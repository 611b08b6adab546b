import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { type Counting, type LawData, lawBook, plain, union } from "../laws/index.ts";
import { type Asked, type Clock, endOfPeriod, type JudgedClock, judgeClocks, noHolidays, periodEnd, readClock } from "./index.ts";

const zone = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "Asia/Jakarta",
  "America/Los_Angeles",
  "America/Sao_Paulo",
  "Pacific/Auckland",
  "Australia/Lord_Howe", // whose summer time is half an hour
  "Asia/Kathmandu",
);
const moment = fc
  .oneof(
    fc.integer({ min: Date.parse("2011-01-01"), max: Date.parse("2041-01-01") }),
    // 29 February, the ends of months, and the days on which clocks change.
    fc
      .tuple(
        fc.constantFrom("2028-02-29", "2027-01-31", "2026-03-29", "2026-10-25", "2027-03-14", "2026-12-31"),
        fc.nat(86_399_999),
      )
      .map(([day, ms]) => Date.parse(day) + ms),
  )
  .map((ms) => new Date(ms).toISOString());
const period = fc.record({
  count: fc.integer({ min: 0, max: 120 }),
  unit: fc.constantFrom(
    "hours" as const,
    "days" as const,
    "business days" as const,
    "weeks" as const,
    "months" as const,
    "years" as const,
  ),
});
const laws: readonly LawData[] = lawBook;
const own = plain("Art. 1").target;
const counting = fc.constantFrom<Counting>(
  own,
  union.target,
  union.limit,
  ...laws.flatMap(({ clocks }) => clocks.flatMap((clock) => [clock.counting.target, clock.counting.limit])),
);

const DAY = 86_400_000;
/** Every clock that has a period, by its law's word and its place there: a counterexample is to be read. */
const RULES = laws.flatMap((law) => law.clocks.flatMap((rule, at) => (rule.period === undefined ? [] : [`${law.id} ${at}`])));

function only(name: string): LawData & { readonly rule: LawData["clocks"][number] } {
  const [id, at] = name.split(" ");
  const law = laws.find((one) => one.id === id);
  const rule = law?.clocks[Number(at)];
  if (law === undefined || rule === undefined) throw new Error(`no clock ${name}`);
  return { ...law, clocks: [rule], rule };
}

/** Any clock of any law, and a moment at which it is in force everywhere. */
const running = fc.constantFrom(...RULES).chain((name) => {
  const { since, until } = only(name).rule;
  const first = Date.parse(since) + 2 * DAY;
  const last = until === undefined ? Date.parse("2041-01-01") : Date.parse(until) - 2 * DAY;
  return fc.record({ name: fc.constant(name), at: zone, ms: fc.integer({ min: first, max: last }) });
});
const weekend = (day: string): boolean => Temporal.PlainDate.from(day).dayOfWeek === 1;

const ms = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds;

function askedAt(law: LawData, at: string, startsAt: string): Asked {
  const [rule] = law.clocks;
  return {
    right: rule?.rights?.[0] ?? "information",
    receivedAt: startsAt,
    zone: at,
    marketing: true,
    ...(rule?.state === undefined ? {} : { state: rule.state }),
    ...(rule === undefined || rule.starts === "receipt" ? {} : { moments: { [rule.starts]: startsAt } }),
  };
}

function clockOf(law: LawData, asked: Asked): JudgedClock & { readonly target: string } {
  const clock = judgeClocks(law, asked, [asked.right])[0];
  if (clock?.target === undefined) throw new Error(`${law.id} has no clock`);
  return { ...clock, target: clock.target };
}

test("no clock ends before it starts; the earlier reading is never the later, and an extension never ends before the period", () => {
  fc.assert(
    fc.property(running, ({ name, at, ms: start }) => {
      const law = only(name);
      const startsAt = new Date(start).toISOString();
      const clock = clockOf(law, askedAt(law, at, startsAt));
      expect(ms(clock.target)).toBeGreaterThan(start);
      expect(ms(clock.limit ?? clock.target)).toBeGreaterThanOrEqual(ms(clock.target));
      const { target, limit } = clock.extension ?? {};
      if (target === undefined || limit === undefined) return;
      expect(ms(target)).toBeGreaterThanOrEqual(ms(clock.target));
      expect(ms(limit)).toBeGreaterThanOrEqual(ms(target));
    }),
    { numRuns: 500 },
  );
});

test("who asks later is never answered earlier, whatever law, holidays and zone", () => {
  fc.assert(
    fc.property(running, fc.integer({ min: 0, max: DAY }), ({ name, at, ms: start }, later) => {
      const law = only(name);
      const [one, other] = [start, start + later].map((time) =>
        clockOf(law, { ...askedAt(law, at, new Date(time).toISOString()), holidays: weekend }),
      );
      expect(ms(one?.target ?? "")).toBeLessThanOrEqual(ms(other?.target ?? ""));
      expect(ms(one?.limit ?? "")).toBeLessThanOrEqual(ms(other?.limit ?? ""));
    }),
    { numRuns: 500 },
  );
});

test("it is made longer once: what is told again, or too late, moves nothing", () => {
  fc.assert(
    fc.property(
      running,
      fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 3 }),
      ({ name, at, ms: start }, days) => {
        const law = only(name);
        const startsAt = new Date(start).toISOString();
        const told = days.map((day) => new Date(start + day * 86_400_000).toISOString());
        const asked = askedAt(law, at, startsAt);
        const [once, often] = [told.slice(0, 1), told].map((extended) => clockOf(law, { ...asked, extended }));
        expect(often).toEqual(once);
        const { extension } = once ?? {};
        if (extension === undefined) return;
        expect(extension.holds).toBe(ms(told[0] ?? "") <= ms(once?.limit ?? once?.target ?? ""));
      },
    ),
    { numRuns: 300 },
  );
});

test("what is awaited never makes a clock end earlier, and where a law has no pause and no late start it moves nothing", () => {
  const what = fc.constantFrom("identity" as const, "fee" as const, "clarification" as const);
  fc.assert(
    fc.property(running, what, fc.nat(9), fc.nat(30), ({ name, at, ms: start }, asks, askedAfter, givenAfter) => {
      const law = only(name);
      const asked = askedAt(law, at, new Date(start).toISOString());
      const on = (days: number) => new Date(start + days * 86_400_000).toISOString();
      const awaited = [{ what: asks, askedAt: on(askedAfter), givenAt: on(askedAfter + givenAfter) }];
      const [plainly, waited] = [clockOf(law, asked), clockOf(law, { ...asked, awaited })];
      expect(ms(waited.target)).toBeGreaterThanOrEqual(ms(plainly.target));
      const [rule] = law.clocks;
      if (rule?.lateStart === undefined && rule?.pauses === undefined) expect(waited).toEqual(plainly);
    }),
    { numRuns: 300 },
  );
});

test("a period of any kind ends the later the later it starts, and the longer it is", () => {
  fc.assert(
    fc.property(period, counting, zone, moment, moment, (of, by, at, one, other) => {
      const [first = one, second = other] = [one, other].sort();
      const end = (startsAt: string, count = of.count) =>
        ms(endOfPeriod({ startsAt, period: { ...of, count }, zone: at, counting: by, holidays: noHolidays }));
      expect(end(first)).toBeLessThanOrEqual(end(second));
      expect(end(first)).toBeLessThanOrEqual(end(first, of.count + 1));
    }),
  );
});

test("a European period never ends on a Saturday, a Sunday or a holiday", () => {
  fc.assert(
    fc.property(period, zone, moment, (of, at, startsAt) => {
      if (of.unit === "hours" || of.count === 0) return;
      const end = endOfPeriod({ startsAt, period: of, zone: at, counting: union.limit, holidays: weekend });
      const day = Temporal.Instant.from(end).toZonedDateTimeISO(at);
      expect(day.dayOfWeek).toBeLessThanOrEqual(5);
      expect(weekend(day.toPlainDate().toString())).toBe(false);
    }),
  );
});

test("whatever is not in hours ends with the last second of a day of the zone, a month's within its month", () => {
  fc.assert(
    fc.property(period, zone, moment, (of, at, startsAt) => {
      if (of.unit === "hours") return;
      const end = Temporal.Instant.from(periodEnd(startsAt, of, at)).toZonedDateTimeISO(at);
      const next = end.add({ seconds: 1 });
      expect(next.equals(next.startOfDay())).toBe(true);
      if (of.unit !== "months") return;
      const start = Temporal.Instant.from(startsAt).toZonedDateTimeISO(at).toPlainDate();
      const wanted = start.with({ day: 1 }).add({ months: of.count });
      expect(end.toPlainDate().toPlainYearMonth().toString()).toBe(wanted.toPlainYearMonth().toString());
      expect(end.day).toBe(Math.min(start.day, wanted.daysInMonth));
    }),
  );
});

test("a clock is read without gaps: on time, soon, late, and never a negative number", () => {
  const rank = { "on-time": 0, soon: 1, late: 2 };
  fc.assert(
    fc.property(
      running,
      fc.array(fc.double({ min: -0.5, max: 2, noNaN: true }), { minLength: 2 }),
      ({ name, at, ms: start }, spots) => {
        const law = only(name);
        const startsAt = new Date(start).toISOString();
        const judged = clockOf(law, askedAt(law, at, startsAt));
        const clock = { ...judged, dueAt: judged.target } as unknown as Clock;
        const length = ms(clock.dueAt) - ms(startsAt);
        const readings = [...spots]
          .sort((a, b) => a - b)
          .map((spot) => readClock(clock, ms(startsAt) + Math.round(spot * length)));
        let before = 0;
        for (const { state, left, share } of readings) {
          expect(rank[state]).toBeGreaterThanOrEqual(before);
          before = rank[state];
          expect(left.count).toBeGreaterThanOrEqual(state === "late" ? 1 : 0);
          expect(Number.isInteger(left.count)).toBe(true);
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});
