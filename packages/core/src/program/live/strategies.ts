// Strategies that the column they are for cannot take.
import type { LinkRule, SourcePlace, Strategy } from "../program.ts";
import { member } from "../record.ts";
import type { LiveContext } from "./check-live.ts";
import { columnOf } from "./columns.ts";
import type { LiveColumn, LiveDataset } from "./store-shape.ts";

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
  table.columns.find(({ name }) => name === columnOf(column));

interface Use {
  readonly column: string;
  readonly strategy: Strategy;
  readonly place: SourcePlace;
}

function refuseUnfit({ report }: LiveContext, table: LiveDataset, { column: name, strategy, place }: Use): void {
  const column = columnNamed(table, name);
  const unfit = column && whyUnfit(column, strategy);
  if (!unfit) return;
  report({
    code: "strategy",
    level: "error",
    place,
    says: `\`${strategy.kind}\` does not fit \`${table.name}.${name}\`: ${unfit.why}`,
    expected: unfit.expected,
  });
}

interface Unfit {
  readonly why: string;
  readonly expected: string;
}

/** Shorter texts cannot hold a pseudonym that is told apart from others. */
const SHORTEST_PSEUDONYM = 8;

/** Why a column cannot take a strategy; undefined where it can. */
export function whyUnfit(column: LiveColumn, strategy: Strategy): Unfit | undefined {
  if (strategy.kind === "keep" || strategy.kind === "delete") return undefined;
  if (column.generated) return { why: "the store itself sets it", expected: "a strategy on the columns that it is made of" };
  if (strategy.kind === "clear")
    return column.nullable ? undefined : { why: "it may not be empty", expected: "pseudonym or { constant }" };
  if (strategy.kind === "pseudonym") return unfitPseudonym(column);
  return strategy.kind === "constant" ? unfitConstant(column, strategy.value) : undefined;
}

function unfitPseudonym(column: LiveColumn): Unfit | undefined {
  if (column.family !== "text") return { why: `it is ${column.type}, not a text`, expected: "clear or { constant }" };
  if (column.checked) return { why: "the store limits its values", expected: "clear, or a { constant } that it allows" };
  const short = column.maxLength !== null && column.maxLength < SHORTEST_PSEUDONYM;
  return short ? { why: `it holds ${column.maxLength} letters`, expected: "clear or { constant }" } : undefined;
}

function unfitConstant(column: LiveColumn, value: string | number | boolean): Unfit | undefined {
  if (column.unique) return { why: "its values are unique", expected: "clear or pseudonym" };
  const wanted = { number: "number", boolean: "boolean", text: "string" }[column.family];
  if (wanted !== undefined && typeof value !== wanted && column.family !== "text")
    return { why: `it is ${column.type}`, expected: `a ${column.family}` };
  const long = typeof value === "string" && column.maxLength !== null && value.length > column.maxLength;
  return long ? { why: `it holds ${column.maxLength} letters`, expected: "a shorter text" } : undefined;
}
