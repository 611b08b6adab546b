import { type Cell, type Chunk, rowId, type StorePlan } from "@troth/core/subject-graph";
import { answersNoMore, type StillHolding } from "./answers-no-more.ts";
import type { ChunkDid } from "./erase-chunk.ts";
import type { ErasureRecord } from "./erasure-record.ts";
import type { LargeWork } from "./large-work.ts";

/** A chunk that is committed. */
export interface DoneChunk {
  readonly chunk: Chunk;
  readonly did: ChunkDid;
}

/** Deleted rows while the chunks are added up. */
interface Gone {
  readonly dataset: string;
  readonly rowKey: readonly string[];
  readonly keys: (readonly Cell[])[];
  readonly columns: readonly string[];
  readonly seen: string[];
}

/** What the chunks did, added up. */
class Sum {
  deleted = 0;
  changed = 0;
  acts = 0;
  storeMs = 0;
  readonly gone = new Map<string, Gone>();
  readonly #plan: StorePlan;

  constructor(plan: StorePlan) {
    this.#plan = plan;
  }
  readonly changedRows: ErasureRecord["changedRows"][number][] = [];
  readonly differing = new Map<string, Set<string>>();
  readonly still: StillHolding[] = [];

  add({ chunk, did }: DoneChunk): void {
    this.deleted += did.deleted;
    this.changed += did.changed;
    this.acts += 1;
    this.storeMs += did.storeMs;
    for (const { dataset, rowKey, keys } of chunk.deletes) {
      const columns = this.#plan.datasets[dataset]?.columns ?? [];
      const here = this.gone.get(dataset) ?? { dataset, rowKey, keys: [], columns, seen: [] };
      this.gone.set(dataset, here);
      const own = chunk.own.find((rows) => rows.dataset === dataset);
      const seen = new Map(own?.keys.map((key, at) => [rowId(key), own.seen[at] ?? ""]));
      for (const key of keys) {
        here.keys.push(key);
        here.seen.push(seen.get(rowId(key)) ?? "");
      }
    }
    this.changedRows.push(...did.changedRows);
    this.still.push(...(did.still ?? []));
    for (const { dataset, column, ids } of did.differing) {
      const here = this.differing.get(`${dataset} ${column}`) ?? new Set();
      this.differing.set(`${dataset} ${column}`, here);
      for (const id of ids) here.add(id);
    }
  }

  get counts(): Pick<ErasureRecord, "deleted" | "changed" | "acts" | "storeMs" | "gone" | "changedRows"> {
    const { deleted, changed, acts, storeMs, gone, changedRows } = this;
    return { deleted, changed, acts, storeMs, gone: [...gone.values()], changedRows };
  }
}

async function sumOf({ plan }: LargeWork, chunks: AsyncIterable<DoneChunk>): Promise<Sum> {
  const sum = new Sum(plan);
  for await (const chunk of chunks) sum.add(chunk);
  return sum;
}

/** The record of a large erasure whose every chunk is committed: what one transaction would have left. */
export async function wholeRecord(work: LargeWork, chunks: AsyncIterable<DoneChunk>): Promise<ErasureRecord> {
  const sum = await sumOf(work, chunks);
  const asked = work.asked.map(({ query, stays, changing }, nth) => {
    const differing = (column: string) => sum.differing.get(`${query.dataset} ${column}`);
    const isOut = answersNoMore(query, nth, { differing, still: sum.still });
    return { query, expected: stays - changing.filter(isOut).length };
  });
  return { ...work.record, ...sum.counts, asked };
}

/**
 * The record of one that was broken off. Its questions are left to the plan that is made next, which asks its own: one that
 * asked by a row which is somebody else's now would never be answered by nothing again. So are the rows that a law keeps,
 * but for those that were changed, and may no longer be found.
 */
export async function partRecord(work: LargeWork, chunks: AsyncIterable<DoneChunk>): Promise<ErasureRecord> {
  const sum = await sumOf(work, chunks);
  const done = new Set(
    [...sum.gone.values(), ...sum.changedRows].flatMap(({ dataset, keys }) => keys.map((key) => `${dataset} ${rowId(key)}`)),
  );
  const isDone = ({ dataset, key }: { readonly dataset: string; readonly key: readonly Cell[] }) =>
    done.has(`${dataset} ${rowId(key)}`);
  const kept = work.record.kept.flatMap((rows) => {
    const places = [...rows.keys.keys()].filter((at) => isDone({ dataset: rows.dataset, key: rows.keys[at] ?? [] }));
    const pick = <T>(all: readonly T[]): T[] => places.flatMap((at) => all.slice(at, at + 1));
    return places.length > 0 ? [{ ...rows, keys: pick(rows.keys), dates: pick(rows.dates) }] : [];
  });
  const staying = (work.record.staying ?? [])
    .map((rows) => ({ ...rows, keys: rows.keys.filter((key) => isDone({ dataset: rows.dataset, key })) }))
    .filter((rows) => rows.keys.length > 0);
  const count = (rows: readonly { readonly keys: readonly unknown[] }[]) => rows.reduce((sum, one) => sum + one.keys.length, 0);
  const keptRows = count(work.record.staying === undefined ? kept : staying);
  const until = keptRows > 0 ? {} : { keptUntil: undefined, firstKeepEnds: undefined };
  return {
    ...work.record,
    ...sum.counts,
    ...until,
    steps: [],
    kept,
    ...(work.record.staying === undefined ? {} : { staying }),
    keptRows,
    withoutEnd: count(staying.filter((rows) => rows.endless)),
    gonePeople: [...work.record.gonePeople, ...work.leading].filter(isDone),
  };
}
