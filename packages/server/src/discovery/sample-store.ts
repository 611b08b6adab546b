import type { StoreSamples } from "@troth/core/discovery";
import type { ColumnSchema, DatasetSchema } from "@troth/core/subject-graph";
import { type Connector, ConnectorError, type Row, type Value } from "../connectors/index.ts";

/** At most so many rows of a dataset are looked at. */
const rowsAtMost = 200;
/** A dataset that takes longer is judged by its names alone. */
const waitAtMost = 5_000;

/** Where the rows of a dataset can be asked for without a scan. */
interface Addresses {
  readonly columns: readonly string[];
  readonly values: readonly Row[];
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** The first pages of a PostgreSQL table, or the first row numbers of an SQLite one: a look that costs the store next to nothing. */
function addressesOf(dataset: DatasetSchema, connector: Pick<Connector, "kind">): readonly Addresses[] {
  if (connector.kind === "postgres") {
    const tids = range(0, 9).flatMap((page) => range(1, 100).map((line): Row => [`(${page},${line})`]));
    return [{ columns: ["@ctid"], values: tids }];
  }
  const [key] = dataset.primaryKey;
  const isNumber = dataset.columns.some((column) => column.name === key && column.family === "number");
  const numbers = range(0, 2 * rowsAtMost).map((number): Row => [number]);
  const byKey = key !== undefined && isNumber ? [{ columns: [key], values: numbers }] : [];
  return dataset.rowKey.includes("@rowid") || byKey.length === 0 ? [{ columns: ["@rowid"], values: numbers }] : byKey;
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
): Promise<{ readonly samples: StoreSamples; readonly unseen: readonly string[] }> {
  const samples: Record<string, Record<string, readonly string[]>> = {};
  const unseen: string[] = [];
  for (const [index, dataset] of datasets.entries()) {
    const rows = await within(waitAtMost, sampleDataset(connector, dataset));
    if (rows === undefined) unseen.push(dataset.name);
    else samples[dataset.name] = textsByColumn(dataset.columns.filter(isReadable), rows);
    progress(index + 1, datasets.length);
  }
  return { samples, unseen };
}

async function sampleDataset(connector: Connector, dataset: DatasetSchema): Promise<readonly Row[] | undefined> {
  const columns = dataset.columns.filter(isReadable).map((column) => column.name);
  if (columns.length === 0) return [];
  let seen: readonly Row[] | undefined;
  for (const { columns: at, values } of addressesOf(dataset, connector)) {
    const found = await tryRead(connector, { dataset: dataset.name, columns, match: { columns: at, values, fold: false } });
    if (found !== undefined && found.length > 0) return found;
    seen ??= found;
  }
  return seen;
}

/** Rows, or undefined where this way of asking does not work (no rights, no such address). */
async function tryRead(
  connector: Connector,
  query: Parameters<Parameters<Parameters<Connector["read"]>[0]>[0]["stream"]>[0],
): Promise<readonly Row[] | undefined> {
  try {
    return await connector.read(async (session) => {
      for await (const rows of session.stream(query, rowsAtMost)) return rows.slice(0, rowsAtMost);
      return [];
    });
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

function textsByColumn(columns: readonly ColumnSchema[], rows: readonly Row[]): Record<string, readonly string[]> {
  return Object.fromEntries(columns.map((column, index) => [column.name, rows.flatMap((row) => textOf(row[index] ?? null))]));
}

function textOf(value: Value): string[] {
  return value === null || value instanceof Uint8Array ? [] : [String(value)];
}
