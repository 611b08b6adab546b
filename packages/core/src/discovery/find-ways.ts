import type { DatasetSchema, ForeignKey } from "../subject-graph/index.ts";
import { findPointers } from "./find-pointers.ts";
import { findComposite, findTyped } from "./find-typed.ts";
import { type Way, wayOf } from "./guess-links.ts";
import type { Look } from "./look.ts";
import { allKeys, indexValues } from "./pointer-keys.ts";

/** All ways out of each dataset: declared keys first, then what was found where none is declared. */
export function findWays(
  datasets: readonly DatasetSchema[],
  declared: ReadonlyMap<string, readonly ForeignKey[]>,
  look: Look,
): ReadonlyMap<string, readonly Way[]> {
  const keys = allKeys(look);
  const index = indexValues(keys);
  return new Map(
    datasets.map((dataset) => {
      const several = [...findTyped(dataset, look), ...findComposite(dataset, look)];
      // An id beside a type points where the type says, not where its name alone would lead.
      const taken = new Set(several.filter((one) => one.by !== undefined).flatMap((one) => one.columns));
      const plain = findPointers(dataset, look, keys, index).filter((one) => !one.columns.some((column) => taken.has(column)));
      return [dataset.name, [...(declared.get(dataset.name) ?? []), ...[...several, ...plain].map(wayOf)]];
    }),
  );
}
