import type { PlannedSql } from "../../subject-graph/index.ts";
import { counted } from "./figures.ts";
import { type Paint, printable } from "./terminal.ts";

/** The statements of a plan, store by store, in the order in which they are sent. */
export function renderSql(
  stores: readonly { readonly store: string; readonly all: readonly PlannedSql[] }[],
  paint: Paint,
): string[] {
  return stores.flatMap(({ store, all }) => [
    "",
    `${paint.bold(printable(store))}  ${paint.dim(all.length === 0 ? "speaks no SQL" : "statements; a parameter stands for each value")}`,
    ...all.flatMap(({ sql, rows }) => [`  ${paint.dim(`-- ${counted(rows, "row")}`)}`, `  ${printable(sql)};`]),
  ]);
}
