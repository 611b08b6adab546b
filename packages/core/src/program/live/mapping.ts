// Columns of the store that the program says nothing about.

import { quotedColumn } from "../lookup.ts";
import type { DatasetRule, Program } from "../program.ts";
import { isRecord, member } from "../record.ts";
import type { LiveContext } from "./check-live.ts";
import { columnOf } from "./columns.ts";
import type { LiveDataset } from "./store-shape.ts";

/** A column without a category is withheld from copies, and keeps requests open where its row stays. */
export function checkMapping({ program, rule, live, report }: LiveContext): void {
  for (const dataset of Object.values(rule.datasets)) {
    const table = member(live.datasets, dataset.name);
    if (!table || dataset.rest || isAnonymous(program, dataset)) continue;
    const missing = unmappedColumns(program, dataset, table);
    if (missing.length === 0) continue;
    const says = `${missing.length === 1 ? "a column" : `${missing.length} columns`} of \`${dataset.name}\` ${missing.length === 1 ? "has" : "have"} no category: ${missing.map(asWritten).join(", ")}`;
    report({
      code: "unmapped",
      level: "warning",
      place: dataset.place,
      says,
      expected: "a line in `fields` for each, or `rest: none`",
    });
  }
}

/** As `fields` names it. */
const asWritten = (column: string): string => (column.includes(".") ? quotedColumn(column) : column);

/** The columns of a table that are no key, no link, and nothing that the dataset's rules name. */
export function unmappedColumns(program: Program, dataset: DatasetRule, table: LiveDataset): readonly string[] {
  const long = longDataset(program, dataset);
  const named = [long?.tenant, long?.gone].filter((column) => typeof column === "string");
  const known = new Set([
    ...table.primaryKey,
    ...named,
    ...dataset.fields.map(({ column }) => column),
    ...dataset.links.flatMap((link) => [...link.columns.map(columnOf), ...(link.by === undefined ? [] : [link.by])]),
    ...table.foreignKeys.flatMap(({ columns }) => columns),
    ...Object.values(dataset.is).flatMap((where) => Object.keys(where)),
    ...dataset.keep.map(({ since }) => since),
  ]);
  return table.columns.filter(({ name, plain }) => plain !== true && !known.has(name)).map(({ name }) => name);
}

function isAnonymous(program: Program, dataset: DatasetRule): boolean {
  return longDataset(program, dataset)?.anonymous === true;
}

/** A dataset as the long form has it: some keys are metadata that no rule carries. */
function longDataset(program: Program, dataset: DatasetRule): Readonly<Record<string, unknown>> | undefined {
  const [, ns, store = dataset.store] = /^(?:([a-z0-9-]+):)?(.+)$/.exec(dataset.store) ?? [];
  const keys = [...(ns === undefined ? [] : ["include", ns]), "stores", store, "datasets", dataset.name];
  let at: unknown = program.long;
  for (const key of keys) at = isRecord(at) ? member(at, key) : undefined;
  return isRecord(at) ? at : undefined;
}
