import { hashOf } from "../foundation/index.ts";
import type { DatasetSchema, StoreSchema } from "./store-schema.ts";

/** Hash of the touched datasets, their constraints and triggers, and of whatever references them. */
export function fingerprintOf(schema: StoreSchema, touched: ReadonlySet<string>): string {
  const whole = new Set([...touched, ...[...touched].flatMap((name) => schema.datasets[name]?.children ?? [])]);
  const relevant = Object.values(schema.datasets)
    .filter((dataset) => whole.has(dataset.name) || dataset.foreignKeys.some((key) => whole.has(key.target)))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  return hashOf(relevant.map((dataset) => (whole.has(dataset.name) ? wholeShape(dataset) : pointingShape(dataset, whole))));
}

// The estimate of rows changes daily and is no part of the shape; which columns an index has together changes no plan.
function wholeShape(dataset: DatasetSchema): unknown {
  const { estimatedRows: _, indexes: _indexes, ...shape } = dataset;
  return shape;
}

function pointingShape(dataset: DatasetSchema, touched: ReadonlySet<string>): unknown {
  return {
    name: dataset.name,
    foreignKeys: dataset.foreignKeys.filter((key) => touched.has(key.target)),
    triggers: dataset.triggers,
  };
}
