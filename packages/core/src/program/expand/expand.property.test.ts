import fc from "fast-check";
import { expect, test } from "vitest";
import { expandProgram } from "./expand.ts";

const alone = { laws: [], alone: true };
const again = (value: unknown) => expandProgram(value, alone);

const word = fc.constantFrom(
  "consent",
  "contract",
  "instruction",
  "never",
  "none",
  "owned",
  "owned by users",
  "shared by a.b",
  "mentions x",
  "contact.email at form",
  "a",
  "users",
  "newsletter",
  "sale",
  "analytics",
  "postgres",
  "officer",
  "US",
  "7 years since x",
  "",
);
const key = fc.constantFrom(
  "basis",
  "data",
  "of",
  "kind",
  "receives",
  "country",
  "is",
  "identity",
  "fields",
  "links",
  "datasets",
  "email",
  "users",
  "main",
  "gdpr",
  "ccpa",
  "from",
  "at",
  "stamp",
  "when",
  "shown",
  "because",
  "keep",
  "steps",
  "aggregate",
  "into",
  "approval",
  "erasure",
  "by",
  "under",
  "instructions",
  "rows",
  "grounds",
  "consent",
  "content",
  "controls",
  "newsletter",
  "name",
  "field",
  "match",
  "stop",
  "controllers",
  "cooling-off",
  "zone",
  "constructor",
);
const any = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    word,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(word, { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4 }),
  ),
})).value;
const section = fc.constantFrom(
  "laws",
  "organization",
  "services",
  "subjects",
  "data",
  "collection",
  "purposes",
  "recipients",
  "trackers",
  "stores",
  "clients",
  "retention",
  "reports",
  "guarded",
  "staff",
  "requests",
  "minors",
  "promises",
  "include",
  "troth",
  "else",
);
const program = fc.dictionary(section, any, { maxKeys: 8 });

test("expanding goes through whatever is written, and expanding again changes nothing", () => {
  fc.assert(
    fc.property(fc.oneof(program, any), (written) => {
      const long = again(written);
      expect(again(long)).toEqual(long);
    }),
    { numRuns: 1500 },
  );
});

test("expanding changes nothing of what it is given", () => {
  fc.assert(
    fc.property(program, (written) => {
      const before = JSON.stringify(written);
      again(written);
      expect(JSON.stringify(written)).toBe(before);
    }),
    { numRuns: 200 },
  );
});

test("a list of ids and the map that it stands for are one", () => {
  const ids = fc.uniqueArray(fc.constantFrom("contact.email", "name", "usage", "finance.credit"), { minLength: 1 });
  fc.assert(
    fc.property(ids, (data) => {
      const map = Object.fromEntries(data.map((id) => [id, "any"]));
      const purpose = (value: unknown) => ({ purposes: { account: { data: value } } });
      expect(again(purpose(data))).toEqual(again(purpose(map)));
    }),
  );
});
