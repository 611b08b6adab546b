// In which order the rows of a large erasure can be done a part at a time.
import { type Captured, lastingKey, rowId } from "./captured.ts";
import type { StorePlan } from "./plan.ts";
import type { StoreWork } from "./work.ts";

/** A row that something is done to: in which of the work's changes and deletes it stands, and where there. */
export interface WorkRow {
  readonly dataset: string;
  readonly id: string;
  change?: { readonly of: number; readonly at: number };
  deletion?: { readonly of: number; readonly at: number };
}

/** Rows that go in one transaction, whatever its size. */
export type Unit = readonly number[];

/** All rows of a work, each once. */
export function rowsOf(work: StoreWork): WorkRow[] {
  const rows = new Map<string, WorkRow>();
  const put = (dataset: string, id: string, more: Pick<WorkRow, "change" | "deletion">) => {
    const name = nameOf(dataset, id);
    const had = rows.get(name);
    if (had) Object.assign(had, more);
    else rows.set(name, { dataset, id, ...more });
  };
  for (const [of, one] of work.changes.entries())
    for (const [at, key] of one.keys.entries()) put(one.dataset, rowId(key), { change: { of, at } });
  for (const [of, one] of work.deletes.entries())
    for (const [at, key] of one.keys.entries()) put(one.dataset, rowId(key), { deletion: { of, at } });
  return [...rows.values()];
}

const nameOf = (dataset: string, id: string): string => `${dataset}\n${id}`;

/**
 * The rows in an order in which every constraint holds wherever it is broken off: whoever points goes before what it
 * points at; rows that point at each other in a circle go together, and so do the rows of a dataset without a lasting
 * key, whose addresses move. Undefined where a pointer cannot be traced: then nothing may be split.
 */
export function unitsInOrder(plan: StorePlan, captured: Captured, rows: readonly WorkRow[]): readonly Unit[] | undefined {
  const pointers = pointersAmong(captured, rows);
  if (!pointers) return undefined;
  const circles = withoutKey(plan, rows, circlesOf(pointers));
  // A number whose rows were taken into another circle has none left.
  const units: number[][] = circles.map(() => []);
  for (const [row, circle] of circles.entries()) units[circle]?.push(row);
  const turn = turnsOf(plan, captured);
  const turns = units.map((unit) => unit.reduce((least, row) => Math.min(least, turn(rows[row]?.dataset ?? "")), Infinity));
  return inTurn({ units, turns, pointers, circles });
}

type Pointers = readonly (readonly number[])[];

/** Which rows each row points at by a foreign key, among those that something is done to. */
function pointersAmong(captured: Captured, rows: readonly WorkRow[]): Pointers | undefined {
  const places = new Map(rows.map((row, at) => [nameOf(row.dataset, row.id), at]));
  const pointers: number[][] = rows.map(() => []);
  for (const reference of captured.references) {
    for (const row of reference.rows) {
      const from = places.get(nameOf(reference.from, row.id));
      if (from === undefined) continue;
      if (row.points === "") return undefined;
      const to = places.get(nameOf(reference.to, row.points));
      if (to !== undefined && to !== from) pointers[from]?.push(to);
    }
  }
  return pointers;
}

/** For each row the number of its circle, by Tarjan's way without recursion: a chain may be as long as the set. */
function circlesOf(pointers: Pointers): number[] {
  const seen = new Int32Array(pointers.length).fill(-1);
  const low = new Int32Array(pointers.length);
  const circle = new Array<number>(pointers.length).fill(-1);
  const open: number[] = [];
  let visits = 0;
  let circles = 0;
  const close = (row: number) => {
    if (low[row] !== seen[row]) return;
    for (let member = open.pop(); member !== undefined; member = open.pop()) {
      circle[member] = circles;
      if (member === row) break;
    }
    circles += 1;
  };
  const enter = (row: number) => {
    seen[row] = low[row] = visits++;
    open.push(row);
    return { row, next: 0 };
  };
  const lower = (row: number, to: number) => {
    low[row] = Math.min(low[row] ?? 0, to);
  };
  for (const start of pointers.keys()) {
    if (seen[start] !== -1) continue;
    const path = [enter(start)];
    for (let here = path.at(-1); here; here = path.at(-1)) {
      const to = pointers[here.row]?.[here.next++];
      if (to === undefined) {
        path.pop();
        close(here.row);
        const above = path.at(-1);
        if (above) lower(above.row, low[here.row] ?? 0);
      } else if (seen[to] === -1) path.push(enter(to));
      else if (circle[to] === -1) lower(here.row, seen[to] ?? 0);
    }
  }
  return circle;
}

/** Rows that only their address names are taken for one circle: an address means another row once its neighbors are gone. */
function withoutKey(plan: StorePlan, rows: readonly WorkRow[], circles: readonly number[]): number[] {
  const one = new Map<string, number>();
  return circles.map((circle, row) => {
    const dataset = rows[row]?.dataset ?? "";
    if (lastingKey(plan.datasets[dataset]?.rowKey ?? [])) return circle;
    const had = one.get(dataset) ?? circle;
    one.set(dataset, had);
    return had;
  });
}

/**
 * When a dataset's turn is: what is deleted in the plan's order; then what stays, whoever was found through another first.
 * The people's own rows go last: whatever happens, the rest can still be found by them.
 */
function turnsOf(plan: StorePlan, captured: Captured): (dataset: string) => number {
  const found = [...captured.rows.keys()].reverse();
  const turns = new Map([...plan.order, ...found.filter((name) => !plan.order.includes(name))].map((name, at) => [name, at]));
  return (dataset) => turns.get(dataset) ?? turns.size;
}

/** Units of which nobody left points at any, by their turn. Undefined if that comes to an end too early. */
function inTurn(at: {
  readonly units: readonly Unit[];
  readonly turns: readonly number[];
  readonly pointers: Pointers;
  readonly circles: readonly number[];
}): readonly Unit[] | undefined {
  const { units, turns, pointers, circles } = at;
  const targets = (unit: Unit): number[] =>
    unit.flatMap((row) => (pointers[row] ?? []).map((to) => circles[to] ?? -1).filter((to) => to !== circles[row]));
  const pointedAt = new Int32Array(units.length);
  for (const unit of units) for (const to of targets(unit)) pointedAt[to] = (pointedAt[to] ?? 0) + 1;
  const free: number[][] = Array.from({ length: Math.max(0, ...new Set(turns.filter(Number.isFinite))) + 1 }, () => []);
  const release = (unit: number) => void free[turns[unit] ?? 0]?.push(unit);
  const all = [...units.keys()].filter((unit) => units[unit]?.length !== 0);
  for (const unit of all.toReversed()) if (pointedAt[unit] === 0) release(unit);
  const ordered: Unit[] = [];
  for (let turn = free.find((one) => one.length > 0); turn; turn = free.find((one) => one.length > 0)) {
    const unit = units[turn.pop() ?? -1] ?? [];
    ordered.push(unit);
    for (const to of targets(unit)) {
      pointedAt[to] = (pointedAt[to] ?? 0) - 1;
      if (pointedAt[to] === 0) release(to);
    }
  }
  return ordered.length === all.length ? ordered : undefined;
}
