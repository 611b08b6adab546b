import { lastingKey } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import type { ErasureRecord } from "../subject-graph/index.ts";
import { RequestError } from "./errors.ts";
import { markErasing } from "./facts-of-request.ts";
import { moveRun, type RunRow } from "./journal-store.ts";
import { insertTombstone } from "./person-store.ts";
import { changedBecause } from "./plan-again.ts";
import { committed, type RunJournal, sealJournal } from "./records.ts";
import type { Execution } from "./start-execution.ts";
import { sealTombstone } from "./tombstones.ts";
import type { RunCounts } from "./view-request.ts";

/**
 * Writes down that a store's erasure is committed, and how that is known: the run, its tombstones and its ledger entry
 * in one transaction.
 */
export async function recordErasure(
  inst: Installation,
  at: {
    readonly execution: Execution;
    readonly run: RunRow;
    readonly journal: RunJournal & { readonly doing: ErasureRecord };
    readonly knownBy: string;
    /** It was broken off: a part is committed, and the rest is to be planned again for these reasons. */
    readonly stopped?: readonly string[];
    /** What else is written in the same transaction. */
    readonly also?: (tx: Tx) => Promise<void>;
  },
): Promise<void> {
  const { execution, run, journal, knownBy, stopped } = at;
  const record = journal.doing;
  const now = new Date(inst.surroundings.now()).toISOString();
  const { request } = execution;
  const plan = execution.made.plan.stores.find((store) => store.store === run.store);
  const isRoot = (dataset: string) => plan?.datasets[dataset]?.isRoot ?? false;
  // A row of the person's own that stays without its fields would come back with them.
  const buried = [...record.gone, ...record.changedRows.filter((one) => isRoot(one.dataset))];
  const tombstones = await Promise.all(
    buried
      // A row of the person's own that has no key is known again by their identifiers alone.
      .flatMap((one) => (lastingKey(one.rowKey) ? [one] : isRoot(one.dataset) ? [{ ...one, keys: [] }] : []))
      .map(async ({ dataset, rowKey, keys }) => ({
        id: inst.surroundings.id(),
        request_id: request,
        store: run.store,
        dataset,
        sealed: await sealTombstone(inst.keys, request, {
          ...{ dataset, rowKey, keys, record, isRoot: isRoot(dataset) },
          hasTenants: plan?.identities.some((one) => one.dataset === dataset && one.tenant !== undefined) === true,
        }),
        at: now,
      })),
  );
  const captured = await sealJournal(inst, execution.person, committed(journal));
  const counts = countsWith(journal);
  await inst.surroundings.passing("store.committed");
  await inst.storage.transaction(async (tx) => {
    const to = stopped
      ? ({ state: "failed", because: changedBecause(stopped) } as const)
      : ({ state: "committed", because: null } as const);
    const moved = await moveRun(tx, run, { ...to, outcome_known_by: knownBy, captured, counts, now });
    if (!moved) throw new RequestError("requests.raced", `store ${run.store} of ${request} is being worked on by somebody else`);
    for (const tombstone of tombstones) await insertTombstone(tx, tombstone);
    const { person, subject: named } = execution;
    if (journal.done === undefined) await markErasing(inst, tx, { request, person, named, ofRows: record.identifiers });
    await at.also?.(tx);
    await inst.ledger.append(tx, {
      kind: "store.erased",
      body: {
        request,
        store: run.store,
        attempt: run.attempt,
        deleted: record.deleted,
        changed: record.changed,
        outcomeKnownBy: knownBy,
        ...(stopped ? { partly: true } : {}),
        steps: record.steps.map(({ dataset, link, action, rows, column, until }) => ({
          dataset,
          link,
          action,
          rows,
          column,
          until,
        })),
      },
    });
  });
  await inst.surroundings.passing("store.recorded");
}

/** Rows of all acts of a run, the one under way included. */
export function countsWith(journal: RunJournal): RunCounts {
  const { deleted = 0, changed = 0, acts = 0, storeMs = 0 } = committed(journal).done ?? {};
  return { deleted, changed, acts, storeMs };
}
