// Keys of deleted rows that a store has given to others since: SQLite gives its highest number again.
import { type Asking, askOne, type State } from "./capture-state.ts";
import { type Captured, type Cell, type GoneRow, lastingKey, rowId } from "./captured.ts";
import { REACHING_KINDS } from "./identity-kinds.ts";
import type { StorePlan } from "./plan.ts";
import { comparedKey, links } from "./values.ts";

/**
 * Of the rows that an earlier act deleted, those under whose keys nothing stands now. A row that stands there is captured like
 * any other: by what it says itself, it is the person's again or somebody else's.
 *
 * INVARIANT (no spreading): a row that is gone leads on only as long as no other has its key.
 */
export function* stillGone(state: State, gone: readonly GoneRow[]): Asking<readonly GoneRow[]> {
  for (const dataset of new Set(gone.map((row) => row.dataset)))
    yield* noteThere(
      state,
      dataset,
      gone.filter((row) => row.dataset === dataset),
    );
  return gone.filter((row) => row.stays === true || state.again.get(row.dataset)?.has(rowId(row.key)) !== true);
}

function* noteThere(state: State, dataset: string, gone: readonly GoneRow[]): Asking<void> {
  const rules = state.plan.datasets[dataset];
  // A store is never asked for what is empty.
  const keys = gone.flatMap(({ key, stays }) => (stays === true || key.includes(null) || key.includes("") ? [] : [key]));
  if (!rules || !lastingKey(rules.rowKey) || keys.length === 0) return;
  const { rowKey } = rules;
  const columns = [...new Set([...rowKey, ...rules.columns])];
  const match = { columns: rowKey, values: keys, fold: false };
  const again = new Map<string, { readonly same: boolean }>();
  for (const answer of yield* askOne({ dataset, columns, match, where: {} })) {
    const id = rowId(answer.slice(0, rowKey.length));
    const cell = (name: string) => answer[columns.indexOf(name)];
    again.set(id, { same: gone.some((was) => rowId(was.key) === id && isSameRow(state.plan, was, cell)) });
  }
  state.again.set(dataset, again);
}

/**
 * Whether a row is the one that was captured before: it still says who it is by one of its addresses and numbers; of one that has
 * none, all that was captured is as it was.
 */
export function isSameRow(
  { identities }: Pick<StorePlan, "identities">,
  was: Pick<GoneRow, "dataset" | "values">,
  cell: (name: string) => Cell | undefined,
): boolean {
  const telling = identities.filter(
    ({ dataset, kind, column }) => dataset === was.dataset && REACHING_KINDS.has(kind) && links([was.values[column] ?? null]),
  );
  if (telling.length > 0)
    return telling.some(({ column, fold }) => {
      const how = { fold };
      return comparedKey([was.values[column] ?? null], how) === comparedKey([cell(column) ?? null], how);
    });
  return Object.entries(was.values).every(([name, value]) => {
    const now = cell(name);
    return now === undefined || rowId([now]) === rowId([value]);
  });
}

/** Rows that have the keys of deleted ones, and are nobody's who was asked for. */
export const takenBy = ({ again, rows }: State): NonNullable<Captured["taken"]> =>
  [...again].flatMap(([dataset, there]) => {
    const others = [...there.keys()].filter((id) => rows.get(dataset)?.has(id) !== true);
    return others.length > 0 ? [{ dataset, rows: others.length }] : [];
  });
