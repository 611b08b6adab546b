import { type Sought, soughtValues } from "@troth/core/residue";
import { type DatasetPlan, rowId } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import type { KeyOwner, Keys } from "../keys/index.ts";
import { fromBytes, toBytes } from "../subject-graph/index.ts";
import type { RunRow } from "./journal-store.ts";
import type { MadePlan } from "./make-view.ts";
import { openJournal } from "./records.ts";
import type { RequestRow } from "./store.ts";

const CONTEXT = "request.sought";
/** When the nightly pass may begin, in UTC: the hour in which most stores have the least to do. */
const NIGHT_HOUR = 3;

/** What is looked for of one person after their erasure. */
export interface SoughtOf {
  readonly values: readonly Sought[];
  readonly leftOut: Readonly<Record<string, number>>;
  /** Rows of theirs that a law keeps as they are, by store and dataset: what is found in them is no residue. */
  readonly kept: RowsByPlace;
  /** Rows that were the person's own: back under their key, they are theirs and nobody else's. */
  readonly own: RowsByPlace;
}

/** Row ids by store and dataset. */
type RowsByPlace = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** The same, sealed; with what a ledger entry may say of it. */
export interface SoughtSealed {
  readonly sealed: Uint8Array;
  readonly due: string;
  readonly values: number;
  readonly leftOut: Readonly<Record<string, number>>;
}

/**
 * The key of what is looked for: it outlives the person's own and dies with the pass, so that no backup of our database can
 * tell it afterwards. The request-file key itself lives for years.
 */
export const soughtKey = (request: string): KeyOwner => ({ request: `${request}.sought` });

/** `shop/orders.bill_name`: how a place is named, and typed. */
export const placeName = (at: { readonly store: string; readonly dataset: string; readonly column: string }): string =>
  `${at.store}/${at.dataset}.${at.column}`;

/** Gathers, from the journals of a request, what the nightly pass is to look for. */
export async function soughtOf(inst: Installation, row: RequestRow, runs: readonly RunRow[]): Promise<SoughtSealed> {
  const kept: Record<string, Record<string, readonly string[]>> = {};
  const own: Record<string, Record<string, readonly string[]>> = {};
  const add = (to: typeof kept, store: string, dataset: string, ids: readonly string[]) => {
    const ofStore = to[store] ?? {};
    if (ids.length > 0) to[store] = { ...ofStore, [dataset]: [...(ofStore[dataset] ?? []), ...ids] };
  };
  const made = row.plan as unknown as MadePlan | null;
  const telling = [];
  for (const run of runs) {
    const { done } = await openJournal(inst, row.person_id, run);
    if (!done) continue;
    telling.push(...(done.telling ?? []));
    const plan = made?.plan.stores.find((one) => one.store === run.store);
    for (const { dataset, keys } of done.kept)
      if (staysWhole(plan?.datasets[dataset])) add(kept, run.store, dataset, keys.map(rowId));
    const people = new Set(plan?.identities.map((one) => one.dataset));
    for (const { dataset, keys } of [...done.gone, ...done.changedRows])
      if (people.has(dataset)) add(own, run.store, dataset, keys.map(rowId));
  }
  const { values, leftOut } = soughtValues(telling);
  const owner = soughtKey(row.id);
  await inst.keys.ensure(owner);
  const sealed = await inst.keys.seal(owner, CONTEXT, toBytes({ values, leftOut, kept, own } satisfies SoughtOf));
  return { sealed, due: nextNight(inst.surroundings.now()), values: values.length, leftOut };
}

/** Whether rows that a law keeps keep their values, too: pseudonymized ones must not. */
const staysWhole = (plan: DatasetPlan | undefined): boolean => plan?.keeps.every((keep) => keep.as !== "pseudonym") === true;

/** Opens what is looked for; undefined if its key is gone: a pass has been, and our database is one of before it. */
export const openSought = async (keys: Keys, request: string, sealed: Uint8Array): Promise<SoughtOf | undefined> =>
  (await keys.has(soughtKey(request))) ? fromBytes<SoughtOf>(await keys.open(soughtKey(request), CONTEXT, sealed)) : undefined;

/** The beginning of the next night after a moment. */
export function nextNight(now: number): string {
  const night = new Date(now);
  night.setUTCHours(NIGHT_HOUR, 0, 0, 0);
  if (night.getTime() <= now) night.setUTCDate(night.getUTCDate() + 1);
  return night.toISOString();
}
