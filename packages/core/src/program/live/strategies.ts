// Strategies that the column they are for cannot take.
import type { LinkRule, SourcePlace, Strategy } from "../program.ts";
import { member } from "../record.ts";
import type { LiveContext } from "./check-live.ts";
import { columnOf } from "./columns.ts";
import type { LiveColumn, LiveDataset } from "./store-shape.ts";
import { whyUnfit } from "./why-unfit.ts";

/** What an erasure writes fits the column that it is written to. */
export function checkStrategies(context: LiveContext): void {
  for (const dataset of Object.values(context.rule.datasets)) {
    const table = member(context.live.datasets, dataset.name);
    if (!table) continue;
    for (const { column, path, erasure, place } of dataset.fields) {
      if (path.length === 0 && erasure) refuseUnfit(context, table, { column, strategy: erasure, place });
    }
    for (const link of dataset.links) checkPointer(context, table, link);
  }
}

function checkPointer(context: LiveContext, table: LiveDataset, link: LinkRule): void {
  const { erasure, kind, columns, place } = link;
  if (erasure) for (const column of columns) refuseUnfit(context, table, { column, strategy: erasure, place });
  else if (kind === "mentions" && !columns.some((column) => columnNamed(table, column)?.nullable ?? true)) {
    const says = `\`${table.name}.${columns.join(", ")}\` may not be empty, so a mention there cannot be cleared`;
    context.report({ code: "strategy", level: "warning", place, says, expected: "erasure: keep, pseudonym or { constant }" });
  }
}

const columnNamed = (table: LiveDataset, column: string): LiveColumn | undefined =>
  table.columns.find(({ name }) => name === column) ?? table.columns.find(({ name }) => name === columnOf(column));

interface Use {
  readonly column: string;
  readonly strategy: Strategy;
  readonly place: SourcePlace;
}

function refuseUnfit({ report }: LiveContext, table: LiveDataset, { column: name, strategy, place }: Use): void {
  const column = columnNamed(table, name);
  const unfit = column && whyUnfit(column, strategy, table);
  if (!unfit) return;
  report({
    code: "strategy",
    level: "error",
    place,
    says: `\`${strategy.kind}\` does not fit \`${table.name}.${name}\`: ${unfit.why}`,
    expected: unfit.expected,
  });
}
