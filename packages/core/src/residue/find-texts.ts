// Many texts in one pass, by a rolling hash (Rabin and Karp) over a window that is the rarest of each text.
const WINDOW = 6;
const BASE = 31;
const FILTER_BITS = 21;

/** Told of each text that stands in what is searched, and where it begins. A text may come several times. */
export type OnFound = (text: number, at: number) => void;

/** Finds any of many texts: each has `WINDOW` characters or more. */
export interface Finder {
  find(within: string, found: OnFound): void;
}

interface Anchored {
  readonly text: number;
  /** Where in the text its window begins. */
  readonly offset: number;
}

function hashOf(text: string, at: number): number {
  let hash = 0;
  for (let index = 0; index < WINDOW; index++) hash = (Math.imul(hash, BASE) + text.charCodeAt(at + index)) | 0;
  return hash;
}

const slot = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> (32 - FILTER_BITS);

/** The fewest characters that a text must have to be searched for. */
export const SHORTEST = WINDOW;

/**
 * Makes a finder of texts, compared character by character: whoever wants other spellings folds both sides. What it costs to
 * search does not grow with the number of texts, nor its memory with the length of what is searched.
 */
export function makeFinder(texts: readonly string[]): Finder {
  const common = new Map<number, number>();
  for (const text of texts) {
    if (text.length < WINDOW) throw new Error("bug: a text is shorter than the window");
    for (let at = 0; at + WINDOW <= text.length; at++) {
      const hash = hashOf(text, at);
      common.set(hash, (common.get(hash) ?? 0) + 1);
    }
  }
  const filter = new Uint32Array(1 << (FILTER_BITS - 5));
  const anchored = new Map<number, Anchored[]>();
  texts.forEach((text, index) => {
    const { hash, offset } = rarest(text, common);
    filter[slot(hash) >>> 5] = (filter[slot(hash) >>> 5] ?? 0) | (1 << (slot(hash) & 31));
    const had = anchored.get(hash);
    if (had) had.push({ text: index, offset });
    else anchored.set(hash, [{ text: index, offset }]);
  });
  let last = 1;
  for (let index = 0; index < WINDOW; index++) last = Math.imul(last, BASE);
  return {
    find(within, found) {
      let hash = 0;
      for (let at = 0; at < within.length; at++) {
        hash = (Math.imul(hash, BASE) + within.charCodeAt(at)) | 0;
        if (at >= WINDOW) hash = (hash - Math.imul(last, within.charCodeAt(at - WINDOW))) | 0;
        const bit = Math.imul(hash, 0x9e3779b1) >>> (32 - FILTER_BITS);
        if ((((filter[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 0 || at < WINDOW - 1) continue;
        for (const { text, offset } of anchored.get(hash) ?? []) {
          const begin = at + 1 - WINDOW - offset;
          if (begin >= 0 && within.startsWith(texts[text] ?? "", begin)) found(text, begin);
        }
      }
    },
  };
}

/** The window that the fewest texts have: all mail addresses of one company end alike. */
function rarest(text: string, common: ReadonlyMap<number, number>): { readonly hash: number; readonly offset: number } {
  let best = { hash: 0, offset: 0, times: Number.POSITIVE_INFINITY };
  for (let offset = 0; offset + WINDOW <= text.length; offset++) {
    const hash = hashOf(text, offset);
    const times = common.get(hash) ?? 0;
    if (times < best.times) best = { hash, offset, times };
  }
  return best;
}
