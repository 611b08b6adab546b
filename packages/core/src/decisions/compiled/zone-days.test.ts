import fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf } from "../../jurisdictions/index.ts";
import { numberOfDay } from "./pack-state.ts";
import { daysOf } from "./zone-days.ts";

/** Zones whose days are of 23 to 25 hours, come twice, or are left out. */
const ZONES = [
  "UTC",
  "Europe/Dublin",
  "America/St_Johns",
  "Pacific/Apia",
  "Australia/Lord_Howe",
  "Africa/Monrovia",
  "America/Sao_Paulo",
];
/** Around which some of that happens. */
const MOMENTS = [
  "2010-11-07T02:31:00Z",
  "2011-12-30T10:00:00Z",
  "2026-10-25T01:00:00Z",
  "1972-01-07T00:44:30Z",
  "2018-11-04T03:00:00Z",
];

test("a day is the calendar's, whatever was asked before", () => {
  const ms = fc.oneof(
    fc.integer({ min: Date.UTC(1960, 0, 1), max: Date.UTC(2040, 0, 1) }),
    fc
      .tuple(fc.constantFrom(...MOMENTS), fc.integer({ min: -90_000_000, max: 90_000_000 }))
      .map(([at, off]) => Date.parse(at) + off),
  );
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), fc.array(ms, { minLength: 1, maxLength: 30 }), (zone, moments) => {
      const days = daysOf(zone);
      for (const at of moments) {
        const { text, number, from, to } = days(at);
        expect(text).toBe(dayOf(new Date(at).toISOString(), zone));
        expect(number).toBe(numberOfDay(text));
        expect(at >= from && at < to).toBe(true);
        // All that is said to be of that day is.
        for (const edge of [from, to - 1]) expect(dayOf(new Date(edge).toISOString(), zone)).toBe(text);
      }
    }),
    { numRuns: 300 },
  );
});

test("what is no moment is refused", () => {
  expect(() => daysOf("UTC")(Number.NaN)).toThrow(RangeError);
});
