import { sha256 } from "../foundation/index.ts";
import type { Mark, ReviewText } from "../packages/index.ts";

/** What the marks of a text cover, each once, in order. */
export const markedWords = (text: Pick<ReviewText, "text" | "marks">): readonly string[] => [
  ...new Set(text.marks.map((mark) => text.text.slice(mark.from, mark.to))),
];

/** Tells whether a text still is the one that was read. It stands beside the text itself, so it tells nothing more. */
export const seenHash = (text: string): string => sha256(text);

/** What divides the words that are taken out: no name, address or number has one. */
export const DIVIDER = ";";
const MOST_WORDS = 100;

/**
 * Where the words stand that a reviewer wants out of a text. Undefined: one of them stands nowhere in it, so that what they
 * meant to take out would stay.
 */
export function marksOf(text: Pick<ReviewText, "text" | "marks">, words: string): readonly Mark[] | undefined {
  const found = words
    .split(DIVIDER)
    .map((word) => word.trim())
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS)
    .map((word) => placesOf(text, word));
  return found.some((places) => places.length === 0) ? undefined : found.flat();
}

function placesOf({ text, marks }: Pick<ReviewText, "text" | "marks">, word: string): Mark[] {
  const kind = marks.find((mark) => text.slice(mark.from, mark.to).trim() === word)?.kind ?? "name";
  const [where, what] = [text.toLocaleLowerCase("en"), word.toLocaleLowerCase("en")];
  // Lowering a letter may change its length: then only the same spelling is found.
  const [haystack, needle] = where.length === text.length && what.length === word.length ? [where, what] : [text, word];
  const places: Mark[] = [];
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + needle.length))
    places.push({ from: at, to: at + needle.length, kind });
  return places;
}
