// Who points, by a declared foreign key, at rows that may be deleted: mine or not.
import { type Asking, askOne, cellIn, foldsKeys, keyId, leadingRows, type State, together } from "./capture-state.ts";
import { type CapturedReference, type CapturedRow, type Cell, rowId } from "./captured.ts";
import type { ReferencePlan } from "./plan.ts";
import { distinct } from "./values.ts";

/** The rows that point at rows which may be deleted, foreign key by foreign key. */
export function* captureReferences(state: State): Asking<CapturedReference[]> {
  return (yield* together(state.plan.references.map((reference) => captureFor(state, reference)))).flat();
}

function* captureFor(state: State, reference: ReferencePlan): Asking<CapturedReference[]> {
  const found: CapturedReference[] = [];
  const targets = leadingRows(state, reference.to, "owned");
  // A foreign key is no guess: what a link would take for a placeholder it points at all the same.
  const keyed = targets
    .map((row) => ({ id: row.id, key: reference.toColumns.map((name) => cellIn(state, reference.to, row, name)) }))
    .filter(({ key }) => !key.includes(null));
  // A store is never asked for what is empty: rows that point at it cannot be counted.
  const blank = keyed.filter(({ key }) => key.includes("")).map(({ id }) => id);
  const values = distinct(keyed.map(({ key }) => key).filter((key) => !key.includes("")));
  if (values.length > 0) found.push(yield* captureReference(state, reference, { targets, values }));
  if (blank.length > 0) found.push({ ...nameOf(reference), rows: [], blank });
  return found;
}

function* captureReference(
  state: State,
  reference: ReferencePlan,
  to: { readonly targets: readonly CapturedRow[]; readonly values: readonly (readonly Cell[])[] },
): Asking<CapturedReference> {
  const keyOf = (row: CapturedRow) => reference.toColumns.map((name) => cellIn(state, reference.to, row, name));
  const byValue = new Map(to.targets.map((row) => [keyId(state, keyOf(row)), row.id]));
  const query = {
    dataset: reference.from,
    columns: [...reference.rowKey, ...reference.columns],
    match: { columns: reference.columns, values: to.values, fold: foldsKeys(state) },
    where: {},
  };
  const width = reference.rowKey.length;
  const rows = (yield* askOne(query)).map((answer) => ({
    id: rowId(answer.slice(0, width)),
    key: answer.slice(0, width),
    points: byValue.get(keyId(state, answer.slice(width))) ?? "",
  }));
  return { ...nameOf(reference), rows, blank: [] };
}

const nameOf = ({ from, columns, to, onDelete, clearable }: ReferencePlan) => ({ from, columns, to, onDelete, clearable });
