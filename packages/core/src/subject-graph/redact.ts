// Takes a person's own values out of free text and JSON, and leaves everything else as it stands.
import { standsAt, type WordedText, worded } from "../foundation/index.ts";
import { decodings, type Span } from "./decodings.ts";
import { isEverydayWord } from "./everyday-words.ts";
import type { OwnValue } from "./own-values.ts";
import { phoneKey, phoneSpans } from "./phone-spans.ts";

/** What stands where a value stood. */
export const REDACTED = "[redacted]";
/** Where the column is too short for it; a value is never shorter than the last. */
const SHORTER_MARKS = [REDACTED, "[…]", "*"] as const;

interface Needle {
  readonly name: WordedText;
  /** What stands between the words must be the same: an address is no name. */
  readonly exact: boolean;
  /** A part of a name: only where it is written as a name. */
  readonly part: boolean;
}

/** A person's values, made ready: a text costs as much as it has words, however many values there are. */
export interface Redactor {
  readonly byFirstWord: ReadonlyMap<string, readonly Needle[]>;
  readonly phones: ReadonlySet<string>;
}

/** Makes values ready to be looked for. */
export function redactorOf(values: readonly OwnValue[]): Redactor {
  const byFirstWord = new Map<string, Needle[]>();
  const known = new Set<string>();
  for (const needle of values.flatMap(needlesOf)) {
    const first = needle.name.words[0]?.folded;
    const name = `${needle.exact} ${needle.part} ${needle.exact ? needle.name.text.toLowerCase() : needle.name.words.map((word) => word.folded).join(" ")}`;
    if (first === undefined || known.has(name)) continue;
    known.add(name);
    byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), needle]);
  }
  for (const needles of byFirstWord.values())
    needles.sort((one, other) => other.name.words.length - one.name.words.length || Number(one.part) - Number(other.part));
  const phones = values.filter((value) => value.kind === "phone").map((value) => phoneKey(value.text));
  return { byFirstWord, phones: new Set(phones.filter((key) => key !== "")) };
}

/** A shorter part of a name is a word of everyday too often. */
const LEAST_PART_LETTERS = 3;
/** Digits and letters by which a number is told from another when its marks are left out. */
const LEAST_JOINED = 6;

function needlesOf({ kind, text }: OwnValue): Needle[] {
  const name = worded(text.trim());
  const words = name.words.map((word) => name.text.slice(word.from, word.to));
  const loose = (said: readonly string[], part = false): Needle => ({ name: worded(said.join(" ")), exact: false, part });
  if (kind === "name") {
    const [first = "", ...rest] = words;
    const last = words.at(-1) ?? "";
    const turned = words.length > 1 ? [loose([last, ...words.slice(0, -1)]), loose([...rest, first])] : [];
    const parts = words.length > 1 ? words.filter(isTelling).map((word) => loose([word], true)) : [];
    return [{ name, exact: false, part: false }, ...turned, ...parts];
  }
  const joined = words.join("");
  const isCode = kind === "other" && words.length > 1 && /\d/.test(joined) && joined.length >= LEAST_JOINED;
  return [{ name, exact: kind === "email" || kind === "other", part: false }, ...(isCode ? [loose([joined]), loose(words)] : [])];
}

const isTelling = (word: string): boolean => [...word.matchAll(/\p{L}/gu)].length >= LEAST_PART_LETTERS && !isEverydayWord(word);

const MOST_PASSES = 8;

/** A text without the person's values. What is not theirs stays byte for byte; doing it twice changes nothing more. */
export function redactText(text: string, redactor: Redactor, maxLength: number | null = null): string {
  let redacted = text;
  // What stands beside a value may only be told from it once the value is gone: `ada.ada@x.example`.
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const spans = spansIn(redacted, redactor);
    if (spans.length === 0) break;
    redacted = replaced(redacted, spans, maxLength);
  }
  return redacted;
}

/** Where a text holds a value of the person, in order, none overlapping another. */
export function spansIn(text: string, redactor: Redactor): Span[] {
  const spans = decodings(text).flatMap(({ text: read, at }) =>
    [...wordSpans(read, redactor), ...phoneSpans(read, redactor.phones)].map(({ from, to }) => ({ from: at(from), to: at(to) })),
  );
  return merged(spans);
}

function wordSpans(text: string, { byFirstWord }: Redactor): Span[] {
  if (byFirstWord.size === 0) return [];
  const where = worded(text);
  // Where nothing is capital a name is not either.
  const isLower = !/\p{Lu}/u.test(text);
  const spans: Span[] = [];
  for (let at = 0; at < where.words.length; at++) {
    const word = where.words[at];
    const needle = byFirstWord.get(word?.folded ?? "")?.find((one) => stands(where, at, one, { byFirstWord, isLower }));
    const last = where.words[at + (needle?.name.words.length ?? 1) - 1];
    if (!word || !needle || !last) continue;
    const spelled = needle.exact ? outer(text, word.from, last.to, needle.name) : { from: word.from, to: last.to };
    spans.push(spelled);
    at += needle.name.words.length - 1;
  }
  return spans;
}

/** A value that begins or ends with a mark (`@ada`, `a$`) goes with it. */
function outer(text: string, from: number, to: number, { text: own, words }: WordedText): Span {
  const before = own.slice(0, words[0]?.from ?? 0);
  const after = own.slice(words.at(-1)?.to ?? own.length);
  const start = before !== "" && text.slice(0, from).endsWith(before) ? from - before.length : from;
  return { from: start, to: after !== "" && text.startsWith(after, to) ? to + after.length : to };
}

interface Reading extends Pick<Redactor, "byFirstWord"> {
  readonly isLower: boolean;
}

function stands(where: WordedText, at: number, needle: Needle, { byFirstWord: known, isLower }: Reading): boolean {
  const { name, exact, part } = needle;
  const from = where.words[at]?.from ?? 0;
  if (part && !isLower && /^\p{Ll}/u.test(where.text.slice(from))) return false;
  if (!exact || name.words.length === 1) return standsAt(where, at, name) && !(!exact && isInOthersAddress(where, at, known));
  const isSame = name.words.every((word, nth) => {
    const here = where.words[at + nth];
    const next = where.words[at + nth + 1];
    const ownNext = name.words[nth + 1];
    if (here?.folded !== word.folded) return false;
    return !ownNext || (next !== undefined && where.text.slice(here.to, next.from) === name.text.slice(word.to, ownNext.from));
  });
  const to = where.words[at + name.words.length - 1]?.to ?? from;
  return isSame && !(name.text.includes("@") && isWithinAddress(where.text, from, to));
}

/** `bob.ada@x.example` and `ada@x.example.com` are other people's addresses. */
const isWithinAddress = (text: string, from: number, to: number): boolean =>
  /[\p{L}\p{N}\p{M}][._%+-]+$/u.test(text.slice(Math.max(0, from - 8), from)) ||
  /^[.-][\p{L}\p{N}]/u.test(text.slice(to, to + 4));

const ADDRESS_SIGN = "[\\p{L}\\p{N}\\p{M}._%+-]";
const BEFORE_AT = new RegExp(`${ADDRESS_SIGN}*$`, "u");
const UP_TO_AT = new RegExp(`^${ADDRESS_SIGN}+@(?=[\\p{L}\\p{N}])`, "u");
const AFTER_AT = new RegExp(`[\\p{L}\\p{N}]@${ADDRESS_SIGN}*$`, "u");
/** An address has no more before its `@`, a domain no more after it. */
const LONGEST_PART = 255;

/** A name within a mail address is the person's only where nothing but their names stands before the `@`: others share one. */
function isInOthersAddress({ text, words }: WordedText, at: number, known: Redactor["byFirstWord"]): boolean {
  const from = words[at]?.from ?? 0;
  const before = text.slice(Math.max(0, from - LONGEST_PART), from);
  if (AFTER_AT.test(before)) return true;
  const start = from - (BEFORE_AT.exec(before)?.[0].length ?? 0);
  const local = UP_TO_AT.exec(text.slice(start, from + LONGEST_PART))?.[0];
  if (local === undefined) return false;
  const parts = worded(local).words;
  return parts.length < 2 || !parts.every((word) => known.get(word.folded)?.some((one) => !one.exact) === true);
}

function merged(spans: readonly Span[]): Span[] {
  const all: { from: number; to: number }[] = [];
  for (const { from, to } of [...spans].sort((one, other) => one.from - other.from || other.to - one.to)) {
    const last = all.at(-1);
    if (last === undefined || from >= last.to) all.push({ from, to });
    else last.to = Math.max(last.to, to);
  }
  return all;
}

function replaced(text: string, spans: readonly Span[], maxLength: number | null): string {
  const candidates = SHORTER_MARKS.map((mark) => {
    let out = "";
    let at = 0;
    for (const { from, to } of spans) {
      out += text.slice(at, from) + mark;
      at = to;
    }
    return out + text.slice(at);
  });
  const fits = (one: string): boolean => maxLength === null || [...one].length <= maxLength;
  return candidates.find(fits) ?? candidates.at(-1) ?? "";
}
