import { lawBook } from "@troth/core/laws";
import { describe, expect, test } from "vitest";
import { type Mutant, mutantsOf } from "./mutate.ts";
import { type Case, casesIn, readCases } from "./read-cases.ts";
import { whatFails } from "./run-case.ts";

describe.each(lawBook.map((law) => [law.id, law] as const))("%s", (id, law) => {
  const cases = readCases(id);

  test.each(cases.map((one) => [one.case, one] as const))("%s", (_, one) => {
    expect(whatFails(law, one)).toEqual([]);
  });

  test("has 25 cases or more, no two alike but for a date", () => {
    expect(cases.length).toBeGreaterThanOrEqual(25);
    const shapes = cases.map(({ when, expect: wanted }) =>
      JSON.stringify({ when, wanted }).replaceAll(/\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?/g, "day"),
    );
    expect(shapes.filter((shape, at) => shapes.indexOf(shape) !== at)).toEqual([]);
  });

  test("every number, every yes and no, and every rule is held by a case", () => {
    const mutants = [...mutantsOf(law)];
    const live = livingOf(mutants, cases);
    expect(mutants.length).toBeGreaterThan(10);
    expect(live.map(({ says }) => says)).toEqual([]);
  });
});

/** Mutants that no case notices. The case that noticed the last one is asked first: its neighbours are noticed by the same. */
function livingOf(mutants: readonly Mutant[], cases: readonly Case[]): readonly Mutant[] {
  const order = [...cases];
  return mutants.filter(({ law }) => {
    const at = order.findIndex((one) => whatFails(law, one).length > 0);
    if (at > 0) order.unshift(...order.splice(at, 1));
    return at < 0;
  });
}

test("a case that is not one says where, and what was expected", () => {
  const text =
    'zone: UTC\ncases: [{ case: "A month, and a day", when: { right: access, recieved: 2026-01-15 }, expect: {}, source: "Art. 1" }]';
  expect(() => casesIn(text, "some/cases.yaml")).toThrow(/some\/cases.yaml: .*recieved.*cases\[0\]\.when/s);
});
