import { describe, expect, test } from "vitest";
import { firstUntil, keepingLines, searchesOf, stayingUntil, unsearchable } from "./task-keeps.ts";
import type { TaskLine } from "./task-lines.ts";

const years = (count: number) => ({ count, unit: "years", since: "issued", law: "an act", as: "whole" }) as const;

const line = (dataset: string, more: Partial<TaskLine> = {}): TaskLine => ({
  dataset,
  link: "owned",
  lookBy: [],
  belongsTo: [],
  action: "delete",
  changes: [],
  keeps: [],
  fields: {},
  ...more,
});

describe("what a law lets stay by hand", () => {
  test("is asked for where records go or change and a law keeps some, and nowhere else", () => {
    const all = [
      line("a", { keeps: [years(7)] }),
      line("b"),
      line("c", { action: "copy", keeps: [years(7)] }),
      line("d", { action: "keep", keeps: [years(7)] }),
      line("e", { action: "change", keeps: [years(7)] }),
    ];
    expect(keepingLines(all).map((one) => one.dataset)).toEqual(["a", "e"]);
  });

  test.each([
    [[7], "2020-03-01", "2027-03-01"],
    // Its last day is today: it still stays.
    [[7], "2019-11-28", "2026-11-28"],
    [[7], "2019-11-27", undefined],
    // Of two laws the one that ends first, of those that still hold.
    [[7, 10], "2020-03-01", "2027-03-01"],
    [[7, 10], "2018-03-01", "2028-03-01"],
    [[7], "31 March", undefined],
    [[], "2020-03-01", undefined],
  ])("under keeps of %j years, %s stays until %s", (counts, oldest, until) => {
    expect(stayingUntil({ keeps: counts.map(years) }, oldest, "2026-11-28")).toBe(until);
  });

  test("comes due on the first of its days; a number of none has no day", () => {
    const stays = {
      a: { rows: 1, until: "2030-01-01" },
      b: { rows: 2, until: "2028-01-01" },
      c: { rows: 0, until: "2027-01-01" },
    };
    expect(firstUntil(stays)).toBe("2028-01-01");
    expect(firstUntil({})).toBeUndefined();
  });
});

describe("whom to look for", () => {
  const lines = [line("folders"), line("papers", { belongsTo: ["folders"] }), line("notes", { belongsTo: ["papers", "notes"] })];
  const searches = [
    { dataset: "folders", by: [{ column: "no", values: ["1"] }] },
    { dataset: "papers", by: [] },
    { dataset: "notes", by: [{ column: "to", values: ["x"] }] },
  ];

  test("of some datasets alone, through whatever their records belong to", () => {
    expect(searchesOf(lines, searches, ["notes"])).toEqual([
      {
        dataset: "notes",
        by: [
          { column: "to", values: ["x"] },
          { column: "folders.no", values: ["1"] },
        ],
      },
    ]);
  });

  test("is nobody where neither a dataset nor what it belongs to is searched by anything", () => {
    expect(unsearchable(lines, searches)).toEqual([]);
    expect(unsearchable(lines, searches.slice(1))).toEqual(["folders", "papers"]);
    expect(unsearchable(lines, [{ dataset: "folders", by: [{ column: "no", values: [] }] }])).toEqual([
      "folders",
      "papers",
      "notes",
    ]);
    expect(unsearchable(lines, undefined)).toEqual(["folders", "papers", "notes"]);
  });
});
