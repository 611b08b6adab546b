import type { Installation } from "../installation/index.ts";
import { type ErasureRecord, fromBytes, joinRecords, type LargeWork, toBytes } from "../subject-graph/index.ts";
import { type RunRow, runsOf } from "./journal-store.ts";
import type { RequestRow } from "./store.ts";

const CONTEXT = "run.captured";

/**
 * The journal of a run: what is known to be committed, and what an act under way will have done. They are kept apart, so
 * that an act that comes to nothing takes nothing of an earlier one with it.
 */
export interface RunJournal {
  readonly done: ErasureRecord | undefined;
  readonly doing: ErasureRecord | undefined;
  /** While a run is done in chunks: what is known of all of them. */
  readonly large?: LargeWork;
}

/**
 * What an act is called in the store's own journal: by the end of our log's name, for other installations may write there too
 * and number their requests as we do; by the store, for two may be one database and write one journal.
 *
 * INVARIANT (one name, one act): an id of its own ends it. A home that is put back whole, log and all, numbers anew what it
 * had done in a store that was not put back.
 */
export const actName = (inst: Installation, { request_id: request, store }: RunRow, attempt: number): string =>
  [inst.ledger.origin.split("/").at(-1), request, store.slice(0, LONGEST), attempt, inst.surroundings.id()].join("/");

/** MariaDB's journal has room for 190 characters. */
const LONGEST = 90;

/**
 * Whether an act was named by its request alone, as they were before: then a journal that knows the name may know another
 * installation's act, and the rows have the last word. What stands before it says that no journal knows it.
 */
export const isNamedByRequest = (transaction: string): boolean => /^(?:\?|unknown:)?R-\d+\//.test(transaction);

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
