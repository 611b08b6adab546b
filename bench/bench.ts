/** What `bench/<name>/bench.ts` exports as `run`: above 1, a ratio says that we are cheaper than the peer. */
export interface BenchResult {
  /** By peer: its cost divided by ours, in the same run. */
  readonly ratios: Readonly<Record<string, number>>;
  /** Whatever else was measured; names end in their unit. */
  readonly figures: Readonly<Record<string, number>>;
  /** What must be known to read the figures; printed below the table. */
  readonly notes?: readonly string[];
}
