// Chance by a seed: fast and the same each time. fast-check gives the seeds.

/** What is left to chance. */
export interface Chance {
  /** From 0 up to without. */
  readonly below: (limit: number) => number;
  readonly happens: (probability: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
  /** Each item, with a probability. */
  readonly some: <T>(items: readonly T[], probability: number) => T[];
  /** An item, or undefined. */
  readonly maybe: <T>(probability: number, item: () => T) => T | undefined;
}

/** Chance by a seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const happens = (probability: number) => next() < probability;
  return {
    below,
    happens,
    pick: <T>(items: readonly T[]) => items[below(items.length)] as T,
    some: <T>(items: readonly T[], probability: number) => items.filter(() => happens(probability)),
    maybe: (probability, item) => (happens(probability) ? item() : undefined),
  };
}
