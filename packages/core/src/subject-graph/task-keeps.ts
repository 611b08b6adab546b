// What a law lets stay in a store that people go through: who reports it, until when, and what is asked again then.
import { keepUntil } from "./keep-until.ts";
import type { TaskLine, TaskSearch } from "./task-lines.ts";

/** What stays of one dataset: how many records, and the day on which the first of them may go. `YYYY-MM-DD` */
export interface Staying {
  readonly rows: number;
  /** The last day of the keep that ends first. */
  readonly until: string;
}

/** The lines of a task in which a law may let records stay: whoever reports says how many. */
export const keepingLines = (lines: readonly TaskLine[]): readonly TaskLine[] =>
  lines.filter((line) => (line.action === "delete" || line.action === "change") && line.keeps.length > 0);

/**
 * The day until which the oldest of some records stays, by the day that it counts from; undefined where no law of the line
 * keeps it any longer, or the day is none. Of several laws the one that ends first counts: being asked once too often leaves
 * nothing too long, and whoever looks sees which law it is.
 */
export function stayingUntil(line: Pick<TaskLine, "keeps">, oldest: string, today: string): string | undefined {
  return line.keeps
    .flatMap((keep) => keepUntil(keep, oldest) ?? [])
    .filter((until) => until >= today)
    .sort()[0];
}

/** The first day on which something of a store is to be looked at again; undefined: nothing stays. */
export const firstUntil = (stays: Readonly<Record<string, Staying>>): string | undefined =>
  Object.values(stays)
    .filter((one) => one.rows > 0)
    .map((one) => one.until)
    .sort()[0];

/** Between a dataset and its column, where records are found through another dataset of the store. */
const OF = ".";

/**
 * What to look for in some datasets alone: by what they are looked for themselves, and by what leads to the records that they
 * belong to, for nobody is asked about those.
 */
export function searchesOf(
  lines: readonly TaskLine[],
  searches: readonly TaskSearch[],
  datasets: readonly string[],
): readonly TaskSearch[] {
  const own = (dataset: string) => searches.find((one) => one.dataset === dataset)?.by ?? [];
  return datasets.map((dataset) => ({
    dataset,
    by: [
      ...own(dataset),
      ...before(lines, dataset).flatMap((other) =>
        own(other).map(({ column, values }) => ({ column: `${other}${OF}${column}`, values })),
      ),
    ],
  }));
}

/**
 * Datasets of a task in which nothing says whom to look for: neither is anything known by which the person goes there, nor by
 * which they go where these records belong.
 */
export const unsearchable = (lines: readonly TaskLine[], searches: readonly TaskSearch[] | undefined): readonly string[] =>
  searchesOf(
    lines,
    searches ?? [],
    lines.map((line) => line.dataset),
  )
    .filter((one) => one.by.every(({ values }) => values.length === 0))
    .map((one) => one.dataset);

/** The datasets that lead to one, near or far, each once and never itself. */
function before(lines: readonly TaskLine[], dataset: string): readonly string[] {
  const found = new Set([dataset]);
  for (const one of found) for (const other of lines.find((line) => line.dataset === one)?.belongsTo ?? []) found.add(other);
  return [...found].slice(1);
}
