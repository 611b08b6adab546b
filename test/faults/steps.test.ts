import { expect, test } from "vitest";
import { compareSteps, ELSEWHERE, stepsInSource, stepsOfFile, untriedElsewhere } from "./steps.ts";

test("every step of the source is an erasure's, which the runner checks against its grounds, or is tried by a suite that names it", () => {
  const source = stepsInSource();
  expect(untriedElsewhere(ELSEWHERE)).toEqual([]);
  const passed = source.filter((step) => !(step in ELSEWHERE));
  expect(compareSteps({ source, passed, elsewhere: ELSEWHERE })).toEqual([]);
  // What no ground passes would be said; so the beginnings of what they all pass are written down here.
  expect([...new Set(passed.map((step) => step.split(".")[0]))].sort()).toEqual([
    "approve",
    "close",
    "forget",
    "jobs",
    "keys",
    "late",
    "ledger",
    "plan",
    "run",
    "storage",
    "store",
    "sweep",
    "take",
    "verify",
  ]);
  for (const step of ["store.captured", "store.chunk.locked", "store.journalled", "sweep.judged", "keys.epoch.began"])
    expect(passed).toContain(step);
});

test("a step that no ground passes, one that is gone, and one that is passed unseen are each said", () => {
  const elsewhere = { "mail.posted": "a.test.ts", "mail.gone": "a.test.ts" };
  const at = { source: ["store.acted", "store.new", "mail.posted"], passed: ["store.acted", "store.hidden"], elsewhere };
  expect(compareSteps(at)).toEqual([
    "store.new stands in the source, and no ground passes it",
    "store.hidden is passed, and was not found in the source",
    "mail.gone is said to be tried in a.test.ts, and is no step any more",
  ]);
  expect(untriedElsewhere({ "store.acted": "packages/server/src/ledger/ledger.test.ts" })).toHaveLength(1);
});

test("a step is found however its call is broken over lines, and refused where it cannot be read", () => {
  expect(stepsOfFile("a.ts", 'await inst.surroundings.passing(\n  "one.two",\n);')).toEqual(["one.two"]);
  expect(stepsOfFile("subject-graph/erase-chunk.ts", 'await passing("locked");')).toEqual(["store.chunk.locked"]);
  expect(() => stepsOfFile("a.ts", 'passing("locked")')).toThrow(/has no beginning/);
  expect(() => stepsOfFile("a.ts", "passing(`one.${two}`)")).toThrow(/name the step in quotes/);
});
