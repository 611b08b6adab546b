// Keys of deleted rows that are other rows' by now: what stands there, and what points there, is somebody else's.
import {
  type AskedValues,
  askedAlong,
  type Cell,
  type GoneRow,
  isSameRow,
  lastingKey,
  leadsOfRows,
  rowId,
  type StorePlan,
} from "@troth/core/subject-graph";
import type { ReadSession } from "../connectors/index.ts";
import { askStore } from "./ask-store.ts";
import type { ErasureRecord } from "./erasure-record.ts";
import { markOf } from "./mark-of.ts";

/** A row that stands under the key of a deleted one. */
export interface RowAgain {
  readonly dataset: string;
  readonly id: string;
  readonly values: Readonly<Record<string, Cell>>;
  /** It is the deleted one, as far as what was captured of that tells. */
  readonly same: boolean;
}

/** The rows that stand now under the keys of those that an erasure deleted. */
export async function rowsAgain(
  session: ReadSession,
  plan: StorePlan,
  { gone, gonePeople }: Pick<ErasureRecord, "gone" | "gonePeople">,
): Promise<readonly RowAgain[]> {
  const rows: RowAgain[] = [];
  const people = new Map<string, GoneRow[]>();
  for (const row of gonePeople) {
    const name = nameOf(row.dataset, rowId(row.key));
    people.set(name, [...(people.get(name) ?? []), row]);
  }
  for (const { dataset, rowKey, keys, columns = [], seen } of gone) {
    if (!lastingKey(rowKey) || keys.length === 0) continue;
    const was = new Map(keys.map((key, at) => [rowId(key), seen?.[at]]));
    const match = { columns: rowKey, values: keys, fold: false };
    for (const row of await askStore(session, { dataset, columns: [...rowKey, ...columns], match, where: {} })) {
      const id = rowId(row.slice(0, rowKey.length));
      const mark = was.get(id);
      const values = Object.fromEntries([...rowKey, ...columns].map((name, at) => [name, row[at] ?? null]));
      const seenAgain = mark === undefined || mark === markOf(rowId(row.slice(rowKey.length)));
      const known = people.get(nameOf(dataset, id)) ?? [];
      rows.push({ dataset, id, values, same: seenAgain || known.some((one) => isSameRow(plan, one, (name) => values[name])) });
    }
  }
  return rows;
}

/** The rows that an erasure deleted and that others may point at; those that it only changed are said to stay. */
export function goneRows({ gone, gonePeople }: Pick<ErasureRecord, "gone" | "gonePeople">): readonly GoneRow[] {
  const deleted = new Set(gone.flatMap(({ dataset, keys }) => keys.map((key) => nameOf(dataset, rowId(key)))));
  return gonePeople.map((row) => (deleted.has(nameOf(row.dataset, rowId(row.key))) ? row : { ...row, stays: true }));
}

const nameOf = (dataset: string, id: string): string => `${dataset} ${id}`;

type Records = ReadonlyMap<string, ErasureRecord>;
/** Names of rows by store. */
type Taken = ReadonlyMap<string, ReadonlySet<string>>;

/** What erasures did in stores, without what is somebody else's by now: keys, and values by which rows were asked for. */
export function exceptTaken(
  records: Records,
  at: { readonly plans: readonly StorePlan[]; readonly again: ReadonlyMap<string, readonly RowAgain[]> },
): Records {
  const { plans, again } = at;
  let taken: Taken = new Map([...again].map(([store, rows]) => [store, namesOf(rows.filter((row) => !row.same))]));
  let lost = askedByOthers(records, plans, taken);
  // A row that is as it was and points at what is somebody else's by now is theirs as well.
  for (let grew = true; grew; ) {
    const more: Taken = new Map(
      [...again].map(([store, rows]) => [
        store,
        namesOf(rows.filter((row) => taken.get(store)?.has(nameOf(row.dataset, row.id)) || pointsAt(row, lost.get(store) ?? []))),
      ]),
    );
    grew = [...more].some(([store, names]) => names.size > (taken.get(store)?.size ?? 0));
    taken = more;
    lost = askedByOthers(records, plans, taken);
  }
  return new Map(
    [...records].map(([store, record]) => [store, recordExcept(record, taken.get(store) ?? new Set(), lost.get(store) ?? [])]),
  );
}

/** Whether there are rows under the keys of deleted ones, and all of them are somebody else's. */
export function areOthersAlone(plan: StorePlan, record: ErasureRecord, again: readonly RowAgain[]): boolean {
  const { store } = plan;
  const left = exceptTaken(new Map([[store, record]]), { plans: [plan], again: new Map([[store, again]]) }).get(store);
  const mine = new Set(left?.gone.flatMap(({ dataset, keys }) => keys.map((key) => nameOf(dataset, rowId(key)))));
  return again.length > 0 && again.every((row) => !mine.has(nameOf(row.dataset, row.id)));
}

const namesOf = (rows: readonly RowAgain[]): Set<string> => new Set(rows.map((row) => nameOf(row.dataset, row.id)));

const pointsAt = ({ dataset, values }: RowAgain, asked: readonly AskedValues[]): boolean =>
  asked.some(
    (one) =>
      one.dataset === dataset &&
      one.columns.every((name) => name in values) &&
      one.values.some((value) => rowId(value) === rowId(one.columns.map((name) => values[name] ?? null))),
  );

/** By which values rows of others are asked for, in each store: those that point at what is theirs by now. */
function askedByOthers(records: Records, plans: readonly StorePlan[], taken: Taken): ReadonlyMap<string, readonly AskedValues[]> {
  const rowsOf = (store: string): readonly GoneRow[] =>
    (records.get(store)?.gonePeople ?? []).filter((row) => taken.get(store)?.has(nameOf(row.dataset, rowId(row.key))));
  const leads = plans.flatMap((plan) => leadsOfRows(plan, rowsOf(plan.store)));
  return new Map(
    plans.map((plan) => {
      const rows = rowsOf(plan.store);
      // A row is asked for by its own key, too, where the request named that.
      const own = rows.map(({ dataset, key }) => ({ dataset, columns: plan.datasets[dataset]?.rowKey ?? [], values: [key] }));
      return [plan.store, [...askedAlong(plan, rows, leads), ...own]];
    }),
  );
}

function recordExcept(record: ErasureRecord, taken: ReadonlySet<string>, lost: readonly AskedValues[]): ErasureRecord {
  const isTaken = (dataset: string, key: GoneRow["key"]) => taken.has(nameOf(dataset, rowId(key)));
  return {
    ...record,
    taken: taken.size,
    asked: record.asked.flatMap((one) => askedExcept(one, lost)),
    gone: record.gone.map((one) => ({ ...one, keys: one.keys.filter((key) => !isTaken(one.dataset, key)) })),
    gonePeople: record.gonePeople.filter((row) => !isTaken(row.dataset, row.key)),
  };
}

/** A question without values that are somebody else's. One that rows were left to answer is asked as it was: nobody can tell whose they are. */
function askedExcept(one: ErasureRecord["asked"][number], lost: readonly AskedValues[]): ErasureRecord["asked"] {
  const { query, expected } = one;
  const here = lost.filter((asked) => asked.dataset === query.dataset && `${asked.columns}` === `${query.match.columns}`);
  if (expected > 0 || here.length === 0) return [one];
  const not = new Set(here.flatMap((asked) => asked.values.map(rowId)));
  const values = query.match.values.filter((value) => !not.has(rowId(value)));
  return values.length === 0 ? [] : [{ expected, query: { ...query, match: { ...query.match, values } } }];
}
