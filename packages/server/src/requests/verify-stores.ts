import type { Lead, StorePlan } from "@troth/core/subject-graph";
import { type Connector, ConnectorError } from "../connectors/index.ts";
import type { Installation } from "../installation/index.ts";
import {
  type ErasureRecord,
  exceptTaken,
  joinedParts,
  type ReadBack,
  type RowAgain,
  readBackArrived,
  readBackCopies,
  readBackIdentities,
  readBackTouched,
  rowsAgain,
} from "../subject-graph/index.ts";
import { moveRun, type RunRow, runsOf } from "./journal-store.ts";
import { newLeads } from "./leads.ts";
import type { MadePlan } from "./make-view.ts";
import { openJournal } from "./records.ts";
import type { Execution } from "./start-execution.ts";
import { countsOf } from "./view-request.ts";

/** Reads back every store that has committed: the touched datasets, then the identity columns by all identifiers that were found. */
export async function verifyStores(inst: Installation, execution: Execution): Promise<void> {
  const runs = await runsOf(inst.storage.db, execution.request);
  const { made, leads } = execution;
  const records = await recordsToRead(inst, { person: execution.person, runs });
  const reading = (of: ReadonlyMap<string, ErasureRecord>): Reading => ({ records: of, arrived: newLeads(made, leads, of) });
  const first = reading(records);
  let second: Reading | undefined;
  const again = async () => (second ??= reading(await withoutOthers(inst, made, records)));
  for (const run of runs.filter((one) => one.state === "committed"))
    if (records.has(run.store)) await verifyStore(inst, { execution, run, first, again });
}

/** What is read back: what was done, and what was written in other stores since the plan and leads to each. */
interface Reading {
  readonly records: ReadonlyMap<string, ErasureRecord>;
  readonly arrived: readonly Lead[];
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

/**
 * The same without what stands under keys that were the person's and are somebody else's now, as a store gives its highest
 * number again. A store that cannot be read is left as it is: its read-back says so.
 */
export async function withoutOthers(
  inst: Installation,
  { plan: { stores: plans } }: Pick<MadePlan, "plan">,
  records: ReadonlyMap<string, ErasureRecord>,
): Promise<ReadonlyMap<string, ErasureRecord>> {
  const again = new Map<string, readonly RowAgain[]>();
  for (const plan of plans) {
    const { store } = plan;
    const record = records.get(store);
    if (!record) continue;
    try {
      again.set(store, await (await inst.connector(store)).read((session) => rowsAgain(session, plan, record)));
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
    }
  }
  return exceptTaken(records, { plans, again });
}

/** Tiers 1 and 2 in one store. */
export const readBackStore = async (
  connector: Connector,
  plan: StorePlan,
  record: ErasureRecord,
  more: { readonly arrived?: readonly Lead[]; readonly settled?: readonly string[] } = {},
): Promise<ReadBack> =>
  joinedParts(
    [
      await readBackTouched(connector, plan, record),
      await readBackCopies(connector, plan, record),
      await readBackArrived(connector, plan, more.arrived ?? []),
    ],
    {
      identities: await readBackIdentities(connector, plan, record),
      more: [...takenSays(record), ...(more.settled ?? [])],
    },
  );

const takenSays = ({ taken = 0 }: ErasureRecord): readonly string[] =>
  taken === 0 ? [] : [`passed over what has the keys of ${taken} deleted ${taken === 1 ? "row" : "rows"}: others have them now`];

function foundSays({ remaining, where, byIdentifier }: ReadBack): string {
  const says = `${remaining} ${remaining === 1 ? "row was" : "rows were"} found by the read-back in ${where.join(", ")}`;
  const whose = remaining === 1 ? "it may be another person's" : "they may be another person's";
  return byIdentifier.length === 0 ? says : `${says}, by an identifier alone: ${whose}`;
}

async function verifyStore(
  inst: Installation,
  at: {
    readonly execution: Execution;
    readonly run: RunRow;
    readonly first: Reading;
    /** What is read where the first reading has found something: without what is somebody else's by now. */
    readonly again: () => Promise<Reading>;
  },
): Promise<void> {
  const { execution, run, first, again } = at;
  const plan = execution.made.plan.stores.find((store) => store.store === run.store);
  if (!plan) return;
  const now = () => new Date(inst.surroundings.now()).toISOString();
  try {
    const connector = await inst.connector(run.store);
    const settled = await connector.settle();
    await inst.surroundings.passing("verify.settled");
    const read = ({ records, arrived }: Reading): Promise<ReadBack> =>
      readBackStore(connector, plan, records.get(run.store) as ErasureRecord, { arrived, settled });
    const found = await read(first);
    const back = found.remaining > 0 ? await read(await again()) : found;
    const counts = { ...countsOf(run), ...back };
    const because = back.remaining > 0 ? foundSays(back) : null;
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
