// Which of the rows that a question of a capture brought answer it no more, once they are changed.
import { type CaptureQuery, comparedKey, elementsOf, rowId } from "@troth/core/subject-graph";
import type { NewCells } from "./new-cells.ts";

/** Rows of which one question of a capture, by its place, holds all the same. */
export interface StillHolding {
  readonly asked: number;
  readonly ids: readonly string[];
}

/**
 * By the id of a row: something else stands now in what a question asks by, and what it looks into holds no value of its. The question
 * is named by its place; `differing` gives the rows in which another value stands now in a column of its dataset.
 */
export function answersNoMore(
  { match, where }: CaptureQuery,
  asked: number,
  by: {
    readonly differing: (column: string) => ReadonlySet<string> | undefined;
    readonly still: readonly StillHolding[];
  },
): (id: string) => boolean {
  const isIn = (columns: readonly string[], id: string): boolean => columns.some((column) => by.differing(column)?.has(id));
  const holds = new Set(by.still.flatMap((one) => (one.asked === asked ? one.ids : [])));
  return (id) => isIn(Object.keys(where), id) || (!holds.has(id) && isIn(match.columns, id));
}

/**
 * Rows whose column was changed, and in which a value that a question asks for stands all the same: what was taken out of a list is
 * what was theirs there, and another's by the same value stays.
 */
export function stillHolding(
  queries: readonly CaptureQuery[],
  dataset: string,
  { keys, columns }: Pick<NewCells, "keys" | "columns">,
): readonly StillHolding[] {
  return queries.flatMap(({ dataset: of, match }, asked) => {
    const { within, values } = match;
    const cells = of === dataset && within !== undefined && columns.find(({ column }) => match.columns.includes(column));
    if (!cells || within === undefined) return [];
    const wanted = new Set(values.map((value) => comparedKey(value, match)));
    const holds = (nth: number): boolean =>
      elementsOf(cells.values[nth] ?? null, within).some((value) => wanted.has(comparedKey([value], match)));
    const ids = keys.flatMap((key, nth) => (holds(nth) ? [rowId(key)] : []));
    return ids.length === 0 ? [] : [{ asked, ids }];
  });
}
