import fc from "fast-check";
import { expect, test } from "vitest";
import { foldText, makeFinder, makeSearch, readingsOf, SHORTEST, soughtValues } from "./index.ts";

const letters = fc.string({ unit: fc.constantFrom("a", "b", "é", "1", "@", "𐐀"), minLength: SHORTEST, maxLength: 12 });

/** As it is defined: every text at every place. */
function naive(texts: readonly string[], within: string): string[] {
  return texts.flatMap((text, index) =>
    Array.from({ length: within.length }, (_, at) => (within.startsWith(text, at) ? `${index} ${at}` : "")).filter(Boolean),
  );
}

test("finds what a search at every place finds: overlapping, contained, at the ends", () => {
  fc.assert(
    fc.property(fc.array(letters, { minLength: 1, maxLength: 20 }), fc.array(letters, { maxLength: 8 }), (texts, more) => {
      const distinct = [...new Set(texts)];
      const within = [...more, ...texts, ...more].join("");
      const found: string[] = [];
      makeFinder(distinct).find(within, (text, at) => found.push(`${text} ${at}`));
      expect([...new Set(found)].sort()).toEqual(naive(distinct, within).sort());
    }),
    { numRuns: 300 },
  );
});

test("folding twice is folding once, and a text's first reading is the text itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(foldText(foldText(text))).toBe(foldText(text));
      expect(readingsOf(text)[0]).toBe(foldText(text));
    }),
  );
});

test("a value is found in every wrapping that is searched, whatever stands around it", () => {
  const wraps: Readonly<Record<string, (text: string) => string>> = {
    plain: (text) => text,
    capitals: (text) => text.toUpperCase(),
    json: (text) => JSON.stringify({ at: text }),
    escaped: (text) => text.replace(/[^a-z]/gi, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`),
    twice: (text) => JSON.stringify(JSON.stringify({ at: text })),
    url: (text) => `https://x.example/?q=${encodeURIComponent(text)}&page=2`,
    form: (text) => `q=${encodeURIComponent(text).replaceAll("%20", "+")}`,
    decomposed: (text) => text.normalize("NFD"),
  };
  const { values } = soughtValues([
    { category: "name.full", value: "Renée Lindqvist" },
    { category: "contact.email", value: "r.lindqvist@shop.example" },
  ]);
  const search = makeSearch(values);
  for (const [name, wrap] of Object.entries(wraps))
    for (const [index, value] of ["Renée Lindqvist", "r.lindqvist@shop.example"].entries())
      expect([name, ...search.within(`before ${wrap(value)} after`)]).toEqual([name, index]);
});
