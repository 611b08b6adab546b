import type { Installation } from "../installation/index.ts";
import { type ErasureRecord, fromBytes, joinRecords, toBytes } from "../subject-graph/index.ts";
import { type RequestRow, type RunRow, runsOf } from "./store.ts";

const CONTEXT = "run.captured";

/**
 * The journal of a run: what is known to be committed, and what an act under way will have done. They are kept apart, so
 * that an act that comes to nothing takes nothing of an earlier one with it.
 */
export interface RunJournal {
  readonly done: ErasureRecord | undefined;
  readonly doing: ErasureRecord | undefined;
}

/** A run's journal, sealed under the person's data key. */
export const sealJournal = (inst: Installation, person: string, journal: RunJournal): Promise<Uint8Array> =>
  inst.keys.seal({ person }, CONTEXT, toBytes(journal));

/** The sealed journal of a run, opened; empty where none was written. */
export async function openJournal(inst: Installation, person: string, run: RunRow): Promise<RunJournal> {
  if (run.captured === null) return { done: undefined, doing: undefined };
  return fromBytes<RunJournal>(await inst.keys.open({ person }, CONTEXT, run.captured));
}

/** The journal once what was under way is committed. */
export const committed = ({ done, doing }: RunJournal): RunJournal => ({
  done: doing === undefined ? done : joinRecords(done, doing),
  doing: undefined,
});

/** What was done so far for a request, by store: only what is known to be committed. */
export async function recordsOf(
  inst: Installation,
  row: Pick<RequestRow, "id" | "person_id">,
): Promise<ReadonlyMap<string, ErasureRecord>> {
  const records = new Map<string, ErasureRecord>();
  for (const run of await runsOf(inst.storage.db, row.id)) {
    const { done } = await openJournal(inst, row.person_id, run);
    if (done) records.set(run.store, done);
  }
  return records;
}
