import { ConnectorError } from "../connectors/index.ts";
import type { Installation } from "../installation/index.ts";
import { type ErasureRecord, type ReadBack, readBackIdentities, readBackTouched } from "../subject-graph/index.ts";
import { openJournal } from "./records.ts";
import type { Execution } from "./start-execution.ts";
import { moveRun, type RunRow, runsOf } from "./store.ts";
import { countsOf } from "./view-request.ts";

/** Reads back every store that has committed: the touched datasets, then the identity columns by all identifiers that were found. */
export async function verifyStores(inst: Installation, execution: Execution): Promise<void> {
  const runs = await runsOf(inst.storage.db, execution.request);
  const records = new Map<string, ErasureRecord>();
  for (const run of runs) {
    const { done: record } = await openJournal(inst, execution.person, run);
    if (record && (run.state === "committed" || run.state === "verified")) records.set(run.store, record);
  }
  const identifiers = [...records.values()].flatMap((record) => record.identifiers);
  for (const run of runs.filter((one) => one.state === "committed")) {
    const record = records.get(run.store);
    if (record) await verifyStore(inst, { execution, run, record: { ...record, identifiers } });
  }
}

async function verifyStore(
  inst: Installation,
  at: { readonly execution: Execution; readonly run: RunRow; readonly record: ErasureRecord },
): Promise<void> {
  const { execution, run, record } = at;
  const plan = execution.made.plan.stores.find((store) => store.store === run.store);
  if (!plan) return;
  const now = () => new Date(inst.surroundings.now()).toISOString();
  try {
    const connector = await inst.connector(run.store);
    const settled = await connector.settle();
    await inst.surroundings.passing("verify.settled");
    const back = joined([await readBackTouched(connector, record), await readBackIdentities(connector, plan, record)], settled);
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
