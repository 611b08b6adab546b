import { expect, test } from "vitest";
import { isWhole, makeFinder, makeSearch, soughtValues } from "./index.ts";

const found = (category: string, value: string, text: string): boolean => {
  const { values } = soughtValues([{ category, value }]);
  return makeSearch(values).within(text).size > 0;
};

test("what is too short or too common is left out, by the name of its category", () => {
  const { values, leftOut } = soughtValues([
    { category: "name.full", value: "Li Wu" },
    { category: "name.first", value: "Alexandria" },
    { category: "name.last", value: "Featherstonehaugh" },
    { category: "identity.account", value: "4711" },
    { category: "account.username", value: "sunshine" },
    { category: "account.username", value: "sunshine7" },
    { category: "contact.phone", value: "112" },
    { category: "contact.street", value: "Main Street" },
    { category: "contact.email", value: "not an address" },
    { category: "contact.city", value: "Rotterdam" },
  ]);
  expect(values).toEqual([{ kind: "id", spellings: ["sunshine7"] }]);
  expect(leftOut).toEqual({
    "name.full": 1,
    "name.first": 1,
    "name.last": 1,
    "identity.account": 1,
    "account.username": 1,
    "contact.phone": 1,
    "contact.street": 1,
    "contact.email": 1,
  });
});

test("a phone number is found as people write it", () => {
  const ways = ["+44 7700 900123", "0044 7700-900123", "07700 900 123", "(07700) 900123", "447700900123", "tel:+44.7700.900123"];
  for (const way of ways) expect([way, found("contact.phone", "+44 (7700) 900-123", way)]).toEqual([way, true]);
  for (const other of ["+44 7700 9001234", "17700900123", "7700 900124"])
    expect([other, found("contact.phone", "+44 7700 900123", other)]).toEqual([other, false]);
});

test("what is part of a longer word, address or number is another's", () => {
  expect(found("contact.email", "anna@shop.example", "write to joanna@shop.example")).toBe(false);
  expect(found("contact.email", "anna@shop.example", "<anna@shop.example>, cc")).toBe(true);
  expect(found("contact.email", "anna@shop.example", "exports/anna@shop.example.csv")).toBe(true);
  expect(found("name.full", "Ann Peters", "Joann Petersen")).toBe(false);
  expect(found("name.full", "Ann Peters", "PETERS, ANN")).toBe(true);
  expect(found("account.id", "920017734", "1920017734")).toBe(false);
  expect(found("account.id", "5b2c9f10-7d1e-4f3a-9c58-0a1b2c3d4e5f", "id=5b2c9f107d1e4f3a9c580a1b2c3d4e5f")).toBe(true);
});

test("a whole cell is told from a mention", () => {
  const [name] = soughtValues([{ category: "name.full", value: "Ann Peters" }]).values;
  expect(name && isWhole(name, " ann  peters ")).toBe(true);
  expect(name && isWhole(name, "Ann Peters called")).toBe(false);
});

test("a hundred thousand values that end alike are searched as fast as one, nearly", () => {
  const texts = Array.from({ length: 100_000 }, (_, at) => `person.${at.toString(36)}@shop.example`);
  const row = "the parcel of order 8472 went to someone@shop.example and came back unopened; ".repeat(10);
  const took = (finder: ReturnType<typeof makeFinder>): number => {
    const began = performance.now();
    let hits = 0;
    for (let turn = 0; turn < 2_000; turn++) finder.find(row, () => hits++);
    expect(hits).toBe(0);
    return performance.now() - began;
  };
  const [one, many] = [makeFinder(texts.slice(0, 1)), makeFinder(texts)];
  took(one);
  expect(took(many)).toBeLessThan(Math.max(took(one), 5) * 12);
  const hits: number[] = [];
  many.find(`x ${texts[77_777]} y`, (text) => hits.push(text));
  expect(hits).toContain(77_777);
});
