import { expect, test } from "vitest";
import { verdicts } from "../../bench/bench.ts";

const measured = { ratios: { handWritten: 0.5 }, figures: { peakMegabytes: 300, perHead: { 1: 2 } } };

test("what was measured is held against its target, by its sign, and a miss is said", () => {
  const targets = { handWritten: ">= 0.67", peakMegabytes: "<= 300" };
  expect(verdicts({ ...measured, targets })).toEqual([
    { name: "handWritten", target: ">= 0.67", value: 0.5, kept: false },
    { name: "peakMegabytes", target: "<= 300", value: 300, kept: true },
  ]);
  expect(verdicts({ ...measured, targets: { peakMegabytes: "< 300" } })[0]?.kept).toBe(false);
  expect(verdicts({ ...measured, targets: { handWritten: "> 0.4" } })[0]?.kept).toBe(true);
});

test("a figure that is not a number keeps no target", () => {
  expect(verdicts({ ratios: { handWritten: Number.NaN }, figures: {}, targets: { handWritten: ">= 0.67" } })[0]?.kept).toBe(
    false,
  );
});

test("a target of nothing that was measured, or without a number, is a mistake", () => {
  for (const targets of [{ nothing: ">= 1" }, { handWritten: "fast" }, { perHead: "< 1" }])
    expect(() => verdicts({ ...measured, targets: targets as Record<string, string> })).toThrow("no measure, or no target");
});
