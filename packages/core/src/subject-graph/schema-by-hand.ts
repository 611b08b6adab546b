import { type DatasetRule, type StoreRule, splitPath } from "../program/index.ts";
import type { ColumnSchema, DatasetSchema, StoreSchema } from "./store-schema.ts";

/**
 * What a store that only people can look into is made of: what the program says of it. Nobody can ask such a store, so
 * its columns are texts without limits, and no number of rows is known.
 */
export const schemaByHand = (rule: StoreRule): StoreSchema => ({
  store: rule.id,
  kind: "manual",
  product: "worked through by hand",
  datasets: Object.fromEntries(Object.values(rule.datasets).map((dataset) => [dataset.name, datasetByHand(dataset)])),
  role: { name: "people", warnings: [] },
});

function datasetByHand(rule: DatasetRule): DatasetSchema {
  return {
    name: rule.name,
    kind: "table",
    columns: columnsOf(rule).map(columnByHand),
    primaryKey: [],
    rowKey: [],
    foreignKeys: [],
    triggers: [],
    children: [],
    parent: null,
    rowSecurity: false,
    estimatedRows: null,
  };
}

/** Every column that the program names in a dataset. */
function columnsOf(rule: DatasetRule): readonly string[] {
  const named = [
    ...rule.fields.map((field) => field.column),
    ...rule.identity.flatMap((identity) => identity.columns.map((column) => splitPath(column).column)),
    ...rule.links.flatMap((link) => [...link.columns, ...(link.by === undefined ? [] : [link.by])]),
    ...Object.values(rule.is).flatMap((where) => Object.keys(where)),
    ...(rule.tenant === undefined ? [] : [rule.tenant]),
  ];
  return [...new Set(named)];
}

const columnByHand = (name: string): ColumnSchema => ({
  name,
  type: "words",
  family: "text",
  nullable: true,
  maxLength: null,
  generated: false,
  unique: false,
  checked: false,
  indexed: true,
});
