// Two acts of one request on the same store, told as one: a row that both met is told once, as the second left it.
import { type Cell, lastingKey, rowId, type StayingRows } from "@troth/core/subject-graph";
import { type ErasureRecord, encode } from "./erasure-record.ts";

type Rows = Pick<StayingRows, "dataset" | "rowKey" | "keys">;

/**
 * One record of two acts on the same store: nothing that the first did is lost because the second found nothing more.
 * A question that both asked is answered by the second.
 */
export function joinRecords(first: ErasureRecord | undefined, second: ErasureRecord): ErasureRecord {
  if (!first) return second;
  const asked = new Set(second.asked.map((one) => JSON.stringify(one.query, encode)));
  return {
    ...second,
    deleted: first.deleted + second.deleted,
    changed: first.changed - again(first.changedRows, [...second.changedRows, ...second.gone]) + second.changed,
    acts: first.acts + second.acts,
    asked: [...second.asked, ...first.asked.filter((one) => !asked.has(JSON.stringify(one.query, encode)))],
    gone: [...first.gone, ...second.gone],
    changedRows: [...standing(first.changedRows, second.changedRows), ...second.changedRows],
    ...joinKept(first, second),
    gonePeople: [...first.gonePeople, ...second.gonePeople],
    identifiers: [...first.identifiers, ...second.identifiers],
    telling: [...(first.telling ?? []), ...(second.telling ?? [])],
    ...(first.notTheirs === undefined && second.notTheirs === undefined
      ? {}
      : { notTheirs: [...(first.notTheirs ?? []), ...(second.notTheirs ?? [])] }),
    keptUntil: [first.keptUntil, second.keptUntil]
      .filter((one) => one !== undefined)
      .sort()
      .at(-1),
    firstKeepEnds: [first.firstKeepEnds, second.firstKeepEnds].filter((one) => one !== undefined).sort()[0],
  };
}

/**
 * What a law keeps after both. A row that the first act kept is mostly met by the second again, since its pointer may still
 * stand: then it is the second's, to be kept on or, its time over, to be deleted.
 */
function joinKept(
  first: ErasureRecord,
  second: ErasureRecord,
): Pick<ErasureRecord, "kept" | "staying" | "keptRows" | "withoutEnd"> {
  const lasting = metBy([...stayingIn(second), ...second.gone]);
  const datasets = new Set(stayingIn(second).map((rows) => rows.dataset));
  // Rows without a key have another address now. As their pointers lead to all of them still, or to none, any is all.
  const met = (rows: Rows, key: readonly Cell[]) => (lastingKey(rows.rowKey) ? lasting(rows, key) : datasets.has(rows.dataset));
  const metAgain = stayingIn(first).map((rows) => ({ ...rows, keys: rows.keys.filter((key) => met(rows, key)) }));
  const count = (rows: readonly StayingRows[]) => rows.reduce((sum, one) => sum + one.keys.length, 0);
  const kept = first.kept.flatMap((rows) => {
    const places = [...rows.keys.keys()].filter((at) => !met(rows, rows.keys[at] ?? []));
    const pick = <T>(all: readonly T[]): T[] => places.flatMap((at) => all.slice(at, at + 1));
    return places.length === 0 ? [] : [{ ...rows, keys: pick(rows.keys), dates: pick(rows.dates) }];
  });
  const staying = stayingIn(first).map((rows) => ({ ...rows, keys: rows.keys.filter((key) => !met(rows, key)) }));
  return {
    kept: [...kept, ...second.kept],
    staying: [...staying.filter((rows) => rows.keys.length > 0), ...stayingIn(second)],
    keptRows: first.keptRows - count(metAgain) + second.keptRows,
    withoutEnd: first.withoutEnd - count(metAgain.filter((rows) => rows.endless)) + second.withoutEnd,
  };
}

/** An old journal tells only of rows that something is to be done with later, and not which of them have no end. */
const stayingIn = ({ staying, kept }: ErasureRecord): readonly StayingRows[] =>
  staying ?? kept.map(({ dataset, rowKey, keys }) => ({ dataset, rowKey, keys, endless: false }));

/** Whether a row is among others, by its key. */
function metBy(others: readonly Rows[]): (rows: Rows, key: readonly Cell[]) => boolean {
  const ids = new Map<string, Set<string>>();
  for (const { dataset, keys } of others) {
    const here = ids.get(dataset) ?? new Set();
    ids.set(dataset, here);
    for (const key of keys) here.add(rowId(key));
  }
  return ({ dataset }, key) => ids.get(dataset)?.has(rowId(key)) === true;
}

/** How many rows of a first act were met by the second. */
function again(first: readonly Rows[], second: readonly Rows[]): number {
  const met = metBy(second);
  return first
    .filter((rows) => lastingKey(rows.rowKey))
    .reduce((sum, rows) => sum + rows.keys.filter((key) => met(rows, key)).length, 0);
}

type Changed = ErasureRecord["changedRows"][number];

/** What of a first act's changes still stands after a second: of a cell that was changed again, the second tells. */
function standing(first: readonly Changed[], second: readonly Changed[]): readonly Changed[] {
  const columns = new Map<string, Set<string>>();
  const nameOf = (dataset: string, key: readonly Cell[]) => `${dataset} ${rowId(key)}`;
  for (const { dataset, keys, values } of second)
    for (const key of keys) {
      const here = columns.get(nameOf(dataset, key)) ?? new Set();
      columns.set(nameOf(dataset, key), here);
      for (const { column } of values) here.add(column);
    }
  return first.flatMap((rows) => {
    const groups = new Map<string, number[]>();
    for (const [at, key] of rows.keys.entries()) {
      const again = columns.get(nameOf(rows.dataset, key));
      const left = rows.values.filter(({ column }) => again?.has(column) !== true).map(({ column }) => column);
      const places = groups.get(JSON.stringify(left)) ?? [];
      groups.set(JSON.stringify(left), places);
      places.push(at);
    }
    return [...groups].flatMap(([left, places]) => partOf(rows, new Set(JSON.parse(left) as string[]), places));
  });
}

function partOf(rows: Changed, columns: ReadonlySet<string>, places: readonly number[]): Changed[] {
  if (columns.size === 0) return [];
  if (columns.size === rows.values.length && places.length === rows.keys.length) return [rows];
  const pick = <T>(all: readonly T[]): T[] => places.flatMap((at) => all.slice(at, at + 1));
  const values = rows.values.filter(({ column }) => columns.has(column)).map((one) => ({ ...one, values: pick(one.values) }));
  return [{ ...rows, keys: pick(rows.keys), values }];
}
