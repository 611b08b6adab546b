// Whether two kinds of calls take the same time: a rank test, which neither a slow disk nor a collector's pause can fool.

/** What two samples came to. */
export interface Comparison {
  /** Of the rank sum, under the claim that both come from one distribution: beyond 4 by chance in one of 15,000 comparisons. */
  readonly z: number;
  /** How often a call of the first kind takes longer than one of the second: 0.5 if they are alike. */
  readonly share: number;
  readonly medianMs: readonly [number, number];
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Mann and Whitney's test of two samples of times. Times of a running clock are never alike, so ties are not corrected for. */
export function compareTimes(first: readonly number[], second: readonly number[]): Comparison {
  let over = 0;
  for (const one of first) for (const other of second) over += one > other ? 1 : one === other ? 0.5 : 0;
  const pairs = first.length * second.length;
  const spread = Math.sqrt((pairs * (first.length + second.length + 1)) / 12);
  return { z: (over - pairs / 2) / spread, share: over / pairs, medianMs: [median(first), median(second)] };
}

/** Two kinds of calls, and what is done, untimed, before each round of them. */
export interface Turns {
  readonly rounds: number;
  readonly calls: readonly [(round: number) => Promise<unknown>, (round: number) => Promise<unknown>];
  readonly before?: (round: number) => Promise<unknown>;
}

/** Times two kinds of calls in turns, each going first as often as the other, so that whatever drifts drifts for both. */
export async function timeInTurns({ rounds, calls, before }: Turns): Promise<readonly [number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    await before?.(round);
    for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const from = performance.now();
      await calls[which](round);
      times[which].push(performance.now() - from);
    }
  }
  return times;
}

/** Whether a comparison tells the kinds apart: surely, and by an amount that somebody could use. */
export const tellsApart = ({ z, share }: Comparison): boolean => Math.abs(z) > 4 && Math.abs(share - 0.5) > 0.15;
