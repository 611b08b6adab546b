import fc from "fast-check";
import { expect, test } from "vitest";
import { deleteOrder } from "./order.ts";
import type { DatasetSchema, ForeignKey } from "./store-schema.ts";

const column = (name: string, nullable: boolean) => ({
  ...{ name, type: "int", family: "number" as const, nullable, maxLength: null },
  ...{ generated: false, unique: false, checked: false, indexed: false },
});

function dataset(name: string, pointers: readonly { readonly to: string; readonly nullable: boolean }[]): DatasetSchema {
  const foreignKeys: ForeignKey[] = pointers.map((pointer, at) => ({
    ...{ name: `fk${at}`, columns: [`p${at}`], target: pointer.to, targetColumns: ["id"] },
    ...{ onDelete: "no-action" as const, onUpdate: "no-action" as const, deferrable: false },
  }));
  return {
    ...{ name, kind: "table" as const, primaryKey: ["id"], rowKey: ["id"], triggers: [], children: [], parent: null },
    ...{ rowSecurity: false, estimatedRows: null, foreignKeys },
    columns: [column("id", false), ...pointers.map((pointer, at) => column(`p${at}`, pointer.nullable))],
  };
}

const schemas = fc
  .integer({ min: 1, max: 7 })
  .chain((count) =>
    fc.array(fc.array(fc.record({ to: fc.integer({ min: 0, max: count - 1 }), nullable: fc.boolean() }), { maxLength: 3 }), {
      minLength: count,
      maxLength: count,
    }),
  )
  .map((all) =>
    all.map((pointers, at) =>
      dataset(
        `d${at}`,
        pointers.map((one) => ({ ...one, to: `d${one.to}` })),
      ),
    ),
  );

test("whoever points goes first, unless its pointer was cleared or the cycle is named as stuck", () => {
  fc.assert(
    fc.property(schemas, (datasets) => {
      const { order, cleared, stuck } = deleteOrder(datasets);
      expect([...order].sort()).toEqual(datasets.map((one) => one.name).sort());
      for (const from of datasets) {
        for (const key of from.foreignKeys) {
          if (key.target === from.name) continue;
          const isCleared = cleared.some((one) => one.dataset === from.name && one.columns.join() === key.columns.join());
          const isStuck = stuck.some((cycle) => cycle.includes(from.name) && cycle.includes(key.target));
          if (!isCleared && !isStuck) expect(order.indexOf(from.name)).toBeLessThan(order.indexOf(key.target));
        }
      }
    }),
  );
});

test("only pointers that may be null are cleared, and a cycle with such a pointer is never stuck", () => {
  fc.assert(
    fc.property(schemas, (datasets) => {
      const { cleared, stuck } = deleteOrder(datasets);
      for (const one of cleared) {
        const columns = datasets.find((each) => each.name === one.dataset)?.columns ?? [];
        expect(one.columns.every((name) => columns.find((each) => each.name === name)?.nullable)).toBe(true);
      }
      for (const cycle of stuck) {
        const inside = datasets.filter((each) => cycle.includes(each.name));
        for (const each of inside) {
          for (const key of each.foreignKeys.filter((one) => one.target !== each.name && cycle.includes(one.target))) {
            const nullable = each.columns.find((one) => one.name === key.columns[0])?.nullable === true;
            expect(
              nullable && !cleared.some((one) => one.dataset === each.name && one.columns.join() === key.columns.join()),
            ).toBe(false);
          }
        }
      }
    }),
  );
});

test("the staff and store of Sakila, who point at each other without null, are stuck", () => {
  const { stuck } = deleteOrder([
    dataset("staff", [{ to: "store", nullable: false }]),
    dataset("store", [{ to: "staff", nullable: false }]),
  ]);
  expect(stuck.map((cycle) => [...cycle].sort())).toEqual([["staff", "store"]]);
});

test("a cycle with one pointer that may be null is opened there", () => {
  const { order, cleared, stuck } = deleteOrder([
    dataset("staff", [{ to: "store", nullable: true }]),
    dataset("store", [{ to: "staff", nullable: false }]),
  ]);
  expect(stuck).toEqual([]);
  expect(cleared).toEqual([{ dataset: "staff", columns: ["p0"] }]);
  expect(order).toEqual(["store", "staff"]);
});
