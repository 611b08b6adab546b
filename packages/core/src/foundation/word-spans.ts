/** A word of a text: where it stands, and the form in which words are compared. */
export interface Word {
  readonly from: number;
  readonly to: number;
  /** Without case and accents: `José`, `jose` and a decomposed `José` are one. */
  readonly folded: string;
}

// Scripts that put no space between words: there every sign counts as a word.
const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const WORDS = new RegExp(`[${UNSPACED}]\\p{M}*|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+`, "gu");

/** Between the words of a name there may be so much, in whatever way it is written. */
const BETWEEN = /^[\s.,'’‘‐–-]{0,3}$/u;

const folded = (word: string): string =>
  word
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();

/** The words of a text, in order. Offsets are JavaScript's, and never within a sign. */
export const wordsOf = (text: string): Word[] =>
  [...text.matchAll(WORDS)].map((found) => ({
    from: found.index,
    to: found.index + found[0].length,
    folded: folded(found[0]),
  }));

/** A text with its words. */
export interface WordedText {
  readonly text: string;
  readonly words: readonly Word[];
}

/** A text with its words. */
export const worded = (text: string): WordedText => ({ text, words: wordsOf(text) });

/** Whether the words of `sought` stand in `where` from its word `at` on, with no more between them than a name may have. */
export function standsAt(where: WordedText, at: number, sought: WordedText): boolean {
  return sought.words.every((word, nth) => {
    const here = where.words[at + nth];
    if (here?.folded !== word.folded) return false;
    const before = where.words[at + nth - 1];
    const soughtBefore = sought.words[nth - 1];
    if (nth === 0 || !before || !soughtBefore) return nth === 0;
    const between = where.text.slice(before.to, here.from);
    return BETWEEN.test(between) || between === sought.text.slice(soughtBefore.to, word.from);
  });
}
