// A capture under way: what was found so far, and how a store is asked.
import { type Captured, type CapturedRow, type CaptureQuery, type Cell, edgeName, type Lead, rowId } from "./captured.ts";
import type { DatasetPlan, EdgePlan, StorePlan } from "./plan.ts";
import { joinWhose } from "./whose-row.ts";
import { reallyHolding } from "./within.ts";

export type Answer = readonly (readonly Cell[])[];
/** Questions that do not wait for each other's answers are asked at once. */
export type Asking<T> = Generator<readonly CaptureQuery[], T, readonly Answer[]>;

/** One question. */
export function* askOne(query: CaptureQuery): Asking<Answer> {
  const [answer = []] = yield [query];
  return answer;
}

/** Several inquiries side by side, none of which needs what another finds: in each turn, whatever all of them ask. */
export function* together<T>(inquiries: readonly Asking<T>[]): Asking<T[]> {
  const turns = inquiries.map((asking) => ({ asking, step: asking.next() }));
  for (;;) {
    const open = turns.filter((turn) => turn.step.done !== true);
    if (open.length === 0) break;
    const asked = open.map(({ step }) => (step.done === true ? [] : step.value));
    const answers = yield asked.flat();
    let from = 0;
    for (const [at, turn] of open.entries()) {
      const width = asked[at]?.length ?? 0;
      turn.step = turn.asking.next(answers.slice(from, from + width));
      from += width;
    }
  }
  return turns.flatMap(({ step }) => (step.done === true ? [step.value] : []));
}

/** A row as a question brings it. */
export type Found = Pick<CapturedRow, "id" | "key" | "values">;

/** Values by which an edge found rows although its target's column does not tell its rows apart. */
export interface LooseValues {
  readonly edge: EdgePlan;
  readonly aims: { readonly tuple: readonly Cell[]; readonly tenant: Cell; readonly people: readonly number[] }[];
}

export interface State {
  readonly plan: StorePlan;
  readonly rows: Map<string, Map<string, CapturedRow>>;
  readonly asked: { query: CaptureQuery; ids: readonly string[] }[];
  readonly ambiguous: Captured["ambiguous"][number][];
  readonly arrived: readonly Lead[];
  readonly loose: Map<string, LooseValues>;
  readonly sharedValues: Captured["sharedValues"][number][];
  /** Dataset -> ids of rows that have the key of one that an earlier act deleted, and whether they are as that was. */
  readonly again: Map<string, ReadonlyMap<string, { readonly same: boolean }>>;
}

/** Asks for rows of a dataset, with all that the plan needs of them; remembers the question for the read-back. */
export function* ask(state: State, dataset: DatasetPlan, question: Pick<CaptureQuery, "match" | "where">): Asking<Found[]> {
  const columns = [...new Set([...dataset.rowKey, ...dataset.columns])];
  const query = { dataset: dataset.dataset, columns, ...question };
  const width = dataset.rowKey.length;
  const rest = columns.slice(width);
  const rows = reallyHolding(query, yield* askOne(query)).map((answer) => {
    const key = answer.slice(0, width);
    const values: Record<string, Cell> = {};
    for (const [at, name] of rest.entries()) values[name] = answer[width + at] ?? null;
    return { id: rowId(key), key, values };
  });
  state.asked.push({ query, ids: rows.map((row) => row.id) });
  return rows;
}

/** Adds a row, or strengthens one that is there. True if something changed that others may follow. */
export function put(state: State, dataset: string, row: CapturedRow): boolean {
  const rows = state.rows.get(dataset) ?? new Map<string, CapturedRow>();
  state.rows.set(dataset, rows);
  const had = rows.get(row.id);
  // What was thought to be gone is there: it came back, and is treated as any row.
  if (had === undefined || (had.gone === true && row.gone !== true)) {
    rows.set(row.id, row);
    return true;
  }
  for (const edge of row.mentions) if (!had.mentions.includes(edge)) had.mentions = [...had.mentions, edge];
  return joinWhose(had, row);
}

/** The captured rows of a dataset that lead on for somebody, with this strength. */
export const leadingRows = (state: State, dataset: string, strength: "owned" | "shared"): readonly CapturedRow[] =>
  [...(state.rows.get(dataset)?.values() ?? [])].filter(
    (row) => row.link === strength || (strength === "shared" && row.sharing !== undefined),
  );

/** Captured as more than a mention. */
export function isMine(state: State, dataset: string, id: string): boolean {
  const link = state.rows.get(dataset)?.get(id)?.link;
  return link !== undefined && link !== "mentions";
}

export const cellIn = (state: State, dataset: string, row: Found, column: string): Cell =>
  cellOf(state.plan.datasets[dataset], row, column);

/** Reads some columns of captured rows, whether they are part of the key or not. */
export function cellsOf(
  plan: DatasetPlan | undefined,
  columns: readonly string[],
): (row: Pick<CapturedRow, "key" | "values">) => Cell[] {
  const places = columns.map((name) => ({ name, at: plan?.rowKey.indexOf(name) ?? -1 }));
  return (row) => places.map(({ name, at }) => (at >= 0 ? (row.key[at] ?? null) : (row.values[name] ?? null)));
}

/** A column of a captured row, whether it is part of the key or not. */
export function cellOf(plan: DatasetPlan | undefined, row: Pick<CapturedRow, "key" | "values">, column: string): Cell {
  const at = plan?.rowKey.indexOf(column) ?? -1;
  return at >= 0 ? (row.key[at] ?? null) : (row.values[column] ?? null);
}

/** The leads that an edge from another store's rows goes by. */
export const arrivedAlong = (state: State, edge: EdgePlan): readonly Lead[] => {
  const name = edgeName(edge);
  return state.arrived.filter((lead) => lead.edge === name);
};

// SQLite compares a key by the collation of the column it points at, which its catalog does not tell; MySQL by one that
// mostly folds case.
const FOLDING: ReadonlySet<string> = new Set(["sqlite", "mysql"]);
export const foldsKeys = (state: State): boolean => FOLDING.has(state.plan.kind);

export const keyId = (state: State, cells: readonly Cell[]): string =>
  foldsKeys(state) ? rowId(cells).toLowerCase() : rowId(cells);
