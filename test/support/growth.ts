// How cost grows with size: told by processor time of one process, which a busy machine lengthens for both sizes alike.

/** Below this nobody waits, and clocks are too coarse to say more; in ms. */
const FLOOR_MS = 8;
/** What grows no faster is not measured again: noise rarely makes it look slower. */
const PLAINLY = 1.2;

async function costOf(run: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return Math.max((user + system) / 1000, FLOOR_MS);
}

/**
 * The power with which the cost of a run grows from one size to a larger one: 1 where it grows with the size, 2 with its
 * square. The cheapest of three runs of each size counts, since what else a process does only ever adds.
 */
export async function growthOf(run: (size: number) => unknown, from: number, to: number): Promise<number> {
  await run(from);
  const cheapest: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let turn = 0; turn < 3; turn += 1) {
    cheapest[0] = Math.min(cheapest[0], await costOf(() => run(from)));
    cheapest[1] = Math.min(cheapest[1], await costOf(() => run(to)));
    const power = Math.log(cheapest[1] / cheapest[0]) / Math.log(to / from);
    if (power <= PLAINLY) return power;
  }
  return Math.log(cheapest[1] / cheapest[0]) / Math.log(to / from);
}
