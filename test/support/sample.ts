// Long tables of cases: CI, which has a quarter of an hour, runs some of each; `npm run full` runs all.

/** Whether all is run. */
export const exhaustive = Boolean(process.env.TROTH_EXHAUSTIVE);

/** How the name of a suite ends of which CI runs a part. */
export const SAMPLE = exhaustive ? "" : " (a sample; all with TROTH_EXHAUSTIVE=1)";

/** So many cases at most, evenly over the table, the first and the last among them; all where all is run. */
export function sampled<T>(cases: readonly T[], most: number): readonly T[] {
  if (exhaustive || cases.length <= most) return cases;
  const step = (cases.length - 1) / Math.max(1, most - 1);
  return Array.from({ length: most }, (_, at) => cases[Math.round(at * step)] as T);
}

/** Of a table with rows and columns, in CI one column a row, each in turn: every row runs somewhere, every column often. */
export const inTurn = (row: number, column: number, columns: number): boolean => exhaustive || row % columns === column;
