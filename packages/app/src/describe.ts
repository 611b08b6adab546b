import { StoreError } from "./errors.ts";
import type { Description, WireColumn, WireDataset } from "./messages.ts";
import type { AppStore, ColumnSpec, DatasetSpec } from "./store.ts";

/** What a store is made of and what it can give, as the server is told. */
export async function describe<Tx>(store: AppStore<Tx>): Promise<Description> {
  const datasets = typeof store.datasets === "function" ? await store.datasets() : store.datasets;
  const whole = store.transaction === undefined;
  return {
    product: store.product ?? "application",
    datasets: Object.entries(datasets).map(([name, spec]) => datasetOf(name, spec)),
    acts: whole ? "whole" : "steps",
    keepsNames: store.outcome !== undefined && (whole || store.keep !== undefined),
    locks: whole ? "none" : (store.locks ?? "none"),
    snapshots: !whole && store.snapshots === true,
    settles: store.settle !== undefined,
  };
}

function datasetOf(name: string, spec: DatasetSpec): WireDataset {
  const { columns, key, references = [], readOnly = false } = spec;
  // A key by the database's own address of a row (`@ctid`) is no column, and holds within one transaction.
  const address = key.some((column) => column.startsWith("@"));
  const missing = key.filter((column) => !column.startsWith("@") && !Object.hasOwn(columns, column));
  if (missing.length > 0)
    throw new StoreError("missing", `the key of \`${name}\` names \`${missing[0]}\`, which is no column of it`);
  if (key.length === 0 && !readOnly)
    throw new StoreError("failed", `\`${name}\` has no key: say which columns name one row, or that it is \`readOnly\``);
  return {
    name,
    kind: readOnly ? "view" : "table",
    columns: Object.entries(columns).map(([column, one]) => columnOf(column, one, key)),
    primaryKey: address ? [] : key,
    rowKey: key,
    references: references.map((one) => ({ ...one, onDelete: one.onDelete ?? "no-action" })),
  };
}

function columnOf(name: string, spec: ColumnSpec, key: readonly string[]): WireColumn {
  const more = typeof spec === "string" ? { family: spec } : spec;
  const isKey = key.length === 1 && key[0] === name;
  return {
    name,
    family: more.family,
    type: more.type ?? more.family,
    nullable: more.nullable ?? !key.includes(name),
    maxLength: more.maxLength ?? null,
    generated: more.generated ?? false,
    unique: more.unique ?? isKey,
    checked: more.checked ?? false,
    indexed: more.indexed ?? key[0] === name,
    ...(more.uniqueBy === undefined ? {} : { uniqueBy: more.uniqueBy }),
    ...(more.allowed === undefined ? {} : { allowed: more.allowed }),
  };
}
