import {
  type Cell,
  type IdentityColumn,
  type Lead,
  lastingKey,
  REACHING_KINDS,
  rowId,
  type StorePlan,
} from "@troth/core/subject-graph";
import type { Connector, ReadSession } from "../connectors/index.ts";
import { askStore, countStore } from "./ask-store.ts";
import { captureRows } from "./capture-rows.ts";
import type { ErasureRecord } from "./erasure-record.ts";
import { hashOfCell } from "./new-cells.ts";
import { isSameValue } from "./same-value.ts";

/** What a read-back found. `remaining` rows should not be there; the notes say which tiers ran and what they passed over. */
export interface ReadBack {
  readonly remaining: number;
  /** Where: `contacts.email`, a dataset; never a value. */
  readonly where: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Tier 1: the touched datasets. Asks every question of the capture again, looks for the deleted keys, and reads the
 * changed values. Rows written since the erasure show up here too.
 */
export const readBackTouched = (connector: Connector, record: Touched): Promise<ReadBack> =>
  connector.read((session) => readTouched(session, record, countStore));

/**
 * The same for an act of which nobody knows how it ended. Its COMMIT may still be on its way, and until it is there a snapshot
 * shows the rows as they were: here they are locked, which waits for whoever has them, and fails as busy where that is too long.
 * Nothing is changed.
 */
export const readBackUnknown = (connector: Connector, record: Touched, name: string): Promise<ReadBack> =>
  connector.capabilities.locks === "none"
    ? readBackTouched(connector, record)
    : connector.act({ name, rollback: true, journal: async () => undefined }, (session) =>
        // Counting locks nothing.
        readTouched(session, record, async (_, query) => (await askStore(session, query)).length),
      );

type Touched = Pick<ErasureRecord, "asked" | "gone" | "changedRows">;

async function readTouched(session: ReadSession, record: Touched, count: typeof countStore): Promise<ReadBack> {
  const where: string[] = [];
  let remaining = 0;
  const found = (rows: number, place: string) => {
    if (rows <= 0) return;
    remaining += rows;
    where.push(place);
  };
  const gone = record.gone.filter((one) => lastingKey(one.rowKey));
  const changed = record.changedRows.filter((one) => lastingKey(one.rowKey));
  const countGone = ({ dataset, rowKey, keys }: (typeof gone)[number]) =>
    count(session, { dataset, columns: rowKey, where: {}, match: { columns: rowKey, values: keys, fold: false } });
  const [answering, there] = await Promise.all([
    Promise.all(record.asked.map(({ query }) => count(session, query))),
    Promise.all(gone.map(countGone)),
  ]);
  for (const [at, { query, expected }] of record.asked.entries())
    found((answering[at] ?? 0) - expected, `${query.dataset}.${query.match.columns.join(", ")}`);
  for (const [at, one] of gone.entries()) found(there[at] ?? 0, one.dataset);
  // One after the other: of these the rows themselves are read.
  for (const change of changed) found(await differing(session, change), change.dataset);
  const passed = [...record.gone, ...record.changedRows].filter((one) => !lastingKey(one.rowKey)).map((one) => one.dataset);
  const notes = ["tier 1: the touched datasets"];
  if (passed.length > 0) notes.push(`tier 1 read ${[...new Set(passed)].join(", ")} by its links alone: its rows have no key`);
  return { remaining, where, notes };
}

async function differing(session: ReadSession, change: ErasureRecord["changedRows"][number]): Promise<number> {
  const columns = change.values.map((one) => one.column);
  const rows = await session.capture({
    dataset: change.dataset,
    columns: [...change.rowKey, ...columns],
    match: { columns: change.rowKey, values: change.keys, fold: false },
  });
  const expected = new Map(change.keys.map((key, at) => [rowId(key), change.values.map((one) => one.values[at] ?? null)]));
  const width = change.rowKey.length;
  return rows.filter((row) => {
    const values = expected.get(rowId(row.slice(0, width)));
    return (
      values !== undefined && row.slice(width).some((cell, at) => !isSame(cell, values[at] ?? null, change.values[at]?.hashed))
    );
  }).length;
}

const isSame = (cell: Cell, expected: Cell, hashed = false): boolean =>
  hashed ? hashOfCell(cell) === expected : isSameValue(cell, expected);

/** By what a person is known in a column: in a dataset of tenants, only by what their own rows said of theirs. */
function valuesFor(identity: IdentityColumn, record: ErasureRecord): readonly (readonly Cell[])[] {
  const named = record.identifiers.filter((one) => one.kind === identity.kind);
  if (identity.tenant === undefined) return named.map((one) => [one.value]);
  return named.flatMap((one) => (one.tenant === undefined ? [] : [[one.tenant, one.value]]));
}

/** Tier 2: the indexed identity columns of a store, whether the plan touched them or not. */
export function readBackIdentities(connector: Connector, plan: StorePlan, record: ErasureRecord): Promise<ReadBack> {
  return connector.read(async (session) => {
    const where: string[] = [];
    const skipped: string[] = [];
    let remaining = 0;
    for (const identity of plan.identities.filter((one) => REACHING_KINDS.has(one.kind))) {
      const place = `${identity.dataset}.${identity.column}`;
      if (!identity.indexed) skipped.push(place);
      const values = valuesFor(identity, record);
      if (!identity.indexed || values.length === 0) continue;
      const match = {
        columns: [...(identity.tenant === undefined ? [] : [identity.tenant]), identity.column],
        values,
        fold: identity.fold,
      };
      const rows = await session.capture({ dataset: identity.dataset, columns: identity.rowKey, match });
      const kept = new Set(record.kept.filter((one) => one.dataset === identity.dataset).flatMap((one) => one.keys.map(rowId)));
      const left = rows.filter((row) => !kept.has(rowId(row))).length;
      remaining += left;
      if (left > 0) where.push(place);
    }
    const sought = record.identifiers.filter((one) => REACHING_KINDS.has(one.kind)).map((one) => [one.value]);
    for (const copy of plan.copies ?? []) {
      for (const column of copy.columns) {
        const left = await session.count({ dataset: copy.dataset, match: { columns: [column], values: sought, fold: true } });
        remaining += left;
        if (left > 0) where.push(`${copy.dataset}.${column}, a materialized view: refresh it`);
      }
    }
    const notes = [`tier 2: the indexed identity columns of ${plan.store}`];
    if (skipped.length > 0) notes.push(`tier 2 passed over ${skipped.join(", ")}: no index`);
    return { remaining, where, notes };
  });
}

/** Rows that other stores' late rows lead to: nobody knew of them when this store was acted on. */
export async function readBackArrived(connector: Connector, plan: StorePlan, arrived: readonly Lead[]): Promise<ReadBack> {
  if (plan.arriving.length === 0 || arrived.length === 0) return { remaining: 0, where: [], notes: [] };
  return connector.read(async (session) => {
    const captured = await captureRows(session, plan, [], { arrived });
    const found = [...captured.rows].map(([dataset, rows]) => ({ dataset, rows: rows.size })).filter((one) => one.rows > 0);
    return { remaining: found.reduce((sum, one) => sum + one.rows, 0), where: found.map((one) => one.dataset), notes: [] };
  });
}
