// Dates that retention counts from.
import { nearest, oneOf } from "../nearest.ts";
import { member } from "../record.ts";
import type { LiveContext } from "./check-live.ts";

/** Triggers of the language that are no columns. */
export const TRIGGERS: ReadonlySet<string> = new Set([
  "last-activity",
  "account-closed",
  "consent-withdrawn",
  "contract-end",
  "collection",
]);
const DATES: ReadonlySet<string> = new Set(["date", "timestamp"]);

/** What is kept is kept from a date that the row has. */
export function checkKeepDates({ rule, live, report }: LiveContext): void {
  for (const dataset of Object.values(rule.datasets)) {
    const table = member(live.datasets, dataset.name);
    if (!table) continue;
    for (const { id, since, place } of dataset.keep) {
      if (TRIGGERS.has(since)) continue;
      const column = table.columns.find(({ name }) => name === since);
      // SQLite has no type for dates: what it calls a text may be one.
      if (column && (DATES.has(column.family) || column.family === "text" || column.family === "other")) continue;
      const dates = table.columns.filter(({ family }) => DATES.has(family)).map(({ name }) => name);
      const says = column
        ? `\`${dataset.name}.${since}\` is ${column.type}, and no date: \`${id}\` cannot count from it`
        : `\`${dataset.name}\` has no column \`${since}\` for \`${id}\` to count from`;
      report({ code: "no-date", level: "error", place, says, expected: oneOf("dates", dates), write: nearest(since, dates) });
    }
  }
}
