import { expect, test } from "vitest";
import type { Facts } from "./journey.ts";
import { type Expected, judge } from "./judge.ts";
import { makeSchedule, type Passed, stepNames } from "./schedule.ts";

const steps = (...names: string[]) => names.map((step, at) => ({ step, atMs: at * 10 }));
const passed: Passed[] = [
  { ground: "sqlite", steps: steps("opened", "taken", "sequenced", "erased", "sequenced", "done") },
  { ground: "postgres", steps: steps("opened", "taken", "sequenced", "waited", "erased", "done") },
];

test("a seed makes its kills again, every known step among them, and another seed makes others", () => {
  const names = stepNames(passed);
  for (const seed of ["1", "2", "x"]) {
    const cases = makeSchedule(passed, { kills: names.length, seed });
    expect(makeSchedule(passed, { kills: names.length, seed })).toEqual(cases);
    expect(cases.map((one) => (one.stops[0]?.kind === "step" ? one.stops[0].step : "?")).sort()).toEqual([...names].sort());
    // A step is only waited for where it is passed, as often as it is passed there.
    for (const { ground, stops } of cases) {
      const [stop] = stops;
      const times = passed
        .find((one) => one.ground === ground)
        ?.steps.filter((one) => stop?.kind === "step" && one.step === stop.step);
      expect(stop?.kind === "step" && stop.nth <= (times?.length ?? 0)).toBe(true);
    }
  }
  expect(makeSchedule(passed, { kills: 20, seed: "1" })).not.toEqual(makeSchedule(passed, { kills: 20, seed: "2" }));
});

test("what looks for something is killed first where it finds something", () => {
  const looking = { ground: "found", steps: steps("taken", "late.read", "late.read", "sweep.judged") } as const;
  const all: Passed[] = [{ ground: "sqlite", steps: looking.steps }, looking, { ground: "large", steps: looking.steps }];
  for (const seed of ["1", "2", "3"]) {
    const first = makeSchedule(all, { kills: 3, seed }).map(({ ground, stops: [stop] }) => ({ ground, stop }));
    expect(first).toContainEqual({ ground: "found", stop: { kind: "step", step: "late.read", nth: 1 } });
    expect(first).toContainEqual({ ground: "found", stop: { kind: "step", step: "sweep.judged", nth: 1 } });
  }
});

test("what is stuck is judged by what its store and its entries say", () => {
  const state = (rows: string) => ({ shop: { rows, marked: false, acts: undefined } });
  const facts = (because: string | undefined, kinds: readonly string[], run: string): Facts => ({
    requests: [{ id: "R-0001", state: "open", because } as unknown as Facts["requests"][number]],
    people: [],
    runs: [{ store: "shop", state: run, attempt: 1, because: null }],
    entries: kinds.map((kind) => ({ kind, body: { store: "shop" } })),
    tombstones: 0,
    problems: [],
    vkey: "",
    receipt: undefined,
  });
  const expected: Expected = { before: state("before"), after: state("after"), facts: facts(undefined, [], "verified") };
  const problems = (of: Facts, rows: string) => judge(of, state(rows), expected).problems;
  expect(problems(facts("the store is away", [], "failed"), "before")).toEqual([]);
  expect(problems(facts("the store is away", [], "started"), "after")).toEqual([]);
  expect(problems(facts("not told yet", ["store.erased"], "verified"), "after")).toEqual([]);
  expect(problems(facts(undefined, [], "failed"), "before")).toEqual(["the request is open, and nothing says why"]);
  expect(problems(facts("why", [], "failed"), "half")).toEqual(["store shop is neither as before nor as it should be"]);
  expect(problems(facts("why", ["store.erased"], "verified"), "before")).toHaveLength(1);
  expect(problems(facts("why", ["store.erased", "store.erased"], "verified"), "after")).toHaveLength(1);
});
