import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSearchable, type OwnValue } from "./own-values.ts";
import { redactorOf, redactText, spansIn } from "./redact.ts";
import { redactJson } from "./redact-json.ts";

const ADA: readonly OwnValue[] = [
  { kind: "name", text: "Ada Marie Quellbrunn" },
  { kind: "email", text: "ada.q@fernway.example" },
  { kind: "phone", text: "+353 1 555 0173" },
  { kind: "other", text: "078-05-1120" },
  { kind: "other", text: "@adaq" },
];
const ada = redactorOf(ADA);
const said = (text: string) => redactText(text, ada);

describe("a person's values in a text", () => {
  test.each([
    ["Dear Ada Marie Quellbrunn, hello", "Dear [redacted], hello"],
    ["ADA MARIE QUELLBRUNN signed", "[redacted] signed"],
    ["Quellbrunn, Ada Marie (member)", "[redacted] (member)"],
    ["Ada's bicycle; Mrs Quellbrunn called", "[redacted]'s bicycle; Mrs [redacted] called"],
    ["the Adamant and the Canada stay", "the Adamant and the Canada stay"],
    ["write to ada.q@fernway.example.", "write to [redacted]."],
    ['"Ada Q" <ADA.Q@Fernway.Example>', '"[redacted] Q" <[redacted]>'],
    ["mailto:ada.q%40fernway.example?x=1", "mailto:[redacted]?x=1"],
    ["See bob.ada.q@fernway.example", "See bob.ada.q@fernway.example"],
    ["See ada.q@fernway.example.com", "See ada.q@fernway.example.com"],
    ["to quellbrunn.fen@fernway.example, ada@fen.example", "to quellbrunn.fen@fernway.example, ada@fen.example"],
    ["at Quellbrunn <shop@quellbrunn.example>", "at [redacted] <shop@quellbrunn.example>"],
    ["ada.quellbrunn@elsewhere.example", "[redacted].[redacted]@elsewhere.example"],
    ["call 00353 (1) 5550173 or 01 555-0173", "call [redacted] or 01 555-0173"],
    ["call +353-1-555-0173!", "call [redacted]!"],
    ["order 35315550174 and 2024-05-06 stay", "order 35315550174 and 2024-05-06 stay"],
    ["SSN 078051120, or 078 05 1120", "SSN [redacted], or [redacted]"],
    ["thanks @adaq", "thanks [redacted]"],
    ["name=Quellbrunn%2C%20Ada%20Marie&x=1", "name=[redacted]&x=1"],
    ["{\\u0041da Marie Quellbrunn", "{[redacted]"],
    ["first line\\nAda Marie Quellbrunn", "first line\\n[redacted]"],
    ["100% of Cadaver, 5 %adhesive", "100% of Cadaver, 5 %adhesive"],
  ])("%s", (text, expected) => expect(said(text)).toBe(expected));

  test("in scripts without spaces", () => {
    const hana = redactorOf([{ kind: "name", text: "山田花子" }]);
    expect(redactText("昨日山田花子さんから電話", hana)).toBe("昨日[redacted]さんから電話");
  });

  test("accents and case make no difference", () => {
    const zoe = redactorOf([{ kind: "name", text: "Zoë Ångström" }]);
    expect(redactText("ZOE ANGSTROM and Zoe\u0308 A\u030angstro\u0308m", zoe)).toBe("[redacted] and [redacted]");
  });

  test("a part of a name that is a word of everyday stays, and so does one that is not written as a name", () => {
    const may = redactorOf([{ kind: "name", text: "May Falconer" }]);
    expect(redactText("It may rain. May comes. A Falconer, a falconer", may)).toBe(
      "It may rain. May comes. A [redacted], a falconer",
    );
  });

  test("the mark fits the column", () => {
    const short = redactorOf([{ kind: "name", text: "Odo" }]);
    expect(redactText("Odo and Odo", short, 25)).toBe("[redacted] and [redacted]");
    expect(redactText("Odo and Odo", short, 11)).toBe("[…] and […]");
    expect(redactText("Odo", short, 2)).toBe("*");
  });
});

describe("JSON", () => {
  test("stays JSON, and what is not theirs stays byte for byte", () => {
    const json =
      '{ "by": "Ada Marie Quellbrunn", "n":1.50, "tel": 35315550173, "more":["ADA.Q@fernway.example", null,"\\u00e9"] }';
    expect(redactJson(json, ada)).toBe('{ "by": "[redacted]", "n":1.50, "tel": null, "more":["[redacted]", null,"\\u00e9"] }');
  });
  test("keys that hold a value go too, and two stay two", () => {
    const json = '{"ada.q@fernway.example":1,"quellbrunn, ada marie":2,"Ada":"x"}';
    expect(redactJson(json, ada)).toBe('{"[redacted]":1,"[redacted] 2":2,"[redacted] 3":"x"}');
  });
  test("what is broken is a text", () => expect(redactJson('{"by": "Ada Marie Quellbrunn', ada)).toBe('{"by": "[redacted]'));
});

test("values that texts are full of are not searched for", () => {
  const searchable = (kind: OwnValue["kind"], text: string) => isSearchable({ kind, text });
  expect(["Jo", "May", "12345", "-", "x".repeat(400)].filter((text) => searchable("name", text))).toEqual([]);
  expect(["Joe", "May Falconer", "123456", "花子", "a@b.example"].filter((text) => !searchable("name", text))).toEqual([]);
});

const letters = fc.stringMatching(/^[A-Zbcdfghjk][a-zéß]{3,9}$/);
const name = fc.tuple(letters, letters).map((parts) => parts.join(" "));
const email = fc.stringMatching(/^[a-z]{3,8}(\.[a-z]{3,8})?@[a-z]{3,8}\.example$/);
const phone = fc.stringMatching(/^\+[1-9][0-9]{9,12}$/);
const own = fc.record({ name, email, phone }).map((one): OwnValue[] => [
  { kind: "name", text: one.name },
  { kind: "email", text: one.email },
  { kind: "phone", text: one.phone },
]);
const filler = fc.oneof(
  fc.string({ maxLength: 20, unit: "grapheme" }),
  fc.lorem({ maxCount: 6 }),
  fc.constantFrom('{"a":', "%41%zz", "\\u00", "\\", "+", "(0)", "@", "<", "..", "12 34"),
);
const separator = fc.constantFrom(" ", ", ", " <", "\n", "; ", '"', "(", " - ");
const upper = (text: string) => text.toUpperCase();
const forms: readonly ((text: string) => string)[] = [(text) => text, upper, encodeURIComponent];

describe("whatever the text", () => {
  const cases = fc.tuple(own, fc.array(fc.tuple(filler, separator, fc.nat(2), fc.nat(2), separator), { maxLength: 6 }));

  test("no value is left where a word begins and ends, and doing it again changes nothing", () => {
    fc.assert(
      fc.property(cases, ([values, parts]) => {
        const text = parts
          .map(([other, before, which, form, after]) => `${other}${before}${forms[form]?.(values[which]?.text ?? "")}${after}`)
          .join("");
        const redactor = redactorOf(values);
        const left = redactText(text, redactor);
        for (const { kind, text: value } of values.filter((one) => one.kind !== "phone")) {
          const spelled = value.replace(/[.+]/g, "\\$&");
          const around = kind === "email" ? "[\\p{L}\\p{N}\\p{M}._%+-]" : "[\\p{L}\\p{N}\\p{M}]";
          expect(left).not.toMatch(new RegExp(`(?<!${around})${spelled}(?!${around})`, "iu"));
        }
        expect(redactText(left, redactor)).toBe(left);
      }),
      { numRuns: 300 },
    );
  });

  test("all other text stays byte for byte", () => {
    fc.assert(
      fc.property(cases, ([values, parts]) => {
        const text = parts.map(([other, before, which, , after]) => `${other}${before}${values[which]?.text}${after}`).join("");
        const redactor = redactorOf(values);
        const once = spansIn(text, redactor);
        const kept = once.reduce((all, { from }, at) => `${all}${text.slice(once[at - 1]?.to ?? 0, from)}[redacted]`, "");
        const expected = kept + text.slice(once.at(-1)?.to ?? 0);
        if (spansIn(expected, redactor).length === 0) expect(redactText(text, redactor)).toBe(expected);
        expect(redactText(text, redactorOf([]))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  test("JSON stays JSON with the same shape", () => {
    const shape = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shape)
        : typeof value === "object" && value !== null
          ? Object.values(value).map(shape)
          : typeof value === "string"
            ? "text"
            : value;
    fc.assert(
      fc.property(own, fc.jsonValue(), (values, json) => {
        const document = { ...{ note: values.map((one) => one.text) }, json };
        const left = JSON.parse(redactJson(JSON.stringify(document), redactorOf(values)));
        expect(left.note).toEqual(["[redacted]", "[redacted]", "[redacted]"]);
        expect(JSON.stringify(shape(left))).toBe(JSON.stringify(shape(document)));
      }),
    );
  });

  test("a long text of others stays as it is", () => {
    const text = "1 ".repeat(20_000) + "a.".repeat(20_000) + "%41".repeat(10_000);
    expect(redactText(text, ada)).toBe(text);
  });
});
