import type { Strategy } from "../program.ts";
import { member } from "../record.ts";
import type { WithdrawnRule } from "../rules.ts";
import type { LiveContext } from "./check-live.ts";
import { needColumn } from "./columns.ts";
import type { LiveColumn, LiveDataset } from "./store-shape.ts";
import { whyUnfit } from "./why-unfit.ts";

/** What is written when the approval of a text is taken back fits the columns that it is written to. */
export function checkWithdrawn(context: LiveContext): void {
  const { program, live, report } = context;
  for (const { withdrawn } of Object.values(program.purposes)) {
    if (withdrawn?.text.store !== live.store) continue;
    const table = member(live.datasets, withdrawn.text.dataset);
    if (!table) continue; // told of the dataset itself
    const { text, sets, place } = withdrawn;
    for (const column of [text.column, ...Object.keys(sets)]) needColumn(context, table, column, place);
    for (const says of unfitWithdrawn(table, withdrawn)) report({ code: "withdrawn", level: "error", place, ...says });
  }
}

/** Which of the columns that are there cannot take what is to be written, and why. */
export function unfitWithdrawn(
  table: LiveDataset,
  { sets }: Pick<WithdrawnRule, "sets">,
): readonly { readonly says: string; readonly expected: string }[] {
  return Object.entries(sets).flatMap(([name, value]) => {
    const column = table.columns.find((one) => one.name === name);
    const strategy: Strategy = value === null ? { kind: "clear" } : { kind: "constant", value };
    const takes = column && takesInstead(column, value);
    if (takes !== undefined)
      return [{ says: `\`${table.name}.${name}\` cannot take it: it is ${column?.type}`, expected: takes }];
    const unfit = column && whyUnfit(column, strategy, table);
    return unfit ? [{ says: `\`${table.name}.${name}\` cannot take it: ${unfit.why}`, expected: unfit.expected }] : [];
  });
}

/** What cannot be told again once it stands in the store: whether a list is the one that was written, or a yes is a word. */
function takesInstead({ family }: Pick<LiveColumn, "family">, value: string | number | boolean | null): string | undefined {
  if (value === null) return undefined;
  if (family === "array") return "null";
  return family === "text" && typeof value === "boolean" ? "a text" : undefined;
}
