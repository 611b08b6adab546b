/** A small repeatable source of numbers, so that the example is the same on every machine. */
export interface Random {
  /** From `least` to `most`, both included. */
  int(least: number, most: number): number;
  pick<T>(list: readonly T[]): T;
  chance(share: number): boolean;
  /** Lower-case hexadecimal text. */
  hex(length: number): string;
}

/** mulberry32: 32 bits of state, enough for made-up people. Not for secrets. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const int = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    int,
    pick(list) {
      const found = list[int(0, list.length - 1)];
      if (found === undefined) throw new RangeError("nothing to pick from");
      return found;
    },
    chance: (share) => next() < share,
    hex(length) {
      let text = "";
      while (text.length < length) text += int(0, 0xffffff).toString(16).padStart(6, "0");
      return text.slice(0, length);
    },
  };
}
