import type { ActSession, Assignment, OpenObject, Row, StreamQuery, Value } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import { inTurn } from "../in-turn.ts";
import { readName } from "./datasets.ts";
import { findRows, type ObjectRow, type ObjectSource, patternOf } from "./find-rows.ts";
import type { ObjectEntry, ObjectWork } from "./objects.ts";
import { isPutSince, stampedEntry, stampOf } from "./stamps.ts";

/** A session, what it has been asked to do, and the end of its life. */
export interface ObjectSession {
  readonly session: ActSession;
  work(): ObjectWork;
  failure(): unknown;
  end(): void;
}

/** Content that is asked for as a value is held in memory whole: no more of it than this. */
const MOST_VALUE_BYTES = 16 * 1024 * 1024;
/** Beyond so many files nobody counts: it is enough to know that a dataset is large. */
const MOST_COUNTED = 100_000;

/** Opens a session. Nothing is touched in it: what is to be deleted or cleared is collected for the commit. */
export function openSession(source: ObjectSource): ObjectSession {
  const { store } = source.objects;
  const captured = new Map<string, ObjectEntry>();
  const deletes = new Map<string, ObjectEntry>();
  const clears = new Map<string, ObjectEntry>();
  let isOver = false;
  let failure: unknown;

  const turn = inTurn();
  const attempt = <T>(work: () => Promise<T>): Promise<T> => turn(() => tryNow(work));
  const tryNow = async <T>(work: () => Promise<T>): Promise<T> => {
    if (isOver) throw new ConnectorError("connector.failed", store, "the session has ended");
    if (failure !== undefined) throw failure;
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.code !== "connector.missing") failure = error;
      throw error;
    }
  };
  const rows = async function* (
    query: Omit<StreamQuery, "columns"> & { readonly columns?: readonly string[] },
  ): AsyncGenerator<ObjectRow> {
    needColumns(source, query);
    for await (const row of findRows(source, query)) {
      if (deletes.has(row.entry.path)) continue;
      yield clears.has(row.entry.path) ? { ...row, entry: { ...row.entry, size: 0 } } : row;
    }
  };
  const session: ActSession = {
    capture: (query) =>
      attempt(async () => {
        const found: ObjectRow[] = [];
        for await (const row of rows(query)) found.push(row);
        for (const { entry } of found) captured.set(entry.path, entry);
        return inOrder(source, found, query.columns);
      }),
    count: (query) =>
      attempt(async () => {
        let count = 0;
        for await (const _ of rows(query)) count += 1;
        return count;
      }),
    stream: (query, batchRows) => streamRows({ source, attempt, found: rows(query), query, batchRows }),
    size: (dataset) =>
      attempt(async () => {
        let size = 0;
        for await (const _ of rows({ dataset })) if (++size === MOST_COUNTED) break;
        return { rows: size, estimated: size === MOST_COUNTED };
      }),
    open: (dataset, key) => attempt(() => openRow(source, dataset, key)),
    ...(source.objects.capabilities.repeats === true ? telling(source, attempt, captured) : {}),
    delete: (dataset, keyColumns, keys) =>
      attempt(async () => {
        const found = await rowsNamed(source, { dataset, keyColumns, keys, known: captured, without: deletes });
        for (const entry of found) deletes.set(entry.path, entry);
        return found.length;
      }),
    change: (dataset, keyColumns, keys, assignments) =>
      attempt(async () => {
        refuseWriting(source, dataset, assignments);
        const found = await rowsNamed(source, { dataset, keyColumns, keys, known: captured, without: deletes });
        for (const entry of found) clears.set(entry.path, entry);
        return found.length;
      }),
  };
  return {
    session,
    work: () => ({ deletes: [...deletes.values()], clears: [...clears.values()].filter(({ path }) => !deletes.has(path)) }),
    failure: () => failure,
    end: () => {
      isOver = true;
    },
  };
}

type Attempt = <T>(work: () => Promise<T>) => Promise<T>;

/** What tells a file from another that is put at its path. */
const telling = (
  { objects }: ObjectSource,
  attempt: Attempt,
  captured: Map<string, ObjectEntry>,
): Required<Pick<ActSession, "stamps" | "putSince" | "recall">> => ({
  recall: (_, keys, stamps) => {
    for (const [at, [path]] of keys.entries()) {
      const stamp = stamps[at] ?? null;
      if (stamp !== null) captured.set(String(path), stampedEntry(String(path), stamp));
    }
  },
  stamps: async (_, keys) =>
    keys.map(([path]) => {
      const entry = captured.get(String(path));
      return entry === undefined ? null : stampOf(entry);
    }),
  putSince: (_, keys, stamps) =>
    attempt(async () => {
      const since: boolean[] = [];
      for (const [at, [path]] of keys.entries()) {
        const stamp = stamps[at] ?? null;
        const now = stamp === null ? undefined : await objects.find(String(path));
        since.push(stamp !== null && now !== undefined && isPutSince(now, stamp));
      }
      return since;
    }),
});

async function* streamRows(at: {
  readonly source: ObjectSource;
  readonly attempt: Attempt;
  readonly found: AsyncGenerator<ObjectRow>;
  readonly query: StreamQuery;
  readonly batchRows: number;
}): AsyncGenerator<readonly Row[]> {
  const { source, attempt, found, query, batchRows } = at;
  try {
    for (let more = true; more; ) {
      const batch: Row[] = [];
      more = await attempt(async () => {
        while (batch.length < batchRows) {
          const next = await found.next();
          if (next.done) return false;
          batch.push(await valuesOf(source, next.value, query.columns));
        }
        return true;
      });
      if (batch.length > 0) yield batch;
    }
  } finally {
    await found.return(undefined);
  }
}

async function inOrder(source: ObjectSource, found: ObjectRow[], columns: readonly string[]): Promise<Row[]> {
  found.sort((one, other) => (one.entry.path < other.entry.path ? -1 : 1));
  const values: Row[] = [];
  for (const row of found) values.push(await valuesOf(source, row, columns));
  return values;
}

/** The files that keys name, each once: those of this dataset that are there, or were when this session captured them. */
async function rowsNamed(
  source: ObjectSource,
  named: {
    readonly dataset: string;
    readonly keyColumns: readonly string[];
    readonly keys: readonly Row[];
    readonly known: ReadonlyMap<string, ObjectEntry>;
    readonly without: ReadonlyMap<string, ObjectEntry>;
  },
): Promise<ObjectEntry[]> {
  const { dataset, keyColumns, keys, known, without } = named;
  patternOf(source, dataset);
  if (keyColumns.length !== 1 || keyColumns[0] !== "path")
    throw new ConnectorError("connector.missing", source.objects.store, `rows of \`${dataset}\` are named by \`path\` alone`);
  const found: ObjectEntry[] = [];
  for (const path of new Set(keys.flatMap(([key]) => (key === null || key === undefined ? [] : [String(key)])))) {
    const entry = without.has(path) ? undefined : (known.get(path) ?? (await source.objects.find(path)));
    if (entry?.kind === "file" && readName(source.datasets, path)?.dataset === dataset) found.push(entry);
  }
  return found;
}

function needColumns(
  source: ObjectSource,
  query: {
    readonly dataset: string;
    readonly columns?: readonly string[];
    readonly match?: StreamQuery["match"];
    readonly where?: StreamQuery["where"];
  },
): void {
  const known = new Set([...patternOf(source, query.dataset).columns, "path", "size", "modified", "object"]);
  const asked = [...(query.columns ?? []), ...(query.match?.columns ?? []), ...Object.keys(query.where ?? {})];
  const missing = asked.find((column) => !known.has(column));
  if (missing === undefined) return;
  throw new ConnectorError("connector.missing", source.objects.store, `\`${query.dataset}\` has no column \`${missing}\``);
}

async function valuesOf(source: ObjectSource, row: ObjectRow, columns: readonly string[]): Promise<Row> {
  const values: Value[] = [];
  for (const column of columns)
    values.push(column === "object" ? await wholeOf(source, row.entry) : column === "size" ? row.entry.size : row.read(column));
  return values;
}

/** The content as a value: null where the file is empty, which is what `clear` leaves. */
async function wholeOf({ objects }: ObjectSource, entry: ObjectEntry): Promise<Uint8Array | null> {
  if (entry.size === 0) return null;
  if (entry.size > MOST_VALUE_BYTES)
    throw new ConnectorError("connector.failed", objects.store, "a file is too large to be held in memory whole", {
      advice: "`object` is read piece by piece in copies; nothing else may ask for it",
    });
  const pieces: Uint8Array[] = [];
  for await (const piece of objects.open(entry)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

async function openRow(source: ObjectSource, dataset: string, key: Row): Promise<OpenObject | undefined> {
  patternOf(source, dataset);
  const path = String(key[0]);
  const entry = await source.objects.find(path);
  if (entry?.kind !== "file" || readName(source.datasets, path)?.dataset !== dataset) return undefined;
  return { path, size: entry.size, pieces: source.objects.open(entry) };
}

/** A file can be made empty, and nothing else be written into it; its name is no field that can be changed. */
function refuseWriting(source: ObjectSource, dataset: string, assignments: readonly Assignment[]): void {
  needColumns(source, { dataset, columns: assignments.map(({ column }) => column) });
  const writes = assignments.find(
    (one) => one.column !== "object" || ("values" in one ? one.values : [one.value]).some((value) => value !== null),
  );
  if (writes === undefined) return;
  throw new ConnectorError(
    "connector.constraint",
    source.objects.store,
    `\`${dataset}.${writes.column}\` cannot be written: a file is deleted or cleared`,
    { advice: "use `erasure: delete`, `clear` or `keep`" },
  );
}
