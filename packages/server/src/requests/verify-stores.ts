import type { Lead, StorePlan } from "@troth/core/subject-graph";
import { type Connector, ConnectorError } from "../connectors/index.ts";
import type { Installation } from "../installation/index.ts";
import {
  type ErasureRecord,
  type ReadBack,
  readBackArrived,
  readBackIdentities,
  readBackTouched,
} from "../subject-graph/index.ts";
import { moveRun, type RunRow, runsOf } from "./journal-store.ts";
import { newLeads } from "./leads.ts";
import { openJournal } from "./records.ts";
import type { Execution } from "./start-execution.ts";
import { countsOf } from "./view-request.ts";

/** Reads back every store that has committed: the touched datasets, then the identity columns by all identifiers that were found. */
export async function verifyStores(inst: Installation, execution: Execution): Promise<void> {
  const runs = await runsOf(inst.storage.db, execution.request);
  const records = await recordsToRead(inst, { person: execution.person, runs });
  const arrived = newLeads(execution.made, execution.leads, records);
  for (const run of runs.filter((one) => one.state === "committed")) {
    const record = records.get(run.store);
    if (record) await verifyStore(inst, { execution, run, record, arrived });
  }
}

/** What was done in each store that has committed; each with the identifiers that all of them found. */
export async function recordsToRead(
  inst: Installation,
  at: { readonly person: string; readonly runs: readonly RunRow[] },
): Promise<ReadonlyMap<string, ErasureRecord>> {
  const records = new Map<string, ErasureRecord>();
  for (const run of at.runs) {
    const { done: record } = await openJournal(inst, at.person, run);
    if (record && (run.state === "committed" || run.state === "verified")) records.set(run.store, record);
  }
  const identifiers = [...records.values()].flatMap((record) => record.identifiers);
  return new Map([...records].map(([store, record]) => [store, { ...record, identifiers }]));
}

/** Tiers 1 and 2 in one store. */
export const readBackStore = async (connector: Connector, plan: StorePlan, record: ErasureRecord): Promise<ReadBack> =>
  joined([await readBackTouched(connector, record), await readBackIdentities(connector, plan, record)], []);

async function verifyStore(
  inst: Installation,
  at: {
    readonly execution: Execution;
    readonly run: RunRow;
    readonly record: ErasureRecord;
    /** What was written in other stores since the plan, and leads here. */
    readonly arrived: readonly Lead[];
  },
): Promise<void> {
  const { execution, run, record, arrived } = at;
  const plan = execution.made.plan.stores.find((store) => store.store === run.store);
  if (!plan) return;
  const now = () => new Date(inst.surroundings.now()).toISOString();
  try {
    const connector = await inst.connector(run.store);
    const settled = await connector.settle();
    await inst.surroundings.passing("verify.settled");
    const back = joined([await readBackStore(connector, plan, record), await readBackArrived(connector, plan, arrived)], settled);
    const counts = { ...countsOf(run), ...back };
    const because = back.remaining > 0 ? `${back.remaining} rows were found by the read-back in ${back.where.join(", ")}` : null;
    await inst.surroundings.passing("verify.read");
    await inst.storage.transaction(async (tx) => {
      const moved = await moveRun(tx, run, {
        state: back.remaining === 0 ? "verified" : "committed",
        counts,
        because,
        now: now(),
      });
      if (!moved) return;
      await inst.ledger.append(tx, {
        kind: "store.verified",
        body: { request: execution.request, store: run.store, remaining: back.remaining, tiers: back.notes },
      });
    });
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    await inst.storage.transaction((tx) =>
      moveRun(tx, run, { state: "committed", because: `read-back failed: ${error.message}`, now: now() }),
    );
  }
}

const joined = (parts: readonly ReadBack[], settled: readonly string[]): ReadBack => ({
  remaining: parts.reduce((sum, part) => sum + part.remaining, 0),
  where: [...new Set(parts.flatMap((part) => part.where))],
  notes: [...parts.flatMap((part) => part.notes), ...settled],
});
