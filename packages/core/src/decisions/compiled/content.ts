// The hash of a text as words, and the approval of it in a record.
import { CONTENT_DIGITS } from "../check-names.ts";
import type { Asked } from "./asked.ts";
import { APPROVALS, endOf, hasSection, ID_SHIFT, startOf, word } from "./record.ts";

export const CONTENT_WORDS = 8;
const DIGITS_OF_WORD = 8;
/** Of an approval: where the hash begins, and where it says until when it stands. */
const HASH = 1;
export const APPROVED_UNTIL = HASH + CONTENT_WORDS;
const SIZE = APPROVED_UNTIL + 2;

/** Reads a hash in hex into eight words; false for what is none. Makes no object. */
export function readContent(content: unknown, words: Int32Array): boolean {
  if (typeof content !== "string" || content.length !== CONTENT_DIGITS) return false;
  for (let at = 0; at < CONTENT_WORDS; at++) {
    let made = 0;
    for (let digit = at * DIGITS_OF_WORD; digit < (at + 1) * DIGITS_OF_WORD; digit++) {
      const value = digitOf(content.charCodeAt(digit));
      if (value < 0) return false;
      made = (made << 4) | value;
    }
    words[at] = made;
  }
  return true;
}

/** Of `0` to `9` and `a` to `f`; -1 for any other letter. */
function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 97 && code <= 102 ? code - 87 : -1;
}

/** What the person said of the text that is asked about, for the purpose; 0: nothing. */
export function approvalOf({ words, person, plan, content }: Asked): number {
  if (!hasSection(words, person, APPROVALS)) return 0;
  const end = endOf(words, person, APPROVALS);
  for (let at = startOf(words, person, APPROVALS); at < end; at += SIZE)
    if (word(words, at) >> ID_SHIFT === plan.purposeNumber && isOf(words, at + HASH, content)) return at;
  return 0;
}

function isOf(words: Int32Array, at: number, content: Int32Array): boolean {
  for (let index = 0; index < CONTENT_WORDS; index++) if (words[at + index] !== content[index]) return false;
  return true;
}
