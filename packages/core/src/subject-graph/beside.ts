// What a store does by itself beside an erasure: its cascades among the rows of the plan, and its triggers.
import type { DatasetRule } from "../program/index.ts";
import type { DatasetSchema } from "./store-schema.ts";
import type { Settling } from "./work.ts";

/** A foreign key by which the store deletes or changes rows of the plan when the rows that they point at go. */
export interface PlannedCascade {
  readonly kind: "cascade";
  readonly store: string;
  readonly dataset: string;
  readonly columns: readonly string[];
  readonly to: string;
  readonly does: "cascade" | "set-null" | "set-default";
  readonly rows: number;
}

/** A trigger that fires on what an erasure does to the rows of a dataset. */
export interface PlannedTrigger {
  readonly kind: "trigger";
  readonly store: string;
  readonly dataset: string;
  readonly name: string;
  readonly on: readonly ("update" | "delete")[];
  /** Where it puts old rows, as far as it can be read. */
  readonly into: readonly string[];
  readonly opaque: boolean;
}

export type Beside = PlannedCascade | PlannedTrigger;

/** The triggers of a dataset that fire on updates or deletes. */
export const firingTriggers = (declared: DatasetRule, dataset: DatasetSchema): PlannedTrigger[] =>
  dataset.triggers
    .filter((one) => one.enabled)
    .map((one) => ({
      kind: "trigger" as const,
      store: declared.store,
      dataset: declared.name,
      name: one.name,
      on: (["update", "delete"] as const).filter((event) => one.on.includes(event)),
      into: one.copiesInto ?? [],
      opaque: one.opaque === true,
    }))
    .filter((one) => one.on.length > 0);

/** The cascades that stay inside the plan; one that would take other rows is a finding that blocks. */
export function cascadesOf({ plan, captured, fates }: Settling): PlannedCascade[] {
  const isDeleted = (dataset: string, id: string) => fates.get(dataset)?.get(id)?.act.kind === "delete";
  return captured.references.flatMap(({ from, columns, to, onDelete, rows }) => {
    if (onDelete !== "cascade" && onDelete !== "set-null" && onDelete !== "set-default") return [];
    const mine = rows.filter(
      (row) =>
        captured.rows.get(from)?.has(row.id) === true &&
        isDeleted(to, row.points) &&
        isDeleted(from, row.id) === (onDelete === "cascade"),
    );
    if (mine.length === 0) return [];
    return [{ kind: "cascade" as const, store: plan.store, dataset: from, columns, to, does: onDelete, rows: mine.length }];
  });
}

/** What the store does beside the plan, for people. */
export function besideSays(one: Beside): string {
  if (one.kind === "trigger") {
    const does = [
      ...(one.into.length > 0 ? [`copies the old row into ${one.into.join(", ")}`] : []),
      ...(one.opaque ? ["does what cannot be read from its definition"] : []),
    ];
    return `trigger ${one.name} of ${one.dataset} fires on ${one.on.join(" and ")}: ${does.join(", and ") || "copies no old row, as far as its definition tells"}`;
  }
  const key = `${one.dataset}.${one.columns.join(", ")} -> ${one.to}`;
  const rows = one.rows === 1 ? "1 row" : `${one.rows} rows`;
  switch (one.does) {
    case "cascade":
      return `${one.dataset}: the store deletes ${rows} of these by itself as well (${key}, ON DELETE CASCADE)`;
    case "set-null":
      return `${one.dataset}: the store clears the pointer of ${rows} by itself as well (${key}, ON DELETE SET NULL)`;
    case "set-default":
      return `${one.dataset}: the store sets the pointer of ${rows} back by itself as well (${key}, ON DELETE SET DEFAULT)`;
  }
}
