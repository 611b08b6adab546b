import {
  type Cell,
  type KeptWork,
  keepingOf,
  type RowAct,
  redactorOf,
  rowId,
  type StorePlan,
  type Today,
} from "@troth/core/subject-graph";
import type { ActSession, Connector } from "../connectors/index.ts";
import { newCells, type PseudonymKey } from "./new-cells.ts";

/** What became of rows whose keep may be over. */
export interface KeepsEnded {
  readonly deleted: number;
  readonly changed: number;
  /** Rows whose keep is not over, and the last days of theirs. */
  readonly waiting: readonly KeptWork[];
  readonly ends: readonly string[];
  /** Rows that count from another date than when they were kept, by dataset: they may be others' by now, and are left. */
  readonly redated: Readonly<Record<string, number>>;
}

/**
 * Does to kept rows what an erasure would have done without the keep, as far as their period is over. One transaction;
 * by key, so that doing it twice does nothing twice. Rows that are gone meanwhile are gone.
 */
export async function endKeptRows(at: {
  readonly connector: Connector;
  readonly plan: StorePlan;
  readonly kept: readonly KeptWork[];
  readonly today: Today;
  /** Of each person, by their place in the batch. */
  readonly pseudonymKey: PseudonymKey;
  readonly name: string;
}): Promise<KeepsEnded> {
  const sums = { deleted: 0, changed: 0 };
  const waiting: KeptWork[] = [];
  const ends: string[] = [];
  const redated: Record<string, number> = {};
  const ordered = [...at.kept].sort((one, other) => at.plan.order.indexOf(one.dataset) - at.plan.order.indexOf(other.dataset));
  await at.connector.act({ name: at.name, journal: async () => undefined }, async (session) => {
    for (const rows of ordered) {
      const rules = at.plan.datasets[rows.dataset];
      if (!rules) {
        // Nothing says any longer what to do with them: they wait, and the ledger says how many.
        waiting.push(rows);
        ends.push(at.today.day);
        continue;
      }
      const { over, still, untils, other } = await sortByDate(session, at, rows);
      if (other > 0) redated[rows.dataset] = (redated[rows.dataset] ?? 0) + other;
      if (still.keys.length > 0) waiting.push(still);
      ends.push(...untils);
      if (over.length > 0)
        await doAct(session, {
          ...at,
          rows: { ...rows, keys: over },
          act: rows.link === "shared" ? rules.shared : rules.owned,
          sums,
        });
    }
  });
  await at.connector.settle();
  return { ...sums, waiting, ends, redated };
}

interface Sorted {
  readonly over: readonly (readonly Cell[])[];
  readonly still: KeptWork;
  readonly untils: readonly string[];
  /** Rows under a kept key that count from another date. */
  readonly other: number;
}

async function sortByDate(
  session: ActSession,
  at: { readonly plan: StorePlan; readonly today: Today },
  rows: KeptWork,
): Promise<Sorted> {
  // Keeps that are gone from the program keep nothing any longer.
  const keeps = at.plan.datasets[rows.dataset]?.keeps ?? [];
  const columns = [...rows.rowKey, ...rows.since, ...keeps.map((keep) => keep.since)];
  const match = { columns: rows.rowKey, values: rows.keys, fold: false };
  const found = await session.capture({ dataset: rows.dataset, columns, match });
  const known = new Map(rows.keys.map((key, index) => [rowId(key), index]));
  const over: (readonly Cell[])[] = [];
  const still: number[] = [];
  const untils: string[] = [];
  let other = 0;
  for (const row of found) {
    const key = row.slice(0, rows.rowKey.length);
    const index = known.get(rowId(key)) ?? -1;
    const dates = row.slice(rows.rowKey.length, rows.rowKey.length + rows.since.length);
    // Another date under this key: the row that was kept is gone and somebody else's has its number, or its date was changed.
    if (rowId(dates) !== rowId(rows.dates[index] ?? [])) {
      other += 1;
      continue;
    }
    const keeping = keepingOf(keeps, (column) => row[columns.indexOf(column)], at.today);
    if (!keeping) over.push(key);
    else still.push(index);
    if (keeping?.until !== undefined) untils.push(keeping.until);
  }
  return { over, still: pick(rows, still), untils, other };
}

const pick = (rows: KeptWork, indexes: readonly number[]): KeptWork => ({
  ...rows,
  keys: indexes.map((index) => rows.keys[index] ?? []),
  dates: indexes.map((index) => rows.dates[index] ?? []),
});

async function doAct(
  session: ActSession,
  at: {
    readonly rows: KeptWork;
    readonly act: RowAct;
    readonly pseudonymKey: PseudonymKey;
    readonly sums: { deleted: number; changed: number };
  },
): Promise<void> {
  const { rows, act, sums } = at;
  if (act.kind === "delete") sums.deleted += await session.delete(rows.dataset, rows.rowKey, rows.keys);
  if (act.kind !== "change" || act.changes.length === 0) return;
  const own = redactorOf(rows.own ?? []);
  const changing = { ...rows, changes: act.changes, facts: () => ({ own, elements: () => [], person: rows.person ?? 0 }) };
  for await (const { keys, columns } of newCells(session, at.pseudonymKey, changing))
    sums.changed += await session.change(rows.dataset, rows.rowKey, keys, columns);
}
