// Finds others' names, e-mail addresses and phone numbers in a text, and takes them out. Pure.
import { standsAt, type Word, type WordedText, worded } from "@troth/core/foundation";

/** A place in a text that may tell of somebody else. Offsets are JavaScript's, `to` is behind the last. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly kind: MarkKind;
}

/** What a marked place looks like. */
export type MarkKind = "name" | "email" | "phone";

/** Who is known to appear in the texts of one request. */
export interface KnownNames {
  /** Names of others. */
  readonly others: readonly string[];
  /** Names, addresses and numbers of the person: never marked. */
  readonly own: readonly string[];
}

/** The same, made ready: a text costs as much as it has words, however many names there are. */
export interface NameIndex {
  readonly byFirstWord: ReadonlyMap<string, readonly IndexedName[]>;
  /** Single words of others' names. */
  readonly parts: ReadonlySet<string>;
  /** E-mail addresses and the last digits of phone numbers of the person. */
  readonly ownReach: ReadonlySet<string>;
}

interface IndexedName {
  readonly name: WordedText;
  readonly isOwn: boolean;
}

/** A shorter part of a name is a word of everyday too often. */
const LEAST_PART_LETTERS = 3;

/** Digits by which two phone numbers are the same, whatever their prefix. */
const PHONE_DIGITS = 9;

/** Makes names ready to be looked for. What is the person's own is no name of another, even if another has it too. */
export function indexNames({ others, own }: KnownNames): NameIndex {
  const ownNames = own.map(worded).filter((one) => one.words.length > 0);
  const spelled = (one: WordedText): string => one.words.map((word) => word.folded).join(" ");
  const isMine = new Set(ownNames.map(spelled));
  const theirs = others.map(worded).filter((one) => one.words.length > 0 && hasLetter(one.text) && !isMine.has(spelled(one)));
  const mine = new Set(ownNames.flatMap((one) => one.words.map((word) => word.folded)));
  const byFirstWord = new Map<string, IndexedName[]>();
  const entries = [...ownNames.map((name) => ({ name, isOwn: true })), ...theirs.map((name) => ({ name, isOwn: false }))];
  for (const entry of new Map(entries.map((one) => [`${one.isOwn} ${spelled(one.name)}`, one])).values()) {
    const first = entry.name.words[0]?.folded ?? "";
    byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), entry]);
  }
  const parts = theirs.flatMap((one) => one.words.map((word) => word.folded));
  return {
    byFirstWord,
    parts: new Set(parts.filter((part) => letters(part) >= LEAST_PART_LETTERS && !mine.has(part))),
    ownReach: new Set(own.flatMap((one) => [one.trim().toLowerCase(), phoneKey(one)]).filter((key) => key !== "")),
  };
}

const hasLetter = (text: string): boolean => /\p{L}/u.test(text);
const letters = (text: string): number => [...text.matchAll(/\p{L}/gu)].length;

function phoneKey(text: string): string {
  const digits = text.replace(/\D/g, "");
  return digits.length < 7 ? "" : digits.slice(-PHONE_DIGITS);
}

/** The places of a text that may tell of somebody else, in order, none overlapping another. */
export function markText(text: string, index: NameIndex): Mark[] {
  const marks = [...marksOf(text, "email", EMAILS, index), ...marksOf(text, "phone", PHONES, index), ...nameMarks(text, index)];
  return mergeMarks(marks);
}

// Bounded everywhere: a text of others must not make a search slow.
const EMAILS = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;
// A number in the international form or with a leading zero, or grouped as in North America: seven digits or more.
const PHONES = /(?<![\p{L}\p{N}@])(?:(?:\+|\(?0)\d?[\d\s()./‐–-]{5,22}\d|\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4})(?![\p{L}\p{N}])/gu;

const DATE = /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b/;

function marksOf(text: string, kind: "email" | "phone", pattern: RegExp, { ownReach }: NameIndex): Mark[] {
  return [...text.matchAll(pattern)].flatMap((found) => {
    const said = found[0];
    const key = kind === "phone" ? phoneKey(said) : said.toLowerCase();
    return key === "" || ownReach.has(key) || DATE.test(said) ? [] : [{ from: found.index, to: found.index + said.length, kind }];
  });
}

function nameMarks(text: string, index: NameIndex): Mark[] {
  const where = worded(text);
  // Where nothing is capital a name is not either.
  const isLower = !/\p{Lu}/u.test(text);
  const marks: Mark[] = [];
  for (let at = 0; at < where.words.length; ) {
    const word = where.words[at];
    if (!word) break;
    const longest = longestName(where, at, index);
    const last = where.words[at + (longest?.name.words.length ?? 1) - 1] ?? word;
    if (longest ? !longest.isOwn : isPart(where.text, word, index, isLower))
      marks.push({ from: word.from, to: last.to, kind: "name" });
    at += longest?.name.words.length ?? 1;
  }
  return marks;
}

function longestName(where: WordedText, at: number, { byFirstWord }: NameIndex): IndexedName | undefined {
  let longest: IndexedName | undefined;
  for (const one of byFirstWord.get(where.words[at]?.folded ?? "") ?? [])
    if (one.name.words.length > (longest?.name.words.length ?? 0) && standsAt(where, at, one.name)) longest = one;
  return longest;
}

const isPart = (text: string, word: Word, { parts }: NameIndex, isLower: boolean): boolean =>
  parts.has(word.folded) && (isLower || !/^\p{Ll}/u.test(text.slice(word.from, word.to)));

/** Joins marks that overlap; the kind of the longest is kept. */
export function mergeMarks(marks: readonly Mark[]): Mark[] {
  const merged: { mark: Mark; longest: number }[] = [];
  for (const mark of [...marks].sort((one, other) => one.from - other.from || other.to - one.to)) {
    const last = merged.at(-1);
    const length = mark.to - mark.from;
    if (last === undefined || mark.from >= last.mark.to) merged.push({ mark, longest: length });
    else {
      const kind = length > last.longest ? mark.kind : last.mark.kind;
      const joined = { from: last.mark.from, to: Math.max(last.mark.to, mark.to), kind };
      merged[merged.length - 1] = { mark: joined, longest: Math.max(last.longest, length) };
    }
  }
  return merged.map((one) => one.mark);
}

/**
 * What of a text is taken out: each mark as whole words, and wherever else in the text the same words stand. A reviewer
 * marks a name once; it must not be read two lines further down.
 */
export function redactedSpans(text: string, marks: readonly Mark[]): Mark[] {
  const where = worded(text);
  const whole = mergeMarks(marks.flatMap((mark) => wholeWords(where, mark)));
  const again = whole.flatMap(({ from, to, kind }) => {
    const sought = worded(text.slice(from, to));
    const count = sought.words.length;
    return count === 0
      ? []
      : where.words.flatMap((word, at) =>
          standsAt(where, at, sought) ? [{ from: word.from, to: where.words[at + count - 1]?.to ?? word.to, kind }] : [],
        );
  });
  return mergeMarks([...whole, ...again]);
}

const signs = new Intl.Segmenter("und", { granularity: "grapheme" });

/** A mark within its text, widened to whole words and signs; nothing if it is empty. */
function wholeWords({ text, words }: WordedText, mark: Mark): Mark[] {
  let from = Math.max(0, Math.trunc(mark.from));
  let to = Math.min(text.length, Math.trunc(mark.to));
  if (!(from < to)) return [];
  const all = signs.segment(text);
  from = all.containing(from)?.index ?? from;
  const last = all.containing(to - 1);
  to = last === undefined ? to : last.index + last.segment.length;
  const met = words.filter((word) => word.from < to && word.to > from);
  return [{ from: Math.min(from, met[0]?.from ?? from), to: Math.max(to, met.at(-1)?.to ?? to), kind: mark.kind }];
}

/** A text without what is marked: in its place stands what `block` says. */
export function redactText(text: string, marks: readonly Mark[], block: (kind: MarkKind) => string): string {
  let redacted = "";
  let at = 0;
  for (const span of redactedSpans(text, marks)) {
    redacted += text.slice(at, span.from) + block(span.kind);
    at = span.to;
  }
  return redacted + text.slice(at);
}
