// The questions of a capture, put to a store.
import type { Within } from "@troth/core/program";
import { type CaptureQuery, comparedKey, elementsOf, reallyHolding, rowId, writingsOf } from "@troth/core/subject-graph";
import type { Match, ReadSession, Row } from "../connectors/index.ts";

/** Above so many values, reading the whole column once costs less than searching it for each. */
const MOST_VALUES = 64;
const BATCH_ROWS = 500;

/** The rows that answer a question; in an act session they are locked. */
export async function askStore(session: ReadSession, query: CaptureQuery): Promise<readonly Row[]> {
  const { within, values } = query.match;
  if (within === undefined) return session.capture({ ...query, match: matchOf(query) });
  const few = values.length <= MOST_VALUES;
  const held = few ? values : await heldValues(session, query, within);
  const rows: Row[] = [];
  for (let from = 0; from < held.length; from += MOST_VALUES)
    rows.push(...(await askWithin(session, query, { within, values: held.slice(from, from + MOST_VALUES) })));
  // A row that holds values of two turns comes twice.
  return few ? rows : [...new Map(rows.map((row) => [rowId(row), row])).values()];
}

async function askWithin(
  session: ReadSession,
  query: CaptureQuery,
  { within, values }: { readonly within: Within; readonly values: readonly Row[] },
): Promise<readonly Row[]> {
  const { columns, fold, as } = query.match;
  const texts = [...new Set(values.flatMap(([value]) => writingsOf(String(value), within, as)))];
  const match = { columns, values: texts.map((text) => [text]), fold: fold || as === "uuid", inside: true };
  return reallyHolding(query, await session.capture({ ...query, match }));
}

/** Reads the column once, and tells which of the values stand in it. */
async function heldValues(session: ReadSession, query: CaptureQuery, within: Within): Promise<readonly Row[]> {
  const { columns, values } = query.match;
  const keys = new Map(values.map((value) => [comparedKey(value, query.match), value]));
  const held = new Set<Row>();
  for await (const rows of session.stream({ dataset: query.dataset, columns, where: query.where }, BATCH_ROWS))
    for (const [cell = null] of rows)
      for (const text of elementsOf(cell, within)) {
        const value = keys.get(comparedKey([text], query.match));
        if (value !== undefined) held.add(value);
      }
  return [...held];
}

/** How many rows answer a question. */
export async function countStore(session: ReadSession, query: CaptureQuery): Promise<number> {
  const { dataset, where, match } = query;
  if (match.within !== undefined) return (await askStore(session, query)).length;
  return session.count({ dataset, where, match: matchOf(query) });
}

const matchOf = ({ match: { columns, values, fold, as } }: CaptureQuery): Match => ({
  columns,
  values,
  fold,
  ...(as === undefined ? {} : { as }),
});
