// A large erasure cut into parts, each of which is a transaction of its own.
import { cellsOf } from "./capture-state.ts";
import { type Captured, type CapturedRow, type Cell, rowId } from "./captured.ts";
import { leadersOf } from "./chunk-leaders.ts";
import { rowsOf, type Unit, unitsInOrder, type WorkRow } from "./chunk-order.ts";
import { elementsName } from "./new-value.ts";
import type { OwnValue } from "./own-values.ts";
import type { PlanFinding, PlannedChange, StorePlan } from "./plan.ts";
import type { ChangeWork, DeleteWork, PlanStep, StoreWork } from "./work.ts";

/**
 * Above so many rows in one store an erasure is no longer one transaction. On PostgreSQL 300,000 rows were locked for
 * eight seconds in one, so these for about half a one; an application's own time-outs are mostly some seconds.
 */
export const LARGE_ROWS_OF_WORK = 20_000;

/**
 * Rows of a chunk: measured on PostgreSQL, locked for less than half a second. It does not adapt: a store that is busy is
 * given a pause instead, and a size that was learned from one dataset would be wrong for the next.
 */
export const CHUNK_ROWS = 5_000;

/** Rows of one dataset, and what was seen of each when it was captured: by that it is known again. */
export interface SeenRows extends DeleteWork {
  readonly seen: readonly string[];
}

/** Rows that are changed alike; `seed`: which of the work's seeds their new cells are made from. */
export interface ChunkChange extends DeleteWork {
  readonly changes: readonly PlannedChange[];
  readonly opens: boolean;
  readonly seed: number;
}

/** One part of a large erasure. Its rows can go before those of the parts after it, and after those before it. */
export interface Chunk {
  readonly changes: readonly ChunkChange[];
  readonly deletes: readonly DeleteWork[];
  /** Every row that is changed or deleted. */
  readonly own: readonly SeenRows[];
  /** Rows that led to these and are not done before: these are the person's only as long as those are. */
  readonly leaders: readonly SeenRows[];
  /** Rows known to point at the ones that are deleted, by the place of the foreign key in the plan's references. */
  readonly pointing: readonly { readonly reference: number; readonly ids: readonly string[] }[];
}

/** What new cells are made from, beside the rows themselves: one for many rows. */
export interface Seed {
  readonly values: readonly OwnValue[];
  readonly person: number;
  readonly elements: Readonly<Record<string, readonly Cell[]>>;
}

export interface CutWork {
  readonly chunks: readonly Chunk[];
  readonly seeds: readonly Seed[];
  readonly rows: number;
}

/** How many rows lines of a plan do something to. */
export const rowsOfSteps = (steps: readonly PlanStep[]): number =>
  steps.reduce((sum, { action, rows }) => sum + (action === "keep" || action === "copy" ? 0 : rows), 0);

/** What is told of a row: the columns that its place in the plan was decided by. `mark` shortens a long text. */
export function seenOf(plan: StorePlan, dataset: string, mark: (text: string) => string) {
  const rules = plan.datasets[dataset];
  const cells = cellsOf(rules, rules?.columns ?? []);
  return (row: Pick<CapturedRow, "key" | "values">): string => mark(rowId(cells(row)));
}

/**
 * Cuts a work into chunks of at most so many rows, but for rows that cannot be parted. Undefined where it must stay whole:
 * a pointer cannot be traced, or a row could not be looked at again by its key.
 */
export function cutWork(at: {
  readonly plan: StorePlan;
  readonly captured: Captured;
  readonly work: StoreWork;
  readonly chunkRows: number;
  readonly mark: (text: string) => string;
}): CutWork | undefined {
  const { plan, captured, work } = at;
  // A store is never asked for what is empty.
  if ([...work.deletes, ...work.changes].some((one) => one.keys.some((key) => key.includes("") || key.includes(null))))
    return undefined;
  const rows = rowsOf(work);
  const units = unitsInOrder(plan, captured, rows);
  if (!units) return undefined;
  const seeds = new Seeds();
  const [leaders, pointing] = [leadersOf(plan, captured), pointingRows(plan, captured)];
  const cutting: Cutting = { ...at, rows, seeds, leaders, pointing, done: new Set() };
  const chunks = packed(units, at.chunkRows).map((members) => chunkOf(cutting, members));
  return { chunks, seeds: seeds.all, rows: rows.length };
}

/** Says of a large work that it is not one transaction, and what that means. Of a store in shadow nothing is split. */
export function chunksFinding(at: {
  readonly store: string;
  readonly rows: number;
  readonly chunkRows: number;
  readonly shadow: boolean;
}): PlanFinding {
  const { store, rows, chunkRows, shadow } = at;
  return {
    ...{ code: "chunks", blocks: false, store, dataset: undefined, column: undefined },
    says: shadow
      ? `${rows} rows in ${store}: in shadow they are tried in one transaction that is rolled back, and locked for as long as it takes`
      : `${rows} rows in ${store}: in at least ${Math.ceil(rows / chunkRows)} transactions; a failure between them leaves some rows done, and what is left is done when it goes on`,
    advice: shadow ? "let it run when the store is quiet" : undefined,
  };
}

function packed(units: readonly Unit[], chunkRows: number): number[][] {
  const packs: number[][] = [];
  for (const unit of units) {
    const last = packs.at(-1);
    if (!last || last.length + unit.length > chunkRows) packs.push([...unit]);
    else for (const row of unit) last.push(row);
  }
  return packs;
}

interface Cutting {
  readonly plan: StorePlan;
  readonly captured: Captured;
  readonly work: StoreWork;
  readonly mark: (text: string) => string;
  readonly rows: readonly WorkRow[];
  readonly seeds: Seeds;
  readonly leaders: (dataset: string, row: CapturedRow) => readonly Place[];
  /** Foreign key by foreign key: who points at a row. */
  readonly pointing: readonly ReadonlyMap<string, readonly string[]>[];
  /** Rows of the chunks before. */
  readonly done: Set<string>;
}

interface Place {
  readonly dataset: string;
  readonly id: string;
}

const placeName = ({ dataset, id }: Place): string => `${dataset}\n${id}`;

function chunkOf(cutting: Cutting, members: readonly number[]): Chunk {
  const { plan, rows, done } = cutting;
  const mine = members.flatMap((at) => rows[at] ?? []);
  const deleted = mine.filter((row) => row.deletion);
  for (const row of mine) done.add(placeName(row));
  return {
    changes: changesOf(cutting, mine),
    deletes: deletesOf(cutting, mine),
    own: seenRows(cutting, mine),
    leaders: seenRows(cutting, leadersAbove(cutting, mine)),
    pointing: plan.references.flatMap(({ to }, reference) => {
      const pointedAt = deleted.filter((row) => row.dataset === to);
      if (pointedAt.length === 0) return [];
      return [{ reference, ids: pointedAt.flatMap((row) => cutting.pointing[reference]?.get(row.id) ?? []) }];
    }),
  };
}

function pointingRows(plan: StorePlan, captured: Captured): Cutting["pointing"] {
  return plan.references.map((reference) => {
    const byTarget = new Map<string, string[]>();
    for (const one of captured.references) {
      if (one.from !== reference.from || one.to !== reference.to || `${one.columns}` !== `${reference.columns}`) continue;
      for (const row of one.rows) {
        const ids = byTarget.get(row.points) ?? [];
        byTarget.set(row.points, ids);
        ids.push(row.id);
      }
    }
    return byTarget;
  });
}

/** The work's own groups, each with those of its rows that are of this chunk. */
function deletesOf({ work }: Cutting, mine: readonly WorkRow[]): DeleteWork[] {
  const places = grouped(mine, (row) => row.deletion);
  return work.deletes.flatMap(({ dataset, rowKey, keys }, of) => {
    const here = (places.get(of) ?? []).flatMap((at) => [keys[at] ?? []]);
    return here.length > 0 ? [{ dataset, rowKey, keys: here }] : [];
  });
}

function changesOf({ work, seeds }: Cutting, mine: readonly WorkRow[]): ChunkChange[] {
  const places = grouped(mine, (row) => row.change);
  return work.changes.flatMap((change, of) => {
    const bySeed = new Map<number, (readonly Cell[])[]>();
    for (const at of places.get(of) ?? []) {
      const key = change.keys[at] ?? [];
      const seed = seeds.of(change, rowId(key));
      const keys = bySeed.get(seed) ?? [];
      bySeed.set(seed, keys);
      keys.push(key);
    }
    const { dataset, rowKey, changes, opens } = change;
    return [...bySeed].map(([seed, keys]) => ({ dataset, rowKey, changes, opens, seed, keys }));
  });
}

function grouped(
  mine: readonly WorkRow[],
  by: (row: WorkRow) => { readonly of: number; readonly at: number } | undefined,
): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (const row of mine) {
    const place = by(row);
    if (!place) continue;
    const group = groups.get(place.of) ?? [];
    groups.set(place.of, group);
    group.push(place.at);
  }
  return groups;
}

function seenRows({ plan, captured, mark }: Cutting, places: readonly Place[]): SeenRows[] {
  const byDataset = new Map<string, CapturedRow[]>();
  for (const { dataset, id } of places) {
    const row = captured.rows.get(dataset)?.get(id);
    const rows = byDataset.get(dataset) ?? [];
    byDataset.set(dataset, rows);
    if (row) rows.push(row);
  }
  return [...byDataset].map(([dataset, rows]) => ({
    dataset,
    rowKey: plan.datasets[dataset]?.rowKey ?? [],
    keys: rows.map((row) => row.key),
    seen: rows.map(seenOf(plan, dataset, mark)),
  }));
}

/** Whoever led to these rows, up to the people themselves, as far as nothing was done to them before. */
function leadersAbove({ captured, leaders, done }: Cutting, mine: readonly Place[]): Place[] {
  const found = new Map<string, Place>();
  const queue = [...mine];
  for (let place = queue.pop(); place; place = queue.pop()) {
    const row = captured.rows.get(place.dataset)?.get(place.id);
    for (const leader of row ? leaders(place.dataset, row) : []) {
      const name = placeName(leader);
      if (done.has(name) || found.has(name)) continue;
      found.set(name, leader);
      queue.push(leader);
    }
  }
  return [...found.values()];
}

/** What rows are changed by, each once. */
class Seeds {
  readonly all: Seed[] = [];
  readonly #known = new Map<ChangeWork, Map<readonly OwnValue[], Map<string, number>>>();

  of(change: ChangeWork, row: string): number {
    const { values, person, tenant, elements } = change.facts(row);
    const byValues = this.#known.get(change) ?? new Map<readonly OwnValue[], Map<string, number>>();
    const byPerson = byValues.get(values) ?? new Map<string, number>();
    this.#known.set(change, byValues.set(values, byPerson));
    const whose = `${person} ${rowId([tenant ?? null])}`;
    const had = byPerson.get(whose);
    if (had !== undefined) return had;
    const names = change.changes.filter((one) => one.strategy === "element").map(elementsName);
    this.all.push({ values, person, elements: Object.fromEntries(names.map((name) => [name, elements(name)])) });
    byPerson.set(whose, this.all.length - 1);
    return this.all.length - 1;
  }
}
