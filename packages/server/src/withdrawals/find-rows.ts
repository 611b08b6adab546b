import { contentHash } from "@troth/core/facts";
import type { ReadSession, Row } from "../connectors/index.ts";
import { captureRows, isSameValue } from "../subject-graph/index.ts";
import type { Author, Hindered, Way } from "./find-way.ts";

/** The rows of an author in the dataset of their texts. */
export interface TextRows {
  readonly rowKey: readonly string[];
  /** Those that hold exactly the text, by key. `isSet`: they stand as the program says already. */
  readonly holding: readonly { readonly key: Row; readonly isSet: boolean }[];
  /** How many hold a text that Troth was never asked about. */
  readonly unknown: number;
}

/** Rows are read so many at a time. */
const BATCH_ROWS = 500;

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
      const [text, ...now] = row.slice(rowKey.length);
      if (typeof text !== "string" || text === "") continue;
      const held = contentHash(text);
      if (held === hash)
        holding.push({
          key: row.slice(0, rowKey.length),
          isSet: sets.every(([, value], nth) => isSameValue(now[nth] ?? null, value)),
        });
      else if (!known.has(held)) unknown += 1;
    }
  }
  return { rowKey, holding, unknown };
}
