// Chance that comes out the same every time.

export interface Chance {
  /** A whole number from 0 to `below - 1`. */
  readonly int: (below: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  /** True so many times of a hundred. */
  readonly percent: (often: number) => boolean;
}

/** Mulberry32: short, and good enough to scatter rows. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const int = (below: number): number => next() % below;
  return {
    int,
    pick: (list) => {
      const picked = list[int(list.length)];
      if (picked === undefined) throw new Error("nothing to pick from");
      return picked;
    },
    percent: (often) => int(100) < often,
  };
}
