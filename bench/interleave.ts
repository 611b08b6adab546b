/** One contender: does the work once and returns the milliseconds that count, or nothing to have the whole call timed. */
export type Contender = () => Promise<number | undefined> | number | undefined;

/** What interleaved rounds showed: medians of milliseconds, and of the peers' cost divided by ours. */
export interface Interleaved {
  readonly rounds: number;
  readonly oursMs: number;
  readonly peersMs: Readonly<Record<string, number>>;
  readonly ratios: Readonly<Record<string, number>>;
}

/**
 * Runs every contender once a round, in an order that turns from round to round, so that a slow minute of the
 * machine meets all of them. A ratio is taken within a round; its median over the rounds is what counts.
 */
export async function interleave(bench: {
  readonly rounds: number;
  readonly ours: Contender;
  readonly peers: Readonly<Record<string, Contender>>;
}): Promise<Interleaved> {
  if (bench.rounds < 5) throw new Error("a bench takes five rounds or more");
  const contenders: readonly (readonly [string, Contender])[] = [["", bench.ours], ...Object.entries(bench.peers)];
  const took = new Map<string, number[]>(contenders.map(([name]) => [name, []]));
  for (let round = 0; round < bench.rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const [name, run] = contenders[(round + turn) % contenders.length] ?? ["", bench.ours];
      took.get(name)?.push(await timed(run));
    }
  }
  const ours = took.get("") ?? [];
  const ofPeers = (measure: (times: readonly number[]) => number) =>
    Object.fromEntries(Object.keys(bench.peers).map((name) => [name, measure(took.get(name) ?? [])]));
  return {
    rounds: bench.rounds,
    oursMs: median(ours),
    peersMs: ofPeers(median),
    ratios: ofPeers((times) => median(times.map((ms, round) => ms / (ours[round] ?? Number.NaN)))),
  };
}

async function timed(run: Contender): Promise<number> {
  const start = performance.now();
  const measured = await run();
  return measured ?? performance.now() - start;
}

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
