import { type FilePattern, prefixOf } from "@troth/core/program";
import type { Match, StreamQuery, Value } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import { claimants, mayHold, type ObjectDatasets, prefixesFor, type ReadName, readName } from "./datasets.ts";
import { holds, type Matcher, matcherOf, type ReadColumn } from "./matching.ts";
import type { ObjectEntry, Objects } from "./objects.ts";

/** What rows are found in. */
export interface ObjectSource {
  readonly objects: Objects;
  readonly datasets: ObjectDatasets;
  /** For one question. */
  readonly limitMs: number;
}

/** A file that is a row of a dataset. */
export interface ObjectRow {
  readonly entry: ObjectEntry;
  readonly read: ReadColumn;
}

/** The pattern of a dataset. @throws ConnectorError `connector.missing` */
export function patternOf({ objects, datasets }: ObjectSource, dataset: string): FilePattern {
  const pattern = datasets.get(dataset);
  if (pattern === undefined) throw new ConnectorError("connector.missing", objects.store, `there is no dataset \`${dataset}\``);
  return pattern;
}

/** A column of one file that its name or its place tells. The content is read elsewhere. */
function columnOf(entry: ObjectEntry, values: Readonly<Record<string, string>>, column: string): Value {
  if (column === "path") return entry.path;
  if (column === "size") return entry.size;
  return column === "modified" ? entry.modified : (values[column] ?? null);
}

/** Rows of a question, one by one. A name that could be meant and cannot be told fails the question. */
export async function* findRows(source: ObjectSource, query: Omit<StreamQuery, "columns">): AsyncGenerator<ObjectRow> {
  const { objects } = source;
  const pattern = patternOf(source, query.dataset);
  const matcher = query.match && matcherOf(query.match);
  if (matcher?.values.length === 0) return;
  const late = performance.now() + source.limitMs;
  const asked: Asked = { ...source, pattern, query, matcher };
  for await (const entry of entriesFor(asked)) {
    if (performance.now() > late)
      throw new ConnectorError("connector.timeout", objects.store, `looking for files of \`${query.dataset}\` took too long`, {
        advice: "give the store more time under `options.timeouts.statement`, or narrow the dataset's `match`",
      });
    const row = await rowOf(asked, entry);
    if (row) yield row;
  }
}

interface Asked extends ObjectSource {
  readonly pattern: FilePattern;
  readonly query: Omit<StreamQuery, "columns">;
  readonly matcher: Matcher | undefined;
}

// Paths are looked up one by one up to so many.
const MOST_LOOKUPS = 500;

async function* entriesFor(asked: Asked): AsyncGenerator<ObjectEntry> {
  const { objects, pattern, matcher } = asked;
  const { match } = asked.query;
  const enters = (folder: string) => mayHold(pattern, folder);
  const exact = match !== undefined && !match.fold && match.as === undefined && match.inside !== true;
  const texts = exact ? (matcher?.values ?? []).map((row) => row.map(String)) : undefined;
  if (texts && isByPath(match) && texts.length <= MOST_LOOKUPS && texts.every(([path = ""]) => !/[^\x20-\x7e]/.test(path))) {
    for (const [path = ""] of texts) {
      const entry = await objects.find(path);
      if (entry) yield entry;
    }
    return;
  }
  const prefixes = texts && match ? prefixesFor(pattern, match.columns, texts) : [prefixOf(pattern, {})];
  for (const prefix of prefixes) yield* objects.list(prefix, enters);
}

const isByPath = (match: Match | undefined): boolean => match?.columns.length === 1 && match.columns[0] === "path";

async function rowOf(asked: Asked, entry: ObjectEntry): Promise<ObjectRow | undefined> {
  const { query, pattern, matcher } = asked;
  if (entry.kind === "folder-link") {
    if (mayHold(pattern, entry.path)) throw passes(asked, "a folder where they may lie is a symbolic link");
    return undefined;
  }
  const name = readName(asked.datasets, entry.path);
  if (name === undefined) return undefined;
  const read: ReadColumn = (column) => columnOf(entry, name.values, column);
  if (name.ambiguous && isMeant(asked, entry, name)) throw passes(asked, "the name of a file can be read in two ways");
  if (name.dataset !== query.dataset || !holds(query.where, read)) return undefined;
  if (matcher && !matcher.matches(read)) return undefined;
  if (matcher && (await isAnothersName(asked, entry))) return undefined;
  if (entry.kind === "unreachable")
    throw passes(asked, "a file that is asked for has `.` or `..` in its name, which no address can hold");
  if (entry.kind === "link") throw passes(asked, "a file that is asked for is a symbolic link");
  return { entry, read };
}

/** Whether a name that says two things could say what is asked for. */
function isMeant({ query, matcher, datasets, pattern }: Asked, entry: ObjectEntry, name: ReadName): boolean {
  const { match } = query;
  // Its path is one all the same, and a question for all rows asks by no name.
  if (!match || !matcher) return false;
  const named = match.columns.flatMap((column, at) => (pattern.columns.includes(column) ? [{ column, at }] : []));
  if (named.length === 0)
    return (
      name.claimed.length > 1 && name.claimed.includes(query.dataset) && matcher.matches((column) => columnOf(entry, {}, column))
    );
  if (match.inside || match.fold || match.as !== undefined) return true;
  const path = entry.path.normalize("NFC");
  return matcher.values.some((row) => {
    const known = Object.fromEntries(named.map(({ column, at }) => [column, String(row[at]).normalize("NFC")]));
    return (
      Object.values(known).every((value) => path.includes(value)) && claimants(datasets, path, known).includes(query.dataset)
    );
  });
}

/** A name that is written otherwise is meant only where nobody has the very name that was asked for. */
async function isAnothersName({ objects, query, matcher }: Asked, entry: ObjectEntry): Promise<boolean> {
  const { match } = query;
  if (!matcher || !match || match.fold || match.inside || !isByPath(match)) return false;
  const alike = matcher.values
    .map(([path]) => String(path))
    .filter((path) => path.normalize("NFC") === entry.path.normalize("NFC"));
  if (alike.includes(entry.path)) return false;
  for (const path of alike) if (await objects.find(path)) return true;
  return false;
}

const passes = ({ objects, query }: Asked, what: string): ConnectorError =>
  new ConnectorError("connector.failed", objects.store, `files of \`${query.dataset}\` cannot be told apart: ${what}`, {
    advice: what.includes("symbolic link")
      ? "links are never followed: put the files themselves there, or make the folder behind it a store of its own"
      : "narrow `match`, or give such names a dataset with a longer one: `avatars/{id}.png`",
  });
