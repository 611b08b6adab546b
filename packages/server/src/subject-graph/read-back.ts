import { type Cell, lastingKey, REACHING_KINDS, rowId, type StorePlan } from "@troth/core/subject-graph";
import type { Connector, ReadSession } from "../connectors/index.ts";
import type { ErasureRecord } from "./erasure-record.ts";

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
export function readBackTouched(connector: Connector, record: ErasureRecord): Promise<ReadBack> {
  return connector.read(async (session) => {
    const where: string[] = [];
    let remaining = 0;
    const found = (rows: number, place: string) => {
      if (rows <= 0) return;
      remaining += rows;
      where.push(place);
    };
    for (const { query, expected } of record.asked) {
      const rows = await session.count({ dataset: query.dataset, match: query.match, where: query.where });
      found(rows - expected, `${query.dataset}.${query.match.columns.join(", ")}`);
    }
    for (const gone of record.gone.filter((one) => lastingKey(one.rowKey))) {
      found(
        await session.count({ dataset: gone.dataset, match: { columns: gone.rowKey, values: gone.keys, fold: false } }),
        gone.dataset,
      );
    }
    for (const change of record.changedRows.filter((one) => lastingKey(one.rowKey))) {
      found(await differing(session, change), change.dataset);
    }
    const passed = [...record.gone, ...record.changedRows].filter((one) => !lastingKey(one.rowKey)).map((one) => one.dataset);
    const notes = ["tier 1: the touched datasets"];
    if (passed.length > 0) notes.push(`tier 1 read ${[...new Set(passed)].join(", ")} by its links alone: its rows have no key`);
    return { remaining, where, notes };
  });
}

async function differing(session: ReadSession, change: ErasureRecord["changedRows"][number]): Promise<number> {
  const columns = change.values.map((one) => one.column);
  const rows = await session.capture({
    dataset: change.dataset,
    columns: [...change.rowKey, ...columns],
    match: { columns: change.rowKey, values: change.keys, fold: false },
  });
  const expected = new Map(change.keys.map((key, at) => [rowId(key), change.values.map((one) => text(one.values[at] ?? null))]));
  const width = change.rowKey.length;
  return rows.filter((row) => {
    const values = expected.get(rowId(row.slice(0, width)));
    return values !== undefined && row.slice(width).some((cell, at) => text(cell) !== values[at]);
  }).length;
}

// A store may give a constant back in its own form (true as 1, 0 as 0.00): numbers are compared as numbers.
function text(cell: Cell): string {
  if (cell === null) return "null";
  if (typeof cell === "boolean") return cell ? "1" : "0";
  const number = Number(cell);
  return typeof cell !== "object" && String(cell).trim() !== "" && !Number.isNaN(number) ? String(number) : `'${String(cell)}'`;
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
      const values = record.identifiers.filter((one) => one.kind === identity.kind).map((one) => [one.value]);
      if (!identity.indexed || values.length === 0) continue;
      const match = { columns: [identity.column], values, fold: identity.fold };
      const rows = await session.capture({ dataset: identity.dataset, columns: identity.rowKey, match });
      const kept = new Set(record.kept.filter((one) => one.dataset === identity.dataset).flatMap((one) => one.keys.map(rowId)));
      const left = rows.filter((row) => !kept.has(rowId(row))).length;
      remaining += left;
      if (left > 0) where.push(place);
    }
    const notes = [`tier 2: the indexed identity columns of ${plan.store}`];
    if (skipped.length > 0) notes.push(`tier 2 passed over ${skipped.join(", ")}: no index`);
    return { remaining, where, notes };
  });
}
