import fc from "fast-check";
import { expect, test } from "vitest";
import type { Captured, CapturedRow } from "./captured.ts";
import { rowsOf, unitsInOrder } from "./chunk-order.ts";
import type { StorePlan } from "./plan.ts";
import type { StoreWork } from "./work.ts";

const DATASETS = ["a", "b", "c"] as const;

interface Row {
  readonly dataset: (typeof DATASETS)[number];
  /** Places of the rows that it points at. */
  readonly points: readonly number[];
  readonly deleted: boolean;
}

const rows = fc.array(
  fc.record({
    dataset: fc.constantFrom(...DATASETS),
    points: fc.array(fc.nat(39), { maxLength: 3 }),
    deleted: fc.boolean(),
  }),
  { maxLength: 40 },
);

const idOf = (at: number): string => `["${at}"]`;

/** A capture and a work of such rows. `keyless`: the dataset whose rows have no key. */
function made(all: readonly Row[], keyless?: string) {
  const of = (dataset: string, deleted: boolean) =>
    all.flatMap((row, at) => (row.dataset === dataset && row.deleted === deleted ? [[at]] : []));
  const work = (deleted: boolean) =>
    DATASETS.map((dataset) => ({ dataset, rowKey: ["id"], keys: of(dataset, deleted), changes: [], opens: false }));
  const references = DATASETS.flatMap((from) =>
    DATASETS.map((to) => ({
      ...{ from, to, columns: ["x"], onDelete: "no-action", clearable: true, blank: [] },
      rows: all.flatMap((row, at) =>
        row.dataset !== from
          ? []
          : row.points
              .filter((target) => all[target]?.dataset === to)
              .map((target) => ({ id: idOf(at), key: [at], points: idOf(target) })),
      ),
    })),
  );
  const captured = { references, rows: new Map(DATASETS.map((name) => [name, new Map<string, CapturedRow>()])) };
  const datasets = Object.fromEntries(DATASETS.map((name) => [name, { rowKey: name === keyless ? ["@ctid"] : ["id"] }]));
  const plan = { order: ["a", "b"], datasets, references: [] };
  return {
    plan: plan as unknown as StorePlan,
    captured: captured as unknown as Captured,
    work: { changes: work(false), deletes: work(true) } as unknown as StoreWork,
  };
}

function ordered(all: readonly Row[], keyless?: string) {
  const { plan, captured, work } = made(all, keyless);
  const listed = rowsOf(work);
  const units = unitsInOrder(plan, captured, listed);
  const place = (row: number): number => Number(JSON.parse(listed[row]?.id ?? "[]")[0]);
  return units?.map((unit) => unit.map(place));
}

/** Whether one row can be come to from another along pointers. */
function reaches(all: readonly Row[], from: number, to: number, seen = new Set<number>()): boolean {
  return (all[from]?.points ?? []).some((next) => {
    if (all[next] === undefined || next === from || seen.has(next)) return false;
    seen.add(next);
    return next === to || reaches(all, next, to, seen);
  });
}

test("every row comes once, and whoever points comes before what it points at, or with it in a circle", () => {
  fc.assert(
    fc.property(rows, (all) => {
      const units = ordered(all) ?? [];
      expect(units.flat().sort((one, other) => one - other)).toEqual([...all.keys()]);
      const turn = new Map(units.flatMap((unit, at) => unit.map((row) => [row, at] as const)));
      for (const [from, { points }] of all.entries()) {
        for (const to of points.filter((one) => all[one] !== undefined && one !== from)) {
          const together = turn.get(from) === turn.get(to);
          expect(together).toBe(reaches(all, to, from));
          if (!together) expect(turn.get(from) ?? 0).toBeLessThan(turn.get(to) ?? 0);
        }
      }
    }),
  );
});

test("rows that only their address names are not parted, or nothing is split", () => {
  fc.assert(
    fc.property(rows, (all) => {
      const units = ordered(all, "b");
      const addressed = units?.filter((unit) => unit.some((row) => all[row]?.dataset === "b")) ?? [];
      expect(addressed.length).toBeLessThanOrEqual(1);
    }),
  );
});

test("a chain as long as the set is no deeper than a call", () => {
  const long = Array.from({ length: 100_000 }, (_, at): Row => ({ dataset: "a", points: [at + 1], deleted: true }));
  expect(ordered(long)?.map(([row]) => row)).toEqual([...long.keys()]);
});

test("where a pointer cannot be traced nothing is split", () => {
  const { plan, captured, work } = made([{ dataset: "a", points: [], deleted: true }]);
  const lost = { id: idOf(0), key: [0], points: "" };
  const references = captured.references.map((one) => (one.from === "a" && one.to === "b" ? { ...one, rows: [lost] } : one));
  expect(unitsInOrder(plan, { ...captured, references }, rowsOf(work))).toBeUndefined();
});
