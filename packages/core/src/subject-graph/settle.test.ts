import { describe, expect, test } from "vitest";
import type { Captured, CapturedRow } from "./captured.ts";
import type { DatasetPlan, EdgePlan, PlannedChange, StorePlan } from "./plan.ts";
import { settleErasure } from "./settle.ts";

const change = (more: Partial<PlannedChange>): PlannedChange => ({
  ...{ column: "info", strategy: "clear", constant: null, email: false, unique: false, maxLength: null },
  ...more,
});

/** One shared row, whose JSON names the person and points at them. */
function settled(own: readonly PlannedChange[], pointer: readonly PlannedChange[]): readonly (readonly PlannedChange[])[] {
  const act = { kind: "change", changes: own } as const;
  const companies = { dataset: "companies", reach: "shared", rowKey: ["id"], columns: [], owned: act, shared: act };
  const datasets = {
    companies: { ...companies, isRoot: false, keeps: [], keptChanges: [], unfit: [], copy: [], unmapped: [] } as DatasetPlan,
  };
  const empty = { edges: [], arriving: [], leading: [], owners: [], references: [], users: [], identities: [], roots: [] };
  const plan = { store: "hard", kind: "postgres", ...empty, order: [], cleared: [], datasets } as unknown as StorePlan;
  const edge = { from: "companies", columns: ["info"], kind: "shared", to: "people", toColumns: ["id"], pointer, unfit: [] };
  const row = {
    id: '["1"]',
    key: [1],
    link: "shared",
    root: false,
    values: {},
    mentions: [edge as unknown as EdgePlan],
    people: [0],
  };
  const rows = new Map([["companies", new Map([[row.id, row as unknown as CapturedRow]])]]);
  const captured: Captured = { rows, references: [], asked: [], ambiguous: [], sharedValues: [], arrived: [], leads: [] };
  return settleErasure(plan, captured, { day: "2026-11-22", zone: "UTC" }).changes.map((one) => one.changes);
}

describe("several changes of one cell", () => {
  const element = change({ strategy: "element" });
  const name = change({ path: ["contact", "name"] });

  test("are all made where each concerns a part", () => expect(settled([name], [element])).toEqual([[element, name]]));
  test("a pointer that is cleared whole leaves nothing to do", () => {
    const whole = change({});
    expect(settled([name], [whole])).toEqual([[whole]]);
  });
});
