import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { needsOld, newCell, newValue } from "./new-value.ts";
import type { PlannedChange } from "./plan.ts";
import { redactorOf } from "./redact.ts";

const change = (more: Partial<PlannedChange>): PlannedChange => ({
  ...{
    column: "c",
    strategy: "clear",
    constant: null,
    email: false,
    unique: false,
    maxLength: null,
    nullable: true,
    family: "text",
  },
  ...more,
});
const key = new Uint8Array(32).fill(3);
const own = redactorOf([{ kind: "name", text: "Ada Quellbrunn" }]);
const made = (old: string | number | null, more: Partial<PlannedChange>) =>
  newValue(key, change(more), { row: "[1]", old, own, elements: () => ["7"] });

describe("generalize", () => {
  const to = (unit: "year" | "month" | "network" | "region" | "country", old: string, more: Partial<PlannedChange> = {}) =>
    made(old, { strategy: "generalize", to: { unit }, ...more });
  test.each([
    ["year", "1988-07-30", "1988-01-01"],
    ["month", "1988-07-30", "1988-07-01"],
    ["year", "1988-07-30 10:11:12.5+02", "1988-01-01 00:00:00+02"],
    ["month", "1988-07-30T10:11:12Z", "1988-07-01T00:00:00Z"],
    ["year", "1988", "1988"],
    ["year", "30.7.1988", null],
    ["network", "203.0.113.81", "203.0.113.0"],
    ["network", "::ffff:203.0.113.81", "203.0.113.0"],
    ["network", "2001:db8:85a3::8a2e:370:7334", "2001:db8:85a3::"],
    ["network", "::1", "::"],
    ["network", "203.0.113.981", null],
    ["network", "localhost", null],
    ["region", "9 Osprey Lane, Dublin, Leinster, Ireland", "Leinster, Ireland"],
    ["country", "9 Osprey Lane, Dublin, Leinster, Ireland", "Ireland"],
    ["region", "9 Osprey Lane", null],
  ] as const)("to its %s: %s", (unit, old, expected) => expect(to(unit, old)).toBe(expected));

  test("what cannot be made coarser is emptied in a column that may not be null", () =>
    expect(to("year", "in spring", { nullable: false })).toBe(""));

  test("a number becomes its band", () => {
    const band = { strategy: "generalize", to: { unit: "band", size: 10 } } as const;
    expect(made(37, { ...band, family: "number" })).toBe(30);
    expect(made(-3, { ...band, family: "number" })).toBe(-10);
    expect(made("37", band)).toBe("30-39");
    expect(made("about 37", band)).toBeNull();
  });

  test("is the same done twice, and the same for everybody of a year", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date("1900-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }), (date) => {
        const once = to("year", date.toISOString());
        expect(once).toBe(`${date.toISOString().slice(0, 4)}-01-01T00:00:00Z`);
        expect(to("year", String(once))).toBe(once);
      }),
    );
  });
});

test("truncate leaves so many letters, and no half of one", () => {
  expect(made("D04 X2P1", { strategy: "truncate", length: 3 })).toBe("D04");
  expect(made("😀😀😀", { strategy: "truncate", length: 2 })).toBe("😀😀");
  expect(made(null, { strategy: "truncate", length: 2 })).toBeNull();
});

test("a pseudonym of a uuid column is a uuid, one for a person and one for each row where it is unique", () => {
  const uuid = made(null, { strategy: "pseudonym", family: "uuid" });
  expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  const other = newValue(key, change({ strategy: "pseudonym", family: "uuid" }), {
    row: "[2]",
    old: null,
    own,
    elements: () => [],
  });
  expect(other).toBe(uuid);
  expect(made(null, { strategy: "pseudonym", family: "uuid", unique: true })).not.toBe(uuid);
});

test("redact keeps JSON valid where it stands in a text, unless the column is too short for it", () => {
  expect(made('{"by":"Ada Quellbrunn","n":1}', { strategy: "redact", maxLength: 40 })).toBe('{"by":"[redacted]","n":1}');
  expect(made('{"by":"Ada"}', { strategy: "redact", maxLength: 12 })).toBe('{"by":"[…]"}');
  expect(made(7, { strategy: "redact", family: "json" })).toBe(7);
});

test("an element is taken out of a list with a delimiter", () => {
  const element = { within: { kind: "list", split: "," }, as: undefined, fold: false, becomes: "removed" } as const;
  expect(made("3, 7,9", { strategy: "element", element })).toBe("3,9");
});

test("changes of one column are done one after the other", () => {
  const changes = [change({ strategy: "redact" }), change({ strategy: "truncate", length: 12 })];
  expect(newCell(key, changes, { row: "[1]", old: "Ada Quellbrunn was here", own, elements: () => [] })).toBe("[redacted] w");
});

test("only what is made of the old value reads it", () =>
  expect((["clear", "constant", "pseudonym"] as const).some((strategy) => needsOld(change({ strategy })))).toBe(false));
