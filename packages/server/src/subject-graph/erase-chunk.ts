import { type Cell, type Chunk, type ChunkChange, redactorOf, rowId, type SeenRows, seenOf } from "@troth/core/subject-graph";
import type { ActSession, Connector, Row } from "../connectors/index.ts";
import { type StillHolding, stillHolding } from "./answers-no-more.ts";
import { asRecorded, RowCountError } from "./erase-rows.ts";
import type { ErasureRecord } from "./erasure-record.ts";
import { asksBy, type LargeWork } from "./large-work.ts";
import { markOf } from "./mark-of.ts";
import { newCells, type PseudonymKey } from "./new-cells.ts";

/** What one chunk did. Sealed before its COMMIT. */
export interface ChunkDid {
  readonly deleted: number;
  readonly changed: number;
  /** Rows that were gone already, by an attempt whose outcome nobody knows. */
  readonly gone: number;
  readonly changedRows: ErasureRecord["changedRows"];
  /** Rows in which another value stands now in a column that the capture asked by. */
  readonly differing: readonly { readonly dataset: string; readonly column: string; readonly ids: readonly string[] }[];
  /** Of the rows that a question looks into, those that hold a value of its all the same. Absent in what an older version sealed. */
  readonly still?: readonly StillHolding[];
  readonly storeMs: number;
}

export interface ChunkInput {
  readonly connector: Connector;
  readonly work: LargeWork;
  readonly chunk: Chunk;
  readonly pseudonymKey: PseudonymKey;
  /** Names the transaction in the store's journal: request, attempt, chunk and its own attempt. */
  readonly name: string;
  /** An attempt before this may have been committed: rows that are not there are no surprise. */
  readonly mayBeGone: boolean;
  /** Called before COMMIT. */
  readonly journal: (transaction: string, did: ChunkDid) => Promise<void>;
  readonly passing: (step: string) => Promise<void>;
  readonly clock: () => number;
}

/** Acted, or nothing was: what stands in the store is not what was captured. */
export type ChunkAnswer =
  | { readonly kind: "acted"; readonly did: ChunkDid }
  | { readonly kind: "changed"; readonly because: readonly string[] };

class ChunkChanged extends Error {
  readonly because: readonly string[];
  constructor(because: readonly string[]) {
    super("the rows have changed");
    this.because = because;
  }
}

/**
 * Does one part of a large erasure, in one transaction: locks its rows and whoever led to them, sees that each stands as it
 * was captured and that nobody new points at what goes; changes, then deletes; counts; the journal; COMMIT.
 */
export async function eraseChunk(input: ChunkInput): Promise<ChunkAnswer> {
  const { connector, chunk, name, journal, passing, clock } = input;
  const began = clock();
  let did: ChunkDid | undefined;
  try {
    await connector.act({ name, journal: async (transaction) => did && journal(transaction, did) }, async (session) => {
      const there = await lockAsSeen(session, input);
      await refuseNewPointers(session, input, there);
      await passing("locked");
      const changed = await changeAll(session, input, there);
      await passing("changed");
      const deleted = await deleteAll(session, input, there);
      await passing("deleted");
      const rows = chunk.own.reduce((sum, one) => sum + one.keys.length, 0);
      did = { ...changed, deleted, gone: rows - there.own, storeMs: clock() - began };
    });
  } catch (error) {
    if (error instanceof ChunkChanged) return { kind: "changed", because: error.because };
    throw error;
  }
  if (!did) throw new Error("bug: an act returned without what it did");
  return { kind: "acted", did: { ...did, storeMs: clock() - began } };
}

/** The rows that are there, locked. */
interface There {
  readonly own: number;
  /** dataset -> row id -> the columns that the plan needs. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, Readonly<Record<string, Cell>>>>;
}

const isThere = (there: There, dataset: string, key: Row): boolean => there.rows.get(dataset)?.has(rowId(key)) === true;

async function lockAsSeen(session: ActSession, input: ChunkInput): Promise<There> {
  const { chunk, mayBeGone } = input;
  const [leaders, own] = await Promise.all([
    Promise.all(chunk.leaders.map((rows) => lookAt(session, input, rows))),
    Promise.all(chunk.own.map((rows) => lookAt(session, input, rows))),
  ]);
  const because = [
    ...leaders.flatMap(({ rows, other, gone }) =>
      other + gone > 0 ? [`${rows.dataset}: ${other + gone} rows that lead to others are not as they were captured`] : [],
    ),
    ...own.flatMap(({ rows, other, gone }) => [
      ...(other > 0 ? [`${rows.dataset}: ${other} rows are not as they were captured, and may be somebody else's now`] : []),
      ...(gone > 0 && !mayBeGone ? [`${rows.dataset}: ${gone} rows that were captured are gone`] : []),
    ]),
  ];
  if (because.length > 0) throw new ChunkChanged(because);
  return {
    own: own.reduce((sum, one) => sum + one.found.size, 0),
    rows: new Map(own.map(({ rows, found }) => [rows.dataset, found])),
  };
}

/** Locks rows by their keys; how many are gone, and how many are not what they were. */
async function lookAt(session: ActSession, { work: { plan } }: ChunkInput, rows: SeenRows) {
  const { dataset, rowKey, keys, seen } = rows;
  const columns = plan.datasets[dataset]?.columns ?? [];
  const match = { columns: rowKey, values: keys, fold: false };
  const answers = await session.capture({ dataset, columns: [...rowKey, ...columns], match });
  const expected = new Map(keys.map((key, at) => [rowId(key), seen[at]]));
  const seenNow = seenOf(plan, dataset, markOf);
  const found = new Map<string, Readonly<Record<string, Cell>>>();
  let other = 0;
  for (const answer of answers) {
    const key = answer.slice(0, rowKey.length);
    const id = rowId(key);
    // A store may take more keys for the same than we do.
    if (!expected.has(id)) continue;
    const values = Object.fromEntries(columns.map((column, at) => [column, answer[rowKey.length + at] ?? null]));
    if (seenNow({ key, values }) !== expected.get(id)) other += 1;
    found.set(id, Object.assign(values, Object.fromEntries(rowKey.map((column, at) => [column, key[at] ?? null]))));
  }
  return { rows, found, other, gone: expected.size - found.size };
}

/** A row that was written since and points at one that goes would go with it, or stop it; and it may be somebody else's. */
async function refuseNewPointers(session: ActSession, { work: { plan }, chunk }: ChunkInput, there: There): Promise<void> {
  const fold = plan.kind === "sqlite" || plan.kind === "mysql";
  const found = await Promise.all(
    chunk.pointing.map(async ({ reference, ids }) => {
      const { from, columns, to, toColumns, rowKey } = plan.references[reference] ?? NO_REFERENCE;
      const deleted = chunk.deletes.find((one) => one.dataset === to)?.keys ?? [];
      const values = deleted.flatMap((key) => {
        const row = there.rows.get(to)?.get(rowId(key));
        const value = row ? toColumns.map((column) => row[column] ?? null) : [null];
        return value.includes(null) ? [] : [value];
      });
      if (values.length === 0) return [];
      const rows = await session.capture({
        dataset: from,
        columns: [...rowKey, ...columns],
        match: { columns, values, fold },
      });
      const known = new Set(ids);
      const late = rows.filter((row) => !known.has(rowId(row.slice(0, rowKey.length)))).length;
      return late > 0 ? [`${from}: ${late} rows point at rows of ${to} that are to be deleted, and were written since`] : [];
    }),
  );
  const because = found.flat();
  if (because.length > 0) throw new ChunkChanged(because);
}

const NO_REFERENCE = { from: "", columns: [], to: "", toColumns: [], rowKey: [] } as const;

async function changeAll(
  session: ActSession,
  input: ChunkInput,
  there: There,
): Promise<Pick<ChunkDid, "changed" | "changedRows" | "differing" | "still">> {
  const asked = new Set(input.work.asked.flatMap(({ query }) => asksBy(query).map((column) => `${query.dataset} ${column}`)));
  const changedRows: ErasureRecord["changedRows"][number][] = [];
  const differing: ChunkDid["differing"][number][] = [];
  const still: StillHolding[] = [];
  const questions = input.work.asked.map(({ query }) => query);
  let changed = 0;
  for (const change of input.chunk.changes) {
    const keys = change.keys.filter((key) => isThere(there, change.dataset, key));
    if (keys.length === 0) continue;
    let all = 0;
    for await (const cells of newCells(session, input.pseudonymKey, changingRows(input, change, keys))) {
      const met = await session.change(change.dataset, change.rowKey, cells.keys, cells.columns);
      refuseCount(input, change.dataset, cells.keys.length, met);
      all += met;
      if (change.opens) continue;
      const values = cells.columns.map(asRecorded);
      changedRows.push({ dataset: change.dataset, rowKey: change.rowKey, keys: cells.keys, values });
      for (const { column, differs } of cells.columns)
        if (asked.has(`${change.dataset} ${column}`))
          differing.push({ dataset: change.dataset, column, ids: cells.keys.filter((_, at) => differs[at]).map(rowId) });
      still.push(...stillHolding(questions, change.dataset, cells));
    }
    refuseCount(input, change.dataset, keys.length, all);
    if (!change.opens) changed += all;
  }
  return { changed, changedRows, differing, still };
}

function changingRows({ work }: ChunkInput, { dataset, rowKey, changes, seed }: ChunkChange, keys: readonly Row[]) {
  const { values = [], person = 0, elements = {} } = work.seeds[seed] ?? {};
  const facts = { own: redactorOf(values), person, elements: (column: string) => elements[column] ?? [] };
  return { dataset, rowKey, changes, keys, facts: () => facts };
}

/** All at once, in order: a session carries out what it is told in the order in which it is told. */
async function deleteAll(session: ActSession, input: ChunkInput, there: There): Promise<number> {
  const counts = await Promise.all(
    input.chunk.deletes.map(async ({ dataset, rowKey, keys }) => {
      const mine = keys.filter((key) => isThere(there, dataset, key));
      if (mine.length === 0) return 0;
      const met = await session.delete(dataset, rowKey, mine);
      refuseCount(input, dataset, mine.length, met);
      return met;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

function refuseCount({ work }: ChunkInput, dataset: string, locked: number, met: number): void {
  if (met === locked) return;
  throw new RowCountError(`${dataset}: a statement met ${met} rows where ${locked} were locked`, {
    place: `store ${work.plan.store}`,
    advice: "this part was rolled back; see whether a trigger or a cascade takes part, then plan again",
  });
}
