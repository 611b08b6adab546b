import { expect, test } from "vitest";
import type { Law } from "../program/index.ts";
import { acknowledgmentClock, type Clock, readClock, responseClock } from "./index.ts";

interface Case {
  readonly laws: readonly Law[];
  readonly right: "access" | "erasure";
  readonly receivedAt: string;
  readonly zone: string;
}

const clockOf = (laws: readonly Law[], receivedAt: string, zone: string, right: Case["right"] = "access"): Clock => {
  const clock = responseClock({ laws, right, receivedAt, zone });
  if (!clock) throw new Error("no clock");
  return clock;
};

// The dates are typed by hand, from the field's worked cases where it has one. German winter days end at 22:59:59 UTC, summer's at 21:59:59.
test.each([
  // The 15th is a Sunday.
  ["2026-01-15T09:00:00Z", "2026-02-16T22:59:59Z"],
  // A leap year's 31st, its 30th, and its 29th.
  ["2028-01-31T09:00:00Z", "2028-02-29T22:59:59Z"],
  ["2024-01-30T09:00:00Z", "2024-02-29T22:59:59Z"],
  ["2028-02-29T09:00:00Z", "2028-03-29T21:59:59Z"],
  // 28 February 2026 is a Saturday.
  ["2026-01-31T09:00:00Z", "2026-03-02T22:59:59Z"],
  // Friday 3 April 2026 is Good Friday, which is not known here: earlier than the law's 7 April.
  ["2026-03-03T09:00:00Z", "2026-04-03T21:59:59Z"],
  // 25 December 2026 is a Friday and a holiday: earlier than the law's 28th.
  ["2026-11-25T09:00:00Z", "2026-12-25T22:59:59Z"],
  // The day is the zone's: 23:30 UTC on 30 November is 1 December in Berlin.
  ["2026-11-30T23:30:00Z", "2027-01-01T22:59:59Z"],
  // Over the change to summer time, and back.
  ["2026-03-24T22:30:00Z", "2026-04-24T21:59:59Z"],
  ["2026-10-23T21:30:00Z", "2026-11-23T22:59:59Z"],
])("GDPR, one month: received %s, due %s", (receivedAt, dueAt) => {
  for (const right of ["access", "erasure"] as const) {
    expect(clockOf(["gdpr"], receivedAt, "Europe/Berlin", right)).toMatchObject({
      dueAt,
      article: "GDPR Art. 12(3)",
      verified: true,
      period: { count: 1, unit: "months" },
    });
  }
});

test.each([
  // Three months from receipt: 30 February becomes the 28th, a Sunday, and then Monday 1 March.
  ["gdpr", "Europe/Berlin", "2026-11-30T09:00:00Z", "2027-03-01T22:59:59Z"],
  ["gdpr", "Europe/Berlin", "2026-05-31T09:00:00Z", "2026-08-31T21:59:59Z"],
  // `Beginning with` the day of receipt, taken literally: a day before the later reading.
  ["uk-gdpr", "Europe/London", "2026-06-01T09:00:00Z", "2026-08-31T22:59:59Z"],
  ["ccpa", "America/Los_Angeles", "2026-07-01T19:00:00Z", "2026-09-30T06:59:59Z"],
  ["us-states", "America/New_York", "2026-01-31T17:00:00Z", "2026-05-02T03:59:59Z"],
] as const)("%s, extended, in %s: received %s, due %s", (law, zone, receivedAt, dueAt) => {
  expect(clockOf([law], receivedAt, zone).extension).toMatchObject({ target: dueAt });
});

test.each([
  ["uk-gdpr", "Europe/London", "2026-08-17T09:00:00Z", "2026-09-16T22:59:59Z"],
  ["uk-gdpr", "Europe/London", "2026-06-30T09:00:00Z", "2026-07-29T22:59:59Z"],
  // 45 days, a Saturday, and no weekend is added.
  ["ccpa", "America/Los_Angeles", "2026-07-01T19:00:00Z", "2026-08-16T06:59:59Z"],
  ["us-states", "America/New_York", "2026-01-31T17:00:00Z", "2026-03-18T03:59:59Z"],
  ["us-states", "America/New_York", "2027-12-20T17:00:00Z", "2028-02-04T04:59:59Z"],
  // 3 x 24 hours that have passed, whatever day it is: Saturday 20:00 in Jakarta to Tuesday 20:00.
  ["id-pdp", "Asia/Jakarta", "2026-07-25T13:00:00Z", "2026-07-28T13:00:00Z"],
  ["id-pdp", "Asia/Jakarta", "2026-12-31T16:30:00Z", "2027-01-03T16:30:00Z"],
  // 72 hours are 72 hours where clocks go back.
  ["id-pdp", "Europe/Berlin", "2026-10-24T10:00:00Z", "2026-10-27T10:00:00Z"],
  ["lgpd", "America/Sao_Paulo", "2026-02-20T15:00:00Z", "2026-03-08T02:59:59Z"],
  ["ch-fadp", "Europe/Zurich", "2026-01-31T09:00:00Z", "2026-03-02T22:59:59Z"],
] as const)("%s in %s: received %s, due %s", (law, zone, receivedAt, dueAt) => {
  expect(clockOf([law], receivedAt, zone)).toMatchObject({ law, dueAt });
});

test("California has ten business days to confirm, Saturdays among them", () => {
  const at = {
    laws: ["ccpa"] as const,
    right: "erasure" as const,
    receivedAt: "2026-11-18T20:00:00Z",
    zone: "America/Los_Angeles",
  };
  // Thanksgiving is none of them; where Saturdays are none either, it is the 3rd.
  expect(acknowledgmentClock(at)).toMatchObject({
    dueAt: "2026-12-02T07:59:59Z",
    limitAt: "2026-12-04T07:59:59Z",
    article: "11 CCR 7021(a)",
    verified: true,
  });
  expect(acknowledgmentClock({ ...at, laws: ["gdpr", "id-pdp"] })).toBeUndefined();
});

test("a law that names no number has no clock", () => {
  const at = { receivedAt: "2026-11-22T09:00:00Z", zone: "Asia/Jakarta" };
  for (const law of ["id-pdp", "lgpd", "ch-fadp"] as const)
    expect(responseClock({ laws: [law], right: "erasure", ...at })).toBeUndefined();
  for (const right of ["access", "erasure"] as const) expect(responseClock({ laws: ["coppa"], right, ...at })).toBeUndefined();
  expect(responseClock({ laws: [], right: "access", ...at })).toBeUndefined();
});

test("of several laws the one that ends first counts, and a request is judged by the rules of its day", () => {
  const laws: readonly Law[] = ["gdpr", "ccpa", "id-pdp"];
  expect(clockOf(laws, "2026-11-22T09:00:00Z", "Asia/Jakarta").law).toBe("id-pdp");
  expect(clockOf(laws, "2026-11-22T09:00:00Z", "Asia/Jakarta", "erasure").law).toBe("gdpr");
  // UU PDP counts from 17 October 2024: the day is that of the zone.
  expect(clockOf(laws, "2024-10-16T16:59:59Z", "Asia/Jakarta").law).toBe("gdpr");
  expect(clockOf(laws, "2024-10-16T17:00:00Z", "Asia/Jakarta").law).toBe("id-pdp");
  expect(responseClock({ laws, right: "access", receivedAt: "2016-05-25T09:00:00Z", zone: "UTC" })).toBeUndefined();
  const uk = (receivedAt: string) =>
    responseClock({ laws: ["uk-gdpr"], right: "access", receivedAt, zone: "Europe/London" })?.article;
  expect(uk("2026-02-04T23:59:59Z")).not.toContain("12A");
  expect(uk("2026-02-05T00:00:00Z")).toContain("12A");
});

test("of two rules that end together the one that was read in its text is shown", () => {
  expect(clockOf(["us-states"], "2026-11-22T09:00:00Z", "America/New_York")).toMatchObject({ verified: true, state: "Virginia" });
});

const read = (clock: Clock, now: string) => readClock(clock, Date.parse(now));

test("a clock in days is read by the calendar of its zone", () => {
  const clock = clockOf(["gdpr"], "2026-11-02T09:00:00Z", "Europe/Berlin"); // due 2 December, 23:59:59
  expect(read(clock, "2026-11-02T09:00:00Z")).toEqual({ state: "on-time", left: { count: 30, unit: "days" }, share: 0 });
  expect(read(clock, "2026-11-24T08:00:00Z")).toMatchObject({ state: "on-time", left: { count: 8 } });
  expect(read(clock, "2026-11-26T09:00:00Z")).toMatchObject({ state: "soon", left: { count: 6 } });
  expect(read(clock, "2026-12-02T10:00:00Z")).toMatchObject({ state: "soon", left: { count: 0, unit: "days" } });
  expect(read(clock, "2026-12-02T22:59:59Z")).toMatchObject({ state: "soon", left: { count: 0 }, share: 1 });
  expect(read(clock, "2026-12-02T23:00:00Z")).toEqual({ state: "late", left: { count: 1, unit: "days" }, share: 1 });
  expect(read(clock, "2026-12-05T09:00:00Z")).toMatchObject({ state: "late", left: { count: 3 } });
  expect(read(clock, "2026-10-31T09:00:00Z")).toMatchObject({ state: "on-time", share: 0 });
});

test("a day of 25 hours, and one of 23, is one day", () => {
  const autumn = { ...clockOf(["gdpr"], "2026-09-25T09:00:00Z", "Europe/Berlin"), dueAt: "2026-10-25T22:59:59Z" };
  expect(read(autumn, "2026-10-24T22:00:00Z").left.count).toBe(0); // midnight of the 25th
  expect(read(autumn, "2026-10-24T21:59:00Z").left.count).toBe(1);
  const spring = { ...autumn, startsAt: "2026-02-28T09:00:00Z", dueAt: "2026-03-29T21:59:59Z" };
  expect(read(spring, "2026-03-28T22:59:00Z").left.count).toBe(1);
  expect(read(spring, "2026-03-28T23:00:00Z").left.count).toBe(0);
});

test("a clock in hours is read in hours", () => {
  const clock = clockOf(["id-pdp"], "2026-07-25T13:00:00Z", "Asia/Jakarta");
  expect(read(clock, "2026-07-25T13:00:00Z")).toEqual({ state: "on-time", left: { count: 72, unit: "hours" }, share: 0 });
  expect(read(clock, "2026-07-25T13:00:01Z").left.count).toBe(71);
  expect(read(clock, "2026-07-27T19:00:00Z")).toMatchObject({ state: "soon", left: { count: 18, unit: "hours" } });
  expect(read(clock, "2026-07-28T13:00:00Z")).toMatchObject({ state: "soon", left: { count: 0 }, share: 1 });
  expect(read(clock, "2026-07-28T13:00:01Z")).toMatchObject({ state: "late", left: { count: 1, unit: "hours" } });
});
