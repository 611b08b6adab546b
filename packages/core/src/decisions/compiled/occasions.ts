// Events that open a recipient, as they lie in records.
import type { Asked } from "./asked.ts";
import { BORN, endOf, hasSection, momentAt, OCCASIONS, SIZES, startOf, word } from "./record.ts";

const SIZE = SIZES[OCCASIONS - BORN] ?? 1;

/** Of an open occasion: where its entry lies. */
export type OfOccasion = (asked: Asked, at: number) => boolean;

export const isOpen: OfOccasion = () => true;

/** Asks each occasion of an event that is open to a recipient now; the first yes ends it. */
export const someOccasion = (asked: Asked, event: number, recipient: number, holds: OfOccasion): boolean =>
  someOf(asked, asked.person, event, recipient, holds) || someOf(asked, asked.browser, event, recipient, holds);

function someOf(asked: Asked, of: number, event: number, recipient: number, holds: OfOccasion): boolean {
  const { words } = asked;
  if (!hasSection(words, of, OCCASIONS)) return false;
  const end = endOf(words, of, OCCASIONS);
  for (let at = startOf(words, of, OCCASIONS); at < end; at += SIZE) {
    const forWhom = word(words, at + 1);
    const forOne = (forWhom >> 1) - 1;
    if (word(words, at) !== event || (forOne >= 0 && forOne !== recipient)) continue;
    const isOpen = momentAt(words, at + 2) <= asked.now && untilOf(words, at) > asked.now;
    if (isOpen && holds(asked, at)) return true;
  }
  return false;
}

/** Until when the occasion of an entry is open; infinite where it does not end. */
export const untilOf = (words: Int32Array, at: number): number =>
  (word(words, at + 1) & 1) === 1 ? momentAt(words, at + 4) : Number.POSITIVE_INFINITY;
