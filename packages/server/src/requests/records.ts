import type { Installation } from "../installation/index.ts";
import { type ErasureRecord, fromBytes, toBytes } from "../subject-graph/index.ts";
import { type RequestRow, type RunRow, runsOf } from "./store.ts";

const CONTEXT = "run.captured";

/** A run's record, sealed under the person's data key. */
export const sealRecord = (inst: Installation, person: string, record: ErasureRecord): Promise<Uint8Array> =>
  inst.keys.seal({ person }, CONTEXT, toBytes(record));

/** The sealed record of a run, opened; undefined where none was written. */
export async function openRecord(inst: Installation, person: string, run: RunRow): Promise<ErasureRecord | undefined> {
  return run.captured === null ? undefined : fromBytes<ErasureRecord>(await inst.keys.open({ person }, CONTEXT, run.captured));
}

/** What was done so far for a request, by store: only what is known to be committed. */
export async function recordsOf(
  inst: Installation,
  row: Pick<RequestRow, "id" | "person_id">,
): Promise<ReadonlyMap<string, ErasureRecord>> {
  const records = new Map<string, ErasureRecord>();
  for (const run of await runsOf(inst.storage.db, row.id)) {
    const record = run.outcome_known_by === null ? undefined : await openRecord(inst, row.person_id, run);
    if (record) records.set(run.store, record);
  }
  return records;
}
