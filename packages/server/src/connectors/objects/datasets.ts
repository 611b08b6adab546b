import { canBeRead, type FilePattern, leadsThrough, prefixOf, readFileName, readFilePattern } from "@troth/core/program";
import { ConnectorError } from "../errors.ts";

/** The datasets of a store of files, by name. */
export type ObjectDatasets = ReadonlyMap<string, FilePattern>;

/** Reads the patterns that a program has for a store. @throws ConnectorError */
export function readDatasets(store: string, matches: Readonly<Record<string, string | undefined>>): ObjectDatasets {
  return new Map(
    Object.entries(matches).map(([name, match]) => {
      const pattern =
        match === undefined ? { says: "it has none", expected: "a path such as avatars/{id}.*" } : readFilePattern(match);
      if (!("says" in pattern)) return [name, pattern];
      throw new ConnectorError("connector.failed", store, `the \`match\` of \`${name}\` cannot be read: ${pattern.says}`, {
        advice: `write ${pattern.expected}`,
      });
    }),
  );
}

/** Which dataset a file is a row of, and what its name says there. */
export interface ReadName {
  readonly dataset: string;
  readonly values: Readonly<Record<string, string>>;
  /** The name can be read in two ways, or several datasets claim it alike: whose file it is cannot be told from it. */
  readonly ambiguous: boolean;
  /** The datasets that claim it alike. */
  readonly claimed: readonly string[];
}

/** Of the patterns that a path fits, the one with more given letters has it; undefined where none fits. */
export function readName(datasets: ObjectDatasets, path: string): ReadName | undefined {
  let best: (ReadName & { readonly given: number }) | undefined;
  for (const [dataset, pattern] of datasets) {
    if (best && pattern.given < best.given) continue;
    const read = readFileName(pattern, path);
    if (read === undefined) continue;
    const others = best !== undefined && best.given === pattern.given ? best.claimed : [];
    const ambiguous = read.ambiguous || others.length > 0;
    best = { dataset, values: read.values, ambiguous, claimed: [...others, dataset], given: pattern.given };
  }
  return best;
}

/** Every dataset by which a path could be read so that it says this. */
export const claimants = (datasets: ObjectDatasets, path: string, known: Readonly<Record<string, string>>): readonly string[] =>
  [...datasets].flatMap(([name, pattern]) => (canBeRead(pattern, path, known) ? [name] : []));

/** Whether files of the dataset may lie below a folder. */
export const mayHold = (pattern: FilePattern, folder: string): boolean => leadsThrough(pattern, folder);

const PLAIN = /^[\x20-\x7e]+$/;

// More than these are not asked for one by one: a pass over the dataset costs less.
const MOST_PREFIXES = 200;

/** What to list so that every file with one of these values is seen: few beginnings, or the dataset's own. */
export function prefixesFor(
  pattern: FilePattern,
  columns: readonly string[],
  values: readonly (readonly string[])[],
): readonly string[] {
  const whole = [prefixOf(pattern, {})];
  if (values.length > MOST_PREFIXES) return whole;
  const named = columns.flatMap((column, at) => (pattern.columns.includes(column) ? [{ column, at }] : []));
  const found = new Set<string>();
  for (const row of values) {
    const known = Object.fromEntries(named.map(({ column, at }) => [column, row[at] ?? ""]));
    // Letters that can be written in two ways are looked for in both, by looking at every name.
    if (!Object.values(known).every((value) => PLAIN.test(value))) return whole;
    found.add(prefixOf(pattern, known));
  }
  const prefixes = [...found].sort();
  return prefixes.filter((one) => !prefixes.some((other) => other !== one && one.startsWith(other)));
}
