import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Within } from "../program/index.ts";
import { elementsOf, replacedWithin, withoutElements, writingsOf } from "./within.ts";

const json = (...path: readonly string[]): Within => ({ kind: "json", path });
const list = (split: string): Within => ({ kind: "list", split });
const is =
  (...values: readonly string[]) =>
  (value: string) =>
    values.includes(value);

describe("what a cell holds", () => {
  test.each<[string, Within, readonly string[]]>([
    ["[1, 22, 333]", json(), ["1", "22", "333"]],
    ['{"actor": {"id": "u-1"}}', json("actor", "id"), ["u-1"]],
    ['{"to": [{"id": 1}, {"id": 2}]}', json("to", "id"), ["1", "2"]],
    ['{"to": [{"id": 1}, {"id": 2}]}', json("to", "*", "id"), ["1", "2"]],
    ['{"by": {"x": "1", "y": "2"}}', json("by", "*"), ["1", "2"]],
    ["[9007199254740993]", json(), ["9007199254740993"]],
    ['{"id": null}', json("id"), []],
    ["{broken", json("id"), []],
    ["1, 2 ,3", list(","), ["1", "2", "3"]],
    ["a|b", list("|"), ["a", "b"]],
    ["---\n- 1\n- 22\n", { kind: "yaml" }, ["1", "22"]],
    ["--- []\n", { kind: "yaml" }, []],
    ['"Ada, the first" <ada@one.example>, bo@two.example', { kind: "addresses" }, ["ada@one.example", "bo@two.example"]],
  ])("%s", (text, within, values) => {
    expect(elementsOf(text, within)).toEqual(values);
  });

  test("is nothing where it was made to break its reader", () => {
    expect(elementsOf("[".repeat(100_000), json())).toEqual([]);
    expect(elementsOf(`${"[".repeat(100_000)}${"]".repeat(100_000)}`, json())).toEqual([]);
    expect(elementsOf("*a", { kind: "yaml" })).toEqual([]);
  });
});

describe("what is left of a cell", () => {
  test.each<[string, Within, readonly string[], string | undefined, string]>([
    ["[1, 2, 3]", json(), ["2"], undefined, "[1, 3]"],
    ["[1, 2, 3]", json(), ["1", "2"], undefined, "[3]"],
    ["[1, 2]", json(), ["1", "2"], undefined, "[]"],
    ["[ 1 ,9007199254740993]", json(), ["1"], undefined, "[ 9007199254740993]"],
    ['{"a":{"id":"u"}, "b":1.10}', json("a", "id"), ["u"], undefined, '{"a":{"id":null}, "b":1.10}'],
    ['{"a":{"id":"u"}}', json("a", "id"), ["u"], "x", '{"a":{"id":"x"}}'],
    ["1, 2,3", list(","), ["2"], undefined, "1,3"],
    ["1, 2,3", list(","), ["2"], "x", "1, x,3"],
    ["---\n- 1\n- 2\n", { kind: "yaml" }, ["1"], undefined, "---\n- 2\n"],
    ['"Ada, A" <a@x.example>, b@y.example', { kind: "addresses" }, ["a@x.example"], undefined, "b@y.example"],
    ["b@y.example, A <a@x.example>", { kind: "addresses" }, ["a@x.example"], "e@erased.invalid", "b@y.example, e@erased.invalid"],
  ])("%s", (text, within, mine, replacement, left) => {
    expect(
      replacement === undefined
        ? withoutElements(text, within, is(...mine))
        : replacedWithin(text, within, (value) => (mine.includes(value) ? replacement : value)),
    ).toBe(left);
  });

  test("is undefined where it cannot be read, so that nobody calls it changed", () => {
    expect(withoutElements("{broken", json("id"), is("1"))).toBeUndefined();
  });

  test("holds what was not mine, and nothing of mine", () => {
    const numbers = fc.array(fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 9 }), fc.constantFrom(json(), list(";")), (all, mine, within) => {
        const text = within.kind === "json" ? JSON.stringify(all) : all.join(";");
        const left = withoutElements(text, within, is(String(mine))) ?? null;
        const wanted = all.filter((one) => one !== mine).map(String);
        expect(elementsOf(left, within).filter((one) => one !== "")).toEqual(wanted);
      }),
    );
  });
});

test("whatever JSON holds, one of the writings stands in its text", () => {
  const ascii = (text: string) =>
    JSON.stringify(text).replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "binary" }), (value) => {
      for (const text of [JSON.stringify(value), ascii(value), JSON.stringify(value).replaceAll("/", "\\/")])
        expect(writingsOf(value, json()).some((writing) => text.includes(writing))).toBe(true);
    }),
  );
});
