import { standsAt, worded } from "@troth/core/foundation";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { growthOf } from "../../../../test/support/growth.ts";
import { indexNames, type Mark, markText, mergeMarks, redactedSpans, redactText } from "./mark-names.ts";

const marked = (text: string, others: readonly string[], own: readonly string[] = []): string[] =>
  markText(text, indexNames({ others, own })).map((mark) => `${mark.kind}:${text.slice(mark.from, mark.to)}`);

describe("marking", () => {
  test("others' names are found whole and in part, whatever their case, accents and spacing", () => {
    expect(marked("I met José  Álvarez and jose alvarez; Alvarez paid", ["Jose Alvarez"])).toEqual([
      "name:José  Álvarez",
      "name:jose alvarez",
      "name:Alvarez",
    ]);
    expect(marked("thanks bob", ["Bob Marley"])).toEqual(["name:bob"]);
    expect(marked("Siti O’Brien-Wijaya datang", ["Siti O'Brien Wijaya"])).toEqual(["name:Siti O’Brien-Wijaya"]);
    expect(marked("昨日王小明來了", ["王小明"])).toEqual(["name:王小明"]);
  });

  test("a part in small letters is a word of everyday where capitals are used", () => {
    expect(marked("Perhaps we will go with Will", ["Will May"])).toEqual(["name:Will"]);
    expect(marked("Bobby and Robert", ["Bob"])).toEqual([]);
  });

  test("the person's own name, address and number are never marked, not even where another has the same", () => {
    const own = ["Ada Zqx", "ada@a.example", "+353 21 555 0100"];
    expect(marked("Ada Zqx <ADA@a.example> 021 555 0100, zqx, Ada", ["Ada Zqx", "Bob Zqx"], own)).toEqual([]);
    expect(marked("Ada Zqx and Bob Zqx and Ada Stone", ["Bob Zqx", "Ada Stone"], own)).toEqual([
      "name:Bob Zqx",
      "name:Ada Stone",
    ]);
  });

  test("addresses and numbers are found; a date, an amount and an order's number are not", () => {
    expect(marked("mail bob@b.example or call +44 20 7946 0958, (0)812-3456-7890", [])).toEqual([
      "email:bob@b.example",
      "phone:+44 20 7946 0958",
      "phone:(0)812-3456-7890",
    ]);
    expect(marked("555-123-4567", [])).toEqual(["phone:555-123-4567"]);
    expect(marked("on 2026-11-09 or 09.11.2026 or 01/02/2026 12:30 paid 1.250.000, order 20261109123", [])).toEqual([]);
  });

  test.each([
    ["one long word", (size: number) => markText("a".repeat(size), indexNames({ others: ["Bob"], own: [] }))],
    ["numbers", (size: number) => markText("0 ".repeat(size / 2), indexNames({ others: ["Bob"], own: [] }))],
    ["names", (size: number) => markText("a.".repeat(size / 2), indexNames({ others: ["a a a"], own: [] }))],
  ])("the cost of a long text of somebody's malice grows with its length: %s", async (_, mark) => {
    expect(await growthOf(mark, 12_500, 100_000)).toBeLessThan(1.6);
  });
});

const block = () => "[■ X]";
const mark = (text: string): fc.Arbitrary<Mark> =>
  fc
    .tuple(fc.integer({ min: -3, max: text.length + 3 }), fc.integer({ min: -3, max: text.length + 3 }))
    .chain(([from, to]) =>
      fc.constantFrom("name" as const, "email" as const, "phone" as const).map((kind) => ({ from, to, kind })),
    );
const texts = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 80 }),
  fc
    .array(fc.constantFrom("Bob", "bob", "Ada", "José", "José", "王小明", "👩‍👩‍👧", "x@y.example", "b", " ", "-", ", "), {
      maxLength: 30,
    })
    .map((all) => all.join("")),
);
const textWithMarks = texts.chain((text) => fc.tuple(fc.constant(text), fc.array(mark(text), { maxLength: 6 })));

describe("redacting", () => {
  test("the redacted text has no marked words anywhere", () => {
    fc.assert(
      fc.property(textWithMarks, ([text, marks]) => {
        const left = worded(redactText(text, marks, block));
        for (const { from, to } of redactedSpans(text, marks)) {
          const sought = worded(text.slice(from, to));
          if (sought.words.length === 0 || sought.words.every((word) => word.folded === "x")) continue;
          expect(left.words.some((_, at) => standsAt(left, at, sought))).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("what is marked is covered, what is not stays as it was, and no sign is cut in two", () => {
    fc.assert(
      fc.property(textWithMarks, ([text, marks]) => {
        const spans = redactedSpans(text, marks);
        const redacted = redactText(text, marks, block);
        let rebuilt = "";
        let at = 0;
        for (const part of redacted.split(block())) {
          const span = spans[at++];
          rebuilt += part + (span ? text.slice(span.from, span.to) : "");
        }
        expect(rebuilt).toBe(text);
        for (const { from, to } of marks)
          for (let place = Math.max(0, from); place < Math.min(text.length, to); place++)
            expect(spans.some((span) => span.from <= place && place < span.to)).toBe(true);
        if (isWhole(text)) expect(isWhole(redacted)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("marks that overlap are joined, in order, and none overlaps another", () => {
    fc.assert(
      fc.property(textWithMarks, ([text, marks]) => {
        const valid = marks.filter((one) => one.from < one.to);
        const merged = mergeMarks(valid);
        for (const [nth, one] of merged.entries())
          expect(one.from >= (merged[nth - 1]?.to ?? Number.MIN_SAFE_INTEGER)).toBe(true);
        const covered = (all: readonly Mark[], place: number) => all.some((one) => one.from <= place && place < one.to);
        for (let place = -3; place < text.length + 3; place++) expect(covered(merged, place)).toBe(covered(valid, place));
      }),
    );
    expect(
      mergeMarks([
        { from: 0, to: 3, kind: "name" },
        { from: 1, to: 9, kind: "email" },
      ]),
    ).toEqual([{ from: 0, to: 9, kind: "email" }]);
  });

  test("every name that is marked is gone after it is redacted", () => {
    const names = fc.array(fc.constantFrom("Bob Marley", "Siti Nurhaliza", "José Álvarez", "王小明", "O'Brien"), {
      minLength: 1,
    });
    const filler = fc.array(fc.constantFrom("met", "and", "the lamp", "\n", "yesterday"));
    fc.assert(
      fc.property(names, filler, (others, between) => {
        const text = others.map((name, nth) => `${name} ${between[nth] ?? "then"}`).join(" ");
        const redacted = redactText(text, markText(text, indexNames({ others, own: [] })), block);
        for (const name of others) for (const part of name.split(" ")) expect(redacted).not.toContain(part);
      }),
    );
  });
});

// No half of a surrogate pair by itself.
const isWhole = (text: string): boolean => !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
