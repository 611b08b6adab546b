import { expect, test } from "vitest";
import { lawBook } from "../laws/index.ts";
import { judge, judgeTogether, MomentError, readReceived } from "./index.ts";

const at = { zone: "Asia/Jakarta", now: Date.parse("2026-11-28T19:00:00Z") };
const read = (text: string) => {
  const got = readReceived(text, at);
  return "because" in got ? got.because : got.at;
};
const [gdpr] = lawBook.filter(({ id }) => id === "gdpr");
if (gdpr === undefined) throw new Error("no GDPR");

test.each([
  ["2026-11-18T09:30:00+07:00", "2026-11-18T02:30:00.000Z"],
  ["2026-11-18 09:30Z", "2026-11-18T09:30:00.000Z"],
  ["2026-11-18", "2026-11-18T05:00:00.000Z"],
  // It is the 29th in Jakarta already: of today it is now.
  ["2026-11-29", "2026-11-28T19:00:00.000Z"],
  ["2024-02-29", "2024-02-29T05:00:00.000Z"],
  ["2023-02-29", "no-such-day"],
  ["2023-02-29T10:00:00Z", "no-such-day"],
  ["2026-11-18T25:00:00Z", "no-such-day"],
  ["2026-11-18T09:30", "no-zone"],
  ["2026-11-18 09:30:00", "no-zone"],
  ["2026-11-30", "future"],
  ["2026-11-28T19:00:01Z", "future"],
  ["1999-12-31", "too-old"],
  ["", "no-moment"],
  ["yesterday", "no-moment"],
  ["18.11.2026", "no-moment"],
])("%s is %s", (text, wanted) => {
  expect(read(text)).toBe(wanted);
});

test("the engine says what is wrong with a moment that has no zone, and where", () => {
  const asked = { right: "access", receivedAt: "2026-11-18T09:30:00", zone: "Europe/Berlin" } as const;
  expect(() => judge(gdpr, asked)).toThrow(MomentError);
  expect(() => judge(gdpr, asked)).toThrow("receivedAt: the moment has no zone");
  expect(() => judgeTogether([gdpr], { ...asked, receivedAt: "2023-02-29T09:30:00Z" })).toThrow("there is no such day");
});

test("before a law was in force it gives no right, and has no clock and no demand", () => {
  const { right, outcome, clocks, demands } = judge(gdpr, {
    right: "access",
    receivedAt: "2018-05-24T12:00:00Z",
    zone: "Europe/Berlin",
  });
  expect({ right, outcome, clocks, demands }).toMatchObject({
    right: { none: "not-in-force" },
    outcome: "no-right",
    clocks: [],
    demands: [],
  });
});

test("a month from 29 February ends on 29 March", () => {
  const { clocks } = judge(gdpr, { right: "access", receivedAt: "2024-02-29T12:00:00Z", zone: "Europe/Berlin" });
  expect(clocks.find(({ act }) => act === "answer")?.target?.slice(0, 10)).toBe("2024-03-29");
});
