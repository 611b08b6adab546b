import type { Program, WithdrawnRule } from "../program/index.ts";
import { makePlan } from "./make-plan.ts";
import type { PlannedChange, StorePlan } from "./plan.ts";
import type { StoreSchema } from "./store-schema.ts";

/** What a role must be allowed to do with one dataset. */
export interface DatasetNeed {
  readonly dataset: string;
  readonly read: readonly string[];
  readonly delete: boolean;
  readonly change: readonly string[];
}

/**
 * What access and erasure of everybody that the program knows need in a store, and taking texts off whose approval is taken back:
 * the least that `grants` must give.
 */
export function needsOf(program: Program, schema: StoreSchema): DatasetNeed[] {
  const store = program.stores[schema.store];
  if (!store) return [];
  const identities = [...new Set(Object.values(store.datasets).flatMap((dataset) => dataset.identity.map((one) => one.kind)))];
  const needs = new Map<string, { read: Set<string>; delete: boolean; change: Set<string> }>();
  const needOf = (dataset: string) => {
    const need = needs.get(dataset) ?? { read: new Set<string>(), delete: false, change: new Set<string>() };
    needs.set(dataset, need);
    return need;
  };
  for (const right of ["access", "erasure"] as const) {
    for (const plan of makePlan({ program, schemas: [schema], right, identities }).stores) addPlan(plan, needOf);
  }
  for (const { withdrawn } of Object.values(program.purposes))
    if (withdrawn?.text.store === schema.store) addWithdrawn(withdrawn, needOf);
  return [...needs].map(([dataset, need]) => ({
    dataset,
    read: [...need.read].sort(),
    delete: need.delete,
    change: [...need.change].sort(),
  }));
}

type NeedOf = (dataset: string) => { readonly read: Set<string>; delete: boolean; readonly change: Set<string> };

function addPlan(plan: StorePlan, needOf: NeedOf): void {
  const read = (dataset: string, columns: readonly string[]) => {
    for (const name of columns) if (!name.startsWith("@")) needOf(dataset).read.add(name);
  };
  const change = (dataset: string, changes: readonly PlannedChange[]) => {
    for (const one of changes) {
      needOf(dataset).change.add(one.column);
      needOf(dataset).read.add(one.column);
    }
  };
  for (const root of plan.roots) read(root.dataset, [root.column, ...root.where.flatMap((where) => Object.keys(where))]);
  for (const identity of plan.identities) read(identity.dataset, [identity.column, ...identity.rowKey]);
  for (const edge of plan.edges) {
    read(edge.from, [...edge.columns, ...Object.keys(edge.where)]);
    change(edge.from, edge.pointer);
  }
  for (const copy of plan.copies ?? []) read(copy.dataset, copy.columns);
  for (const user of plan.users) read(user.dataset, [...user.columns, ...user.rowKey]);
  for (const reference of plan.references) {
    read(reference.from, [...reference.columns, ...reference.rowKey]);
    // Only a row that stays and points at what goes is cleared; one of a dataset outside the plan never is.
    if (reference.clearable && plan.datasets[reference.from])
      for (const name of reference.columns) needOf(reference.from).change.add(name);
  }
  for (const dataset of Object.values(plan.datasets)) {
    read(dataset.dataset, [
      ...dataset.rowKey,
      ...dataset.columns,
      ...dataset.copy.filter((one) => !one.secret).map((one) => one.column),
    ]);
    if (dataset.owned.kind === "change") change(dataset.dataset, dataset.owned.changes);
    if (dataset.shared.kind === "change" && plan.edges.some((edge) => edge.from === dataset.dataset && edge.kind === "shared"))
      change(dataset.dataset, dataset.shared.changes);
    change(dataset.dataset, dataset.keptChanges);
    if (plan.order.includes(dataset.dataset)) needOf(dataset.dataset).delete = true;
  }
  for (const one of plan.cleared) for (const name of one.columns) needOf(one.dataset).change.add(name);
}

function addWithdrawn({ text, sets }: WithdrawnRule, needOf: NeedOf): void {
  const need = needOf(text.dataset);
  for (const column of [text.column, ...Object.keys(sets)]) need.read.add(column);
  for (const column of Object.keys(sets)) need.change.add(column);
}
