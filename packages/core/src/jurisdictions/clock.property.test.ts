import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { acknowledgmentRules, endOfPeriod, periodEnd, readClock, responseRules, startClock } from "./index.ts";

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
  .integer({ min: Date.parse("2011-01-01"), max: Date.parse("2041-01-01") })
  .map((ms) => new Date(ms).toISOString());
const rule = fc.constantFrom(...responseRules, ...acknowledgmentRules);
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
const counting = fc.constantFrom("plain" as const, "union" as const, "california" as const);

const ms = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds;

test("a period never ends before it starts, and an extension never before it", () => {
  fc.assert(
    fc.property(rule, moment, zone, (of, startsAt, at) => {
      const clock = startClock(of, startsAt, at);
      expect(ms(clock.dueAt)).toBeGreaterThan(ms(startsAt));
      if (clock.extension?.dueAt !== undefined) expect(ms(clock.extension.dueAt)).toBeGreaterThan(ms(clock.dueAt));
    }),
  );
});

test("who asks later is never answered earlier", () => {
  fc.assert(
    fc.property(period, counting, zone, moment, moment, (of, by, at, one, other) => {
      const [first = one, second = other] = [one, other].sort();
      const end = (startsAt: string) => ms(endOfPeriod({ startsAt, period: of, zone: at, counting: by }));
      expect(end(first)).toBeLessThanOrEqual(end(second));
    }),
  );
});

test("a longer period of one unit never ends earlier, and counting weekends never shortens", () => {
  fc.assert(
    fc.property(period, zone, moment, (of, at, startsAt) => {
      const end = (count: number, by: "plain" | "union") =>
        ms(endOfPeriod({ startsAt, period: { ...of, count }, zone: at, counting: by }));
      expect(end(of.count, "plain")).toBeLessThanOrEqual(end(of.count + 1, "plain"));
      expect(end(of.count, "plain")).toBeLessThanOrEqual(end(of.count, "union"));
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

test("a European period never ends on a Saturday or Sunday", () => {
  fc.assert(
    fc.property(period, zone, moment, (of, at, startsAt) => {
      if (of.unit === "hours" || of.count === 0) return;
      const end = endOfPeriod({ startsAt, period: of, zone: at, counting: "union" });
      expect(Temporal.Instant.from(end).toZonedDateTimeISO(at).dayOfWeek).toBeLessThanOrEqual(5);
    }),
  );
});

test("a clock is read without gaps: on time, soon, late, and never a negative number", () => {
  const rank = { "on-time": 0, soon: 1, late: 2 };
  fc.assert(
    fc.property(
      rule,
      moment,
      zone,
      fc.array(fc.double({ min: -0.5, max: 2, noNaN: true }), { minLength: 2 }),
      (of, startsAt, at, spots) => {
        const clock = startClock(of, startsAt, at);
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
