// Datasets and columns that the program names and the store does not have.
import { quotedColumn } from "../lookup.ts";
import { nearest, oneOf } from "../nearest.ts";
import type { DatasetRule, LinkRule, SourcePlace } from "../program.ts";
import { member } from "../record.ts";
import type { LiveContext } from "./check-live.ts";
import type { LiveDataset } from "./store-shape.ts";

/**
 * A field that reads as a path where the store has a column of that very name. Said of no field whose dataset names that
 * column too, in quotes: then the path is meant.
 */
export function checkDottedFields({ rule, live, report }: LiveContext): void {
  for (const dataset of Object.values(rule.datasets)) {
    const names = new Set(member(live.datasets, dataset.name)?.columns.map(({ name }) => name));
    const whole = new Set(dataset.fields.filter(({ path }) => path.length === 0).map(({ column }) => column));
    for (const { column, path, place } of dataset.fields) {
      const dotted = [column, ...path].join(".");
      if (path.length === 0 || !names.has(dotted) || whole.has(dotted)) continue;
      report({
        code: "dotted",
        level: "error",
        place,
        says: `\`${dotted}\` is a column of \`${dataset.name}\`, and reads as a path into \`${column}\``,
        expected: `the column's name in quotes of its own: '${quotedColumn(dotted)}'`,
        write: `'${quotedColumn(dotted)}'`,
      });
    }
  }
}

/** Every dataset and column that the program names is there. */
export function checkColumns(context: LiveContext): void {
  const { rule, live, report } = context;
  for (const dataset of Object.values(rule.datasets)) {
    const table = member(live.datasets, dataset.name);
    if (!table) {
      const names = Object.keys(live.datasets);
      report({
        code: "place",
        level: "error",
        place: dataset.place,
        says: `\`${rule.id}\` has no dataset \`${dataset.name}\``,
        expected: oneOf("datasets", names),
        write: nearest(dataset.name, names),
      });
      continue;
    }
    const isDotted = ({ column, path }: DatasetRule["fields"][number]) =>
      path.length > 0 && table.columns.some(({ name }) => name === [column, ...path].join("."));
    // Of those it was said what is wrong with them.
    const told = { ...dataset, fields: dataset.fields.filter((field) => !isDotted(field)) };
    for (const { column, place } of namedColumns(told)) needColumn(context, table, column, place);
    for (const link of dataset.links) checkTargets(context, link, table);
  }
}

interface Named {
  readonly column: string;
  readonly place: SourcePlace;
}

/** The columns that a dataset's rules name. Paths into a column name the column. */
function namedColumns(dataset: DatasetRule): readonly Named[] {
  const here = (column: string): Named => ({ column: columnOf(column), place: dataset.place });
  const linked = dataset.links.flatMap((link) =>
    [...link.columns, ...(link.by === undefined ? [] : [link.by]), ...Object.keys(link.where ?? {})].map((column) => ({
      column: columnOf(column),
      place: link.place,
    })),
  );
  return [
    ...dataset.fields.map(({ column, place }) => ({ column, place })),
    ...linked,
    ...dataset.identity.flatMap(({ columns }) => columns.map(here)),
    ...Object.values(dataset.is).flatMap((where) => Object.keys(where).map(here)),
  ];
}

/** The column of `settings.locale` is `settings`. */
export const columnOf = (path: string): string => path.split(".")[0] ?? path;

/** A column that is not there is reported. */
export function needColumn(
  { report }: Pick<LiveContext, "report">,
  table: LiveDataset,
  column: string,
  place: SourcePlace,
): void {
  const names = table.columns.map(({ name }) => name);
  if (names.includes(column)) return;
  report({
    code: "column",
    level: "error",
    place,
    says: `\`${table.name}\` has no column \`${column}\``,
    expected: oneOf("columns", names),
    write: nearest(column, names),
  });
}

/** A link's other end has its columns, and as many of them. */
function checkTargets(context: LiveContext, link: LinkRule, table: LiveDataset): void {
  const { live, report } = context;
  if (link.kind === "owned" && link.targets.length === 0 && !foreignKeyOn(table, link.columns)) {
    const says = `\`${table.name}.${link.columns.join(", ")}\` has no declared foreign key to follow`;
    report({ code: "link", level: "error", place: link.place, says, expected: "owned by <dataset>" });
  }
  for (const target of link.targets) {
    const other = target.store === live.store ? member(live.datasets, target.dataset) : undefined;
    if (!other) continue; // told of the dataset itself, or another store's
    for (const column of target.columns ?? []) needColumn(context, other, columnOf(column), link.place);
    const key = target.columns ?? other.primaryKey;
    if (key.length === link.columns.length) continue;
    const says =
      key.length === 0
        ? `\`${target.dataset}\` has no primary key to link to`
        : `the key of \`${target.dataset}\` is (${key.join(", ")})`;
    report({
      code: "link",
      level: "error",
      place: link.place,
      says,
      expected: `${target.dataset}.<column>, as many columns on both sides`,
    });
  }
}

/** The declared foreign key on exactly these columns. */
export function foreignKeyOn(table: LiveDataset, columns: readonly string[]): LiveDataset["foreignKeys"][number] | undefined {
  return table.foreignKeys.find(
    (key) => key.columns.length === columns.length && key.columns.every((column) => columns.includes(column)),
  );
}
