import { makeSearch, type Search } from "@troth/core/residue";
import type { StoreSchema } from "@troth/core/subject-graph";
import { type Connector, ConnectorError } from "../connectors/index.ts";
import type { Installation } from "../installation/index.ts";
import { openSought } from "../requests/index.ts";
import { endSweep, type SweepEnd } from "./end-sweep.ts";
import { datasetsToScan, type Found, notReadOf, type SoughtValue, scanDataset } from "./scan-dataset.ts";
import { sealFind } from "./sealed-finds.ts";
import {
  beginSweep,
  insertResidue,
  isSought,
  markSwept,
  openSweep,
  type SweepRow,
  soughtIn,
  sweptOf,
  waitBecause,
} from "./store.ts";

/** What a pass came to: ended, or open and why. */
export type SweepAnswer =
  | { readonly kind: "nothing" }
  | { readonly kind: "open"; readonly sweep: string; readonly people: number; readonly because: readonly string[] }
  | ({ readonly kind: "ended"; readonly sweep: string; readonly people: number } & SweepEnd);

/**
 * Tier 3: reads every text of every store once, on the read role, for all people erased since the last pass. Goes on with a
 * pass that is open, dataset by dataset; a store that is down keeps it open, by name. `evenIfEarly`: does not wait for the night.
 */
export async function sweepStores(inst: Installation, options: { readonly evenIfEarly?: boolean } = {}): Promise<SweepAnswer> {
  const sweep = (await openSweep(inst.storage.db)) ?? (await begin(inst, options.evenIfEarly === true));
  if (!sweep) return { kind: "nothing" };
  const { values, unknown } = await openAll(inst, sweep.id);
  const search = makeSearch(values.map((one) => one.value));
  const because: string[] = [];
  const notRead: Record<string, readonly string[]> = {};
  for (const { id: store, byHand, datasets } of Object.values(inst.program.stores)) {
    if (byHand !== undefined) {
      notRead[store] = ["all of it: only people can look into it"];
      continue;
    }
    try {
      const connector = await inst.connector(store);
      const schema = await connector.inspect();
      notRead[store] = notReadOf(schema, datasets);
      because.push(...(await sweepStore(inst, { sweep, connector, schema, search, values })));
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      because.push(`store ${store}: ${error.message}`);
    }
  }
  if (because.length > 0) {
    await waitBecause(inst.storage.db, sweep.id, because.join("; "));
    return { kind: "open", sweep: sweep.id, people: sweep.people, because };
  }
  return {
    kind: "ended",
    sweep: sweep.id,
    people: sweep.people,
    ...(await endSweep(inst, { sweep: sweep.id, notRead, unknown })),
  };
}

async function begin(inst: Installation, evenIfEarly: boolean): Promise<SweepRow | undefined> {
  const now = new Date(inst.surroundings.now()).toISOString();
  if (!(await isSought(inst.storage.db, evenIfEarly ? undefined : now))) return undefined;
  const id = inst.surroundings.id();
  await inst.storage.transaction(async (tx) => {
    const people = await beginSweep(tx, { id, now });
    await inst.ledger.append(tx, { kind: "sweep.began", body: { sweep: id, people } });
  });
  await inst.surroundings.passing("sweep.began");
  return openSweep(inst.storage.db);
}

/** Everybody's values, by their number; and requests whose key is gone already. */
async function openAll(
  inst: Installation,
  sweep: string,
): Promise<{ readonly values: readonly SoughtValue[]; readonly unknown: readonly string[] }> {
  const values: SoughtValue[] = [];
  const unknown: string[] = [];
  for (const row of await soughtIn(inst.storage.db, sweep)) {
    const of = await openSought(inst.keys, row.request_id, row.sealed);
    if (!of) unknown.push(row.request_id);
    else values.push(...of.values.map((value) => ({ request: row.request_id, of, value })));
  }
  return { values, unknown };
}

interface StoreTurn {
  readonly sweep: SweepRow;
  readonly connector: Connector;
  readonly schema: StoreSchema;
  readonly search: Search;
  readonly values: readonly SoughtValue[];
}

/** One store, from the dataset that a kill left. A dataset that cannot be read is named, and the others go on. */
async function sweepStore(inst: Installation, turn: StoreTurn): Promise<string[]> {
  const { sweep, connector, schema } = turn;
  const { store } = schema;
  const done = new Set((await sweptOf(inst.storage.db, sweep.id)).filter((one) => one.store === store).map((one) => one.dataset));
  const failed: string[] = [];
  for (const { dataset, columns } of datasetsToScan(schema)) {
    if (done.has(dataset.name)) continue;
    const rule = inst.program.stores[store]?.datasets[dataset.name];
    try {
      const scanned = await connector.read((session) => scanDataset(session, { ...turn, store, dataset, rule, columns }));
      await inst.surroundings.passing("sweep.read");
      await recordDataset(inst, { sweep: sweep.id, store, dataset: dataset.name, ...scanned });
      await inst.surroundings.passing("sweep.dataset");
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      if (error.code === "connector.unreachable") throw error;
      failed.push(`store ${store}, ${dataset.name}: ${error.message}`);
    }
  }
  return failed;
}

async function recordDataset(
  inst: Installation,
  at: {
    readonly sweep: string;
    readonly store: string;
    readonly dataset: string;
    readonly rows: number;
    readonly found: readonly Found[];
  },
): Promise<void> {
  const now = new Date(inst.surroundings.now()).toISOString();
  const sealed = await Promise.all(at.found.map(async (one) => ({ ...one, bytes: await sealFind(inst, one) })));
  await inst.storage.transaction(async (tx) => {
    const row = { sweep_id: at.sweep, store: at.store, dataset: at.dataset, rows: String(at.rows), at: now };
    if (!(await markSwept(tx, row))) return;
    for (const one of sealed)
      await insertResidue(tx, {
        id: inst.surroundings.id(),
        request_id: one.request,
        sweep_id: at.sweep,
        store: at.store,
        dataset: at.dataset,
        column: one.column,
        rows: one.rows,
        state: "seen",
        sealed: one.bytes,
        reason: null,
        at: now,
      });
  });
}
