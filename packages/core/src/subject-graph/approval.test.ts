import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blastRadius, differences, needsSecondApprover } from "./approval.ts";
import { dayIn, keepUntil } from "./keep-until.ts";
import type { KeepPlan } from "./plan.ts";
import { pseudonymOf as newValue } from "./pseudonym.ts";
import { reachOf } from "./reach.ts";
import type { PlanStep } from "./work.ts";

const step = (more: Partial<PlanStep>): PlanStep => ({
  ...{ store: "main", dataset: "comments", column: undefined, link: "owned", action: "delete", rows: 10, exact: false },
  ...{ until: undefined, because: undefined },
  ...more,
});

describe("an approval binds", () => {
  test("the rows that are the person exactly", () => {
    const approved = [step({ dataset: "users", exact: true, rows: 1 })];
    expect(differences(approved, approved)).toEqual([]);
    expect(differences(approved, [step({ dataset: "users", exact: true, rows: 2 })])).toHaveLength(1);
    expect(differences(approved, [])).toHaveLength(1);
  });

  test("other rows within 10 %, at least 1 and at most 50", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 6000 }), (was, is) => {
        const allowed = Math.min(50, Math.max(1, Math.floor(was / 10)));
        expect(differences([step({ rows: was })], [step({ rows: is })]).length === 0).toBe(Math.abs(was - is) <= allowed);
      }),
    );
  });

  test("no new dataset, however few its rows", () => {
    expect(differences([step({})], [step({}), step({ dataset: "files", rows: 1 })])).toEqual([
      "main/files owned delete: 1 rows in a dataset that was not in the plan",
    ]);
  });

  test("no new way to treat a row beyond the tolerance", () => {
    expect(differences([step({ action: "keep" })], [step({ action: "delete" })])).toHaveLength(2);
  });
});

describe("blast radius", () => {
  const sizes = new Map([["main", { rows: { comments: 20_000, users: 2000 }, people: 2000 }]]);
  test("over 1 % of a large dataset asks for a second approver", () => {
    expect(needsSecondApprover(blastRadius([step({ rows: 201 })], sizes))).toBe(true);
    expect(needsSecondApprover(blastRadius([step({ rows: 199 })], sizes))).toBe(false);
  });
  test("over twenty times what one person has asks for one too", () => {
    const small = new Map([["main", { rows: { comments: 4000 }, people: 2000 }]]);
    expect(needsSecondApprover(blastRadius([step({ rows: 41 })], small))).toBe(true);
    expect(needsSecondApprover(blastRadius([step({ rows: 40 })], small))).toBe(false);
  });
  test("a row that stays as it is has none", () =>
    expect(blastRadius([step({ rows: 9000, action: "keep" })], sizes)).toEqual([]));
});

const edge = (from: string, kind: "owned" | "shared" | "mentions", to: string) => ({
  ...{
    from,
    columns: ["x"],
    kind,
    to,
    toColumns: ["id"],
    toStore: undefined,
    tenants: undefined,
    within: undefined,
    toWithin: undefined,
    as: undefined,
    toUnique: true,
    fold: false,
    where: {},
    unshared: false,
    unfit: [],
    pointer: [],
    undecided: false,
  },
});

test("the weakest link of a path holds, the strongest path wins, and a mention ends it", () => {
  const edges = [
    edge("posts", "owned", "users"),
    edge("rooms", "shared", "posts"),
    edge("files", "owned", "rooms"),
    edge("tasks", "mentions", "users"),
    edge("notes", "owned", "tasks"),
    edge("files", "owned", "posts"),
  ];
  expect(
    Object.fromEntries(
      reachOf(
        ["s/users"],
        edges.map((one) => ({ store: "s", edge: one })),
      ),
    ),
  ).toEqual({
    "s/users": "owned",
    "s/posts": "owned",
    "s/rooms": "shared",
    "s/files": "owned",
    "s/tasks": "mentions",
  });
  const away = { store: "t", edge: { ...edge("objects", "owned", "posts"), toStore: "s" } };
  expect(reachOf(["s/users"], [{ store: "s", edge: edge("posts", "shared", "users") }, away]).get("t/objects")).toBe("shared");
});

test("a keep counts from its date in legal time", () => {
  const keep: KeepPlan = { id: "books", since: "at", count: 1, unit: "months", as: "whole", exception: "legal-duty", law: "x" };
  expect(keepUntil(keep, "2027-01-31")).toBe("2027-02-28");
  expect(keepUntil({ ...keep, unit: "years" }, "2028-02-29")).toBe("2029-02-28");
  expect(keepUntil(keep, "2027-13-01")).toBeUndefined();
  expect(keepUntil(keep, undefined)).toBeUndefined();
});

test.each([
  ["2027-01-31", "2027-01-31", "2027-01-31"],
  // A moment: its day where days are counted, however its offset is written.
  ["2027-01-31 20:00:00+00", "2027-02-01", "2027-01-31"],
  ["2027-01-31T20:00:00.123456Z", "2027-02-01", "2027-01-31"],
  ["2027-02-01 02:00:00+00:00", "2027-02-01", "2027-01-31"],
  ["2027-02-01 02:00:00+07", "2027-02-01", "2027-01-31"],
  // Without an offset it is UTC or the zone's own time: the later of both.
  ["2027-01-31 20:00:00", "2027-02-01", "2027-01-31"],
  ["2027-02-01 02:00:00", "2027-02-01", "2027-02-01"],
  // An hour that cannot be read may lie in the next day.
  ["2027-01-31 about noon", "2027-02-01", "2027-02-01"],
  ["no date", undefined, undefined],
  [null, undefined, undefined],
])("%j is of the day %s in Jakarta, and %s in Los Angeles, as far as it can be known", (value, jakarta, angeles) => {
  expect([dayIn(value, "Asia/Jakarta"), dayIn(value, "America/Los_Angeles")]).toEqual([jakarta, angeles]);
});

describe("a pseudonym", () => {
  const change = { column: "name", strategy: "pseudonym" as const, constant: null, email: false, unique: false, maxLength: null };
  const key = new Uint8Array(32).fill(1);
  test("is one for a person wherever it stands, and another's under another key", () => {
    expect(newValue(key, change, "[1]")).toBe(newValue(key, { ...change, column: "other" }, "[2]"));
    expect(newValue(key, change, "[1]")).not.toBe(newValue(new Uint8Array(32).fill(2), change, "[1]"));
  });
  test("is one a row where the column is unique, and fits its length", () => {
    expect(newValue(key, { ...change, unique: true }, "[1]")).not.toBe(newValue(key, { ...change, unique: true }, "[2]"));
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 60 }),
        (length) => String(newValue(key, { ...change, email: true, maxLength: length }, "[1]")).length <= length,
      ),
    );
  });
});
