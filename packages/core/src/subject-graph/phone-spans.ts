import type { Span } from "./decodings.ts";

/** Digits by which two phone numbers are the same, whatever their prefix. */
const PHONE_DIGITS = 9;
const LEAST_DIGITS = 7;
/** A prefix has at most so many digits: `00`, a country's three, a zero. */
const MOST_PREFIX = 6;
/** So many marks may stand between two digits: `) - `. */
const MOST_BETWEEN = 3;

/** The digits that a phone number is known by; empty where it has too few. */
export function phoneKey(text: string): string {
  const digits = text.replace(/\D/g, "");
  return digits.length < LEAST_DIGITS ? "" : digits.slice(-PHONE_DIGITS);
}

const BETWEEN = /[\s()./‐–-]/u;
const WORDY = /[\p{L}\p{N}]/u;

/** Where a text holds one of the numbers, however it is grouped and whatever stands before it. */
export function phoneSpans(text: string, keys: ReadonlySet<string>): Span[] {
  const spans: Span[] = [];
  if (keys.size === 0) return spans;
  for (const start of text.matchAll(/(?<![\p{L}\p{N}])\d/gu)) {
    if (start.index < (spans.at(-1)?.to ?? 0)) continue;
    const to = numberEnd(text, start.index, keys);
    if (to !== undefined) spans.push({ from: withPrefix(text, start.index), to });
  }
  return spans;
}

/** Where the longest of the numbers that begin here ends. */
function numberEnd(text: string, from: number, keys: ReadonlySet<string>): number | undefined {
  let digits = "";
  let between = 0;
  let end: number | undefined;
  for (let at = from; at < text.length && digits.length < PHONE_DIGITS + MOST_PREFIX && between <= MOST_BETWEEN; at++) {
    const sign = text[at] ?? "";
    if (/\d/.test(sign)) {
      digits += sign;
      between = 0;
      const isWhole = !WORDY.test(text[at + 1] ?? "");
      if (isWhole && keys.has(digits.length > PHONE_DIGITS ? digits.slice(-PHONE_DIGITS) : digits)) end = at + 1;
    } else if (BETWEEN.test(sign)) between += 1;
    else break;
  }
  return end;
}

/** `+` and an opening bracket belong to the number. */
const withPrefix = (text: string, from: number): number =>
  from - (/[+(]{0,2}$/.exec(text.slice(Math.max(0, from - 2), from))?.[0].length ?? 0);
