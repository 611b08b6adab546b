import type { Question, StoreSamples } from "@troth/core/discovery";
import type { ColumnSchema, DatasetSchema } from "@troth/core/subject-graph";
import { type Connector, ConnectorError, type Row, type Value } from "../connectors/index.ts";

/** At most so many rows of a dataset are looked at, and so many characters of a value. */
const rowsAtMost = 200;
const charactersAtMost = 4_000;
/** A dataset that takes longer is judged by its names alone; a question that takes longer has no answer. */
const waitAtMost = 5_000;

/** How much may be looked at, so that a large store costs no more than it should. */
export interface Limits {
  /** After so many milliseconds no further dataset is sampled, and after as many again no further question asked. */
  readonly milliseconds: number;
  readonly questions: number;
}

export const limits: Limits = { milliseconds: 30_000, questions: 600 };

/** What was seen of a store. */
export interface Sampled {
  readonly samples: StoreSamples;
  /** Datasets of which these are all rows. */
  readonly complete: ReadonlySet<string>;
  /** Datasets whose rows could not be looked at, or not in time. */
  readonly unseen: readonly string[];
}

/** Bytes are never read: nothing can be told from them. */
const isReadable = (column: ColumnSchema): boolean => column.family !== "bytes";

/**
 * Looks at a few rows of every dataset. The values stay in memory, and what cannot be read is left out: `unseen` names it.
 * Each dataset has a session of its own, so that one that fails or hangs costs no other its look.
 */
export async function sampleStore(
  connector: Connector,
  datasets: readonly DatasetSchema[],
  progress: (done: number, of: number) => void = () => {},
  { milliseconds } = limits,
): Promise<Sampled> {
  const samples: Record<string, Record<string, readonly (string | null)[]>> = {};
  const complete = new Set<string>();
  const unseen: string[] = [];
  const until = performance.now() + milliseconds;
  for (const [index, dataset] of datasets.entries()) {
    const rows = performance.now() > until ? undefined : await within(waitAtMost, sampleDataset(connector, dataset));
    if (rows === undefined) unseen.push(dataset.name);
    else samples[dataset.name] = textsByColumn(dataset.columns.filter(isReadable), rows);
    if (rows !== undefined && rows.length < rowsAtMost) complete.add(dataset.name);
    progress(index + 1, datasets.length);
  }
  return { samples, complete, unseen };
}

/** The first rows as the store gives them: a cursor that is not read to its end costs the store next to nothing. */
async function sampleDataset(connector: Connector, dataset: DatasetSchema): Promise<readonly Row[] | undefined> {
  const columns = dataset.columns.filter(isReadable).map((column) => column.name);
  if (columns.length === 0) return [];
  return orNothing(
    connector.read(async (session) => {
      const seen: Row[] = [];
      for await (const rows of session.stream({ dataset: dataset.name, columns }, rowsAtMost)) {
        seen.push(...rows.slice(0, rowsAtMost - seen.length));
        if (seen.length >= rowsAtMost) break;
      }
      return seen;
    }),
  );
}

/** What was answered, and how many questions were not. */
export interface Answered {
  readonly answers: ReadonlyMap<string, number>;
  readonly unanswered: number;
}

/** Asks a store which of the questions' values it has: by an index, or in a dataset that is small. */
export async function askStore(
  connector: Connector,
  questions: readonly Question[],
  { milliseconds, questions: most } = limits,
): Promise<Answered> {
  const answers = new Map<string, number>();
  const until = performance.now() + milliseconds;
  for (const question of questions.slice(0, most)) {
    if (performance.now() > until) break;
    const found = await within(waitAtMost, ask(connector, question));
    if (found !== undefined) answers.set(question.id, found);
  }
  return { answers, unanswered: questions.length - answers.size };
}

async function ask(connector: Connector, { dataset, columns, values, fold }: Question): Promise<number | undefined> {
  const textOf = (value: Value): string => (fold ? String(value).toLowerCase() : String(value));
  return orNothing(
    connector.read(async (session) => {
      const found = new Set<string>();
      for await (const rows of session.stream({ dataset, columns, match: { columns, values, fold } }, rowsAtMost)) {
        for (const row of rows) found.add(row.map(textOf).join("\u0000"));
        // A column that is not unique may have any number of rows.
        if (found.size >= values.length) break;
      }
      return found.size;
    }),
  );
}

/** The result, or nothing where the store refuses (no rights, no such column, too slow). */
async function orNothing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ConnectorError) return undefined;
    throw error;
  }
}

/** The result, or undefined when it takes too long. The store's own time-out ends the work that is left behind. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

function textsByColumn(columns: readonly ColumnSchema[], rows: readonly Row[]): Record<string, readonly (string | null)[]> {
  return Object.fromEntries(columns.map((column, index) => [column.name, rows.map((row) => textOf(row[index] ?? null))]));
}

function textOf(value: Value): string | null {
  return value === null || value instanceof Uint8Array ? null : String(value).slice(0, charactersAtMost);
}
