import { contentHash } from "@troth/core/facts";
import type { Cell } from "@troth/core/subject-graph";
import { ConnectorError, type ReadSession, type Row } from "../connectors/index.ts";
import { captureRows, isSameValue } from "../subject-graph/index.ts";
import type { Author, Hindered, Way } from "./find-way.ts";

/** The rows of an author in the dataset of their texts. */
export interface TextRows {
  readonly rowKey: readonly string[];
  /** Those that hold exactly the text, by key. `isSet`: they stand as the program says already. */
  readonly holding: readonly { readonly key: Row; readonly isSet: boolean }[];
  /** How many hold something else that Troth was never asked about, and do not stand as the program says. */
  readonly unknown: number;
}

/** Rows are read so many at a time. */
const BATCH_ROWS = 500;

/** The text of a cell, which some columns hold as its bytes; undefined: none that anybody could approve. */
function textOf(cell: Cell): string | undefined {
  if (typeof cell === "string") return cell;
  if (!(cell instanceof Uint8Array)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(cell);
  } catch {
    return undefined;
  }
}

/**
 * Finds the rows that hold one text of an author, by its hash. Somebody else's row with the same words is theirs, and not looked
 * at. In an act session the rows are locked. `known`: the hashes of every text of the author that Troth was asked about.
 */
export async function findRows(
  session: ReadSession,
  at: { readonly way: Way; readonly author: Author; readonly hash: string; readonly known: ReadonlySet<string> },
): Promise<TextRows | Hindered> {
  const { way, author, hash, known } = at;
  const { text: place, sets: values } = way.rule;
  const { dataset, column } = place;
  const captured = await captureRows(session, way.store, author.identifiers, { arrived: author.leads });
  const [unsure] = captured.ambiguous;
  if (unsure) return { because: `more than one person may have the author's account in ${unsure.place}` };
  const isKnown = author.leads.length > 0 || [...captured.rows.values()].some((rows) => rows.size > 0);
  if (!isKnown) return { because: `nobody in store ${place.store} has the author's account: whose its rows are is not known` };
  const rowKey = way.store.datasets[dataset]?.rowKey ?? [];
  const mine = [...(captured.rows.get(dataset)?.values() ?? [])].filter(({ link }) => link !== "mentions");
  const holding: { key: Row; isSet: boolean }[] = [];
  let unknown = 0;
  const sets = Object.entries(values);
  for (let from = 0; from < mine.length; from += BATCH_ROWS) {
    const keys = mine.slice(from, from + BATCH_ROWS).map(({ key }) => key);
    const columns = [...rowKey, column, ...sets.map(([name]) => name)];
    const rows = await session.capture({ dataset, columns, match: { columns: rowKey, values: keys, fold: false } });
    for (const row of rows) {
      const [cell = null, ...now] = row.slice(rowKey.length);
      if (cell === null || cell === "") continue;
      const text = textOf(cell);
      const held = text === undefined ? undefined : contentHash(text);
      const isSet = sets.every(([, value], nth) => isSameValue(now[nth] ?? null, value));
      if (held === hash) holding.push({ key: row.slice(0, rowKey.length), isSet });
      else if (!isSet && (held === undefined || !known.has(held))) unknown += 1;
    }
  }
  return { rowKey, holding, unknown };
}

/**
 * Of some rows those that stand as the program says by the store's own comparison: it may spell a value otherwise than it was
 * written (`10:00` as `10:00:00`). What it cannot compare stands otherwise. Not for an act: a question that fails ends it.
 */
export async function countSet(
  session: ReadSession,
  { rule }: Way,
  rowKey: readonly string[],
  keys: readonly Row[],
): Promise<number> {
  const { dataset } = rule.text;
  const written = Object.entries(rule.sets).filter(([, value]) => value !== null) as [string, string | number | boolean][];
  const empty = Object.keys(rule.sets).filter((name) => rule.sets[name] === null);
  const columns = [...rowKey, ...written.map(([name]) => name)];
  let count = 0;
  try {
    for (let from = 0; from < keys.length; from += BATCH_ROWS) {
      const values = keys.slice(from, from + BATCH_ROWS).map((key) => [...key, ...written.map(([, value]) => value)]);
      const rows = await session.capture({ dataset, columns: [...rowKey, ...empty], match: { columns, values, fold: false } });
      count += rows.filter((row) => row.slice(rowKey.length).every((cell) => cell === null)).length;
    }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return 0;
  }
  return count;
}
