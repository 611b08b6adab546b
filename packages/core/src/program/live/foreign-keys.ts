// Foreign keys that the store declares and the program says nothing about.
import { member } from "../record.ts";
import type { LiveContext } from "./check-live.ts";
import { columnOf } from "./columns.ts";

/** A foreign key between datasets of the program means something for people: the program says what. */
export function checkForeignKeys({ rule, live, report }: LiveContext): void {
  for (const dataset of Object.values(rule.datasets)) {
    for (const key of member(live.datasets, dataset.name)?.foreignKeys ?? []) {
      const decided = dataset.links.some(
        (link) =>
          link.columns.length === key.columns.length && link.columns.every((column) => key.columns.includes(columnOf(column))),
      );
      if (decided || !Object.hasOwn(rule.datasets, key.target)) continue;
      const columns = key.columns.join(", ");
      const says = `\`${dataset.name}.${columns}\` points to \`${key.target}\`, and the program does not say what that means: it is taken for a mention`;
      const expected = `${columns}: owned by ${key.target}, shared by ${key.target}, mentions ${key.target}, or none`;
      report({ code: "undecided", level: "warning", place: dataset.place, says, expected });
    }
  }
}

/** A table that points to a dataset of the program may hold people's data, or keep their rows from being deleted. */
export function checkUnnamedTables({ rule, live, report }: LiveContext): void {
  for (const table of Object.values(live.datasets)) {
    if (Object.hasOwn(rule.datasets, table.name) || table.parent !== null) continue;
    const target = table.foreignKeys.find((key) => Object.hasOwn(rule.datasets, key.target))?.target;
    if (target === undefined) continue;
    const says = `the table \`${table.name}\` points to \`${target}\`, and no dataset names it`;
    report({ code: "unnamed", level: "warning", place: rule.place, says, expected: `datasets: { ${table.name}: ... }` });
  }
}
