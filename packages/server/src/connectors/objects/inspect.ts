import type { FilePattern } from "@troth/core/program";
import type { ColumnSchema, DatasetSchema, StoreSchema } from "@troth/core/subject-graph";
import { readName } from "./datasets.ts";
import type { ObjectSource } from "./find-rows.ts";
import type { ObjectEntry } from "./objects.ts";

/** A pass over more names than these would make every plan wait: what lies beyond is not counted, and that is said. */
const MOST_NAMES = 100_000;

const column = (name: string, more: Partial<ColumnSchema> = {}): ColumnSchema => ({
  ...{ name, type: "part of the name", family: "text", nullable: false, maxLength: null, generated: true },
  ...{ unique: false, checked: false, indexed: true, plain: true },
  ...more,
});

function datasetOf(name: string, pattern: FilePattern, estimatedRows: number | null): DatasetSchema {
  const columns = [
    ...pattern.columns.filter((one) => one !== "path").map((one) => column(one)),
    column("path", { type: "name", unique: true }),
    column("size", { type: "bytes", family: "number", indexed: false }),
    column("modified", { type: "time", family: "timestamp", indexed: false }),
    // An empty file is what `clear` leaves.
    column("object", { type: "content", family: "bytes", nullable: true, generated: false, indexed: false, plain: false }),
  ];
  const bare = { foreignKeys: [], triggers: [], children: [], parent: null, rowSecurity: false };
  return { name, kind: "table", columns, primaryKey: ["path"], rowKey: ["path"], ...bare, estimatedRows };
}

/** What a store of files is made of: the program's datasets, and counts of what is in none of them. */
export async function inspectObjects(source: ObjectSource): Promise<StoreSchema> {
  const { objects, datasets } = source;
  const rows = new Map<string, number>();
  const counts = { none: 0, ambiguous: 0, link: 0, "folder-link": 0, unreachable: 0 };
  let seen = 0;
  for await (const entry of objects.list("", () => true)) {
    if (++seen > MOST_NAMES) break;
    if (entry.kind !== "file") {
      counts[entry.kind] += 1;
      continue;
    }
    const name = readName(datasets, entry.path);
    if (name === undefined) counts.none += 1;
    else if (name.ambiguous) counts.ambiguous += 1;
    if (name) rows.set(name.dataset, (rows.get(name.dataset) ?? 0) + 1);
  }
  const all = seen <= MOST_NAMES;
  return {
    store: objects.store,
    kind: objects.kind,
    product: objects.product,
    datasets: Object.fromEntries(
      [...datasets].map(([name, pattern]) => [name, datasetOf(name, pattern, all ? (rows.get(name) ?? 0) : null)]),
    ),
    role: { name: objects.role, warnings: [] },
    passedOver: [
      ...said(counts),
      ...(await objects.passedOver()),
      ...(all ? [] : [`only the first ${MOST_NAMES} names were looked at`]),
    ],
  };
}

type Passed = "none" | "ambiguous" | Exclude<ObjectEntry["kind"], "file">;

function said(counts: Readonly<Record<Passed, number>>): string[] {
  const { none, ambiguous, unreachable } = counts;
  const many = (count: number, one: string, more: string) => (count === 0 ? [] : [`${count} ${count === 1 ? one : more}`]);
  return [
    ...many(none, "file matches no dataset", "files match no dataset"),
    ...many(ambiguous, "file has a name that can be read in two ways", "files have names that can be read in two ways"),
    ...many(unreachable, "object has a name that no address can hold", "objects have names that no address can hold"),
    ...many(counts.link, "symbolic link is not followed", "symbolic links are not followed"),
    ...many(counts["folder-link"], "symbolic link to a folder is not followed", "symbolic links to folders are not followed"),
  ];
}
