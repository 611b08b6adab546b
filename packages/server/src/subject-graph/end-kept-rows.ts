import { type Cell, keepUntil, newValue, type RowAct, rowId, type StorePlan } from "@troth/core/subject-graph";
import type { ActSession, Connector } from "../connectors/index.ts";
import type { KeptRows } from "./erasure-record.ts";

/** What became of rows whose keep may be over. */
export interface KeepsEnded {
  readonly deleted: number;
  readonly changed: number;
  /** Rows whose keep is not over, and the last days of theirs. */
  readonly waiting: readonly KeptRows[];
  readonly ends: readonly string[];
}

/**
 * Does to kept rows what an erasure would have done without the keep, as far as their period is over. One transaction;
 * by key, so that doing it twice does nothing twice. Rows that are gone meanwhile are gone.
 */
export async function endKeptRows(at: {
  readonly connector: Connector;
  readonly plan: StorePlan;
  readonly kept: readonly KeptRows[];
  readonly today: string;
  readonly pseudonymKey: Uint8Array;
  readonly name: string;
}): Promise<KeepsEnded> {
  const sums = { deleted: 0, changed: 0 };
  const waiting: KeptRows[] = [];
  const ends: string[] = [];
  const ordered = [...at.kept].sort((one, other) => at.plan.order.indexOf(one.dataset) - at.plan.order.indexOf(other.dataset));
  await at.connector.act({ name: at.name, journal: async () => undefined }, async (session) => {
    for (const rows of ordered) {
      const rules = at.plan.datasets[rows.dataset];
      const { over, still, untils } = await sortByDate(session, at, rows);
      if (still.length > 0) waiting.push({ ...rows, keys: still });
      ends.push(...untils);
      if (over.length > 0 && rules) await doAct(session, { ...at, rows: { ...rows, keys: over }, act: rules.owned, sums });
    }
  });
  await at.connector.settle();
  return { ...sums, waiting, ends };
}

interface Sorted {
  readonly over: readonly (readonly Cell[])[];
  readonly still: readonly (readonly Cell[])[];
  readonly untils: readonly string[];
}

async function sortByDate(
  session: ActSession,
  at: { readonly plan: StorePlan; readonly today: string },
  rows: KeptRows,
): Promise<Sorted> {
  const keep = at.plan.datasets[rows.dataset]?.keep;
  // The rule that kept them is gone from the program: nothing keeps them any longer.
  const columns = [...rows.rowKey, ...(keep ? [keep.since] : [])];
  const found = await session.capture({
    dataset: rows.dataset,
    columns,
    match: { columns: rows.rowKey, values: rows.keys, fold: false },
  });
  const over: (readonly Cell[])[] = [];
  const still: (readonly Cell[])[] = [];
  const untils: string[] = [];
  for (const row of found) {
    const key = row.slice(0, rows.rowKey.length);
    const until = keep ? keepUntil(keep, row[rows.rowKey.length]) : "0000-01-01";
    if (until !== undefined && until < at.today) over.push(key);
    else still.push(key);
    if (until !== undefined && until >= at.today) untils.push(until);
  }
  return { over, still, untils };
}

async function doAct(
  session: ActSession,
  at: {
    readonly rows: KeptRows;
    readonly act: RowAct;
    readonly pseudonymKey: Uint8Array;
    readonly sums: { deleted: number; changed: number };
  },
): Promise<void> {
  const { rows, act, sums } = at;
  if (act.kind === "delete") sums.deleted += await session.delete(rows.dataset, rows.rowKey, rows.keys);
  if (act.kind !== "change" || act.changes.length === 0) return;
  const assignments = act.changes.map((change) => ({
    column: change.column,
    values: rows.keys.map((key) => newValue(at.pseudonymKey, change, rowId(key))),
  }));
  sums.changed += await session.change(rows.dataset, rows.rowKey, rows.keys, assignments);
}
