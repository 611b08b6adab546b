import { createHash } from "node:crypto";
import type { Mark, ReviewText } from "../packages/index.ts";

/** What the marks of a text cover, each once, in order. */
export const markedWords = (text: Pick<ReviewText, "text" | "marks">): readonly string[] => [
  ...new Set(text.marks.map((mark) => text.text.slice(mark.from, mark.to))),
];

/** Tells whether a text still is the one that was read. It stands beside the text itself, so it tells nothing more. */
export const seenHash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** So many words, and so long, are taken out beside what was marked. */
const MOST_WORDS = 50;

/**
 * The marks that a reviewer left: those of the ticked words, and wherever a word stands that they added. Undefined: an added
 * word stands nowhere in the text.
 */
export function chosenMarks(
  text: Pick<ReviewText, "text" | "marks">,
  form: Readonly<Record<string, string>>,
): readonly Mark[] | undefined {
  const ticked = new Set(Object.entries(form).flatMap(([name, value]) => (/^out-\d+$/.test(name) ? [value] : [])));
  const kept = text.marks.filter((mark) => ticked.has(text.text.slice(mark.from, mark.to)));
  const added: Mark[] = [];
  for (const word of wordsOf(form.also ?? "")) {
    const found = places(text.text, word);
    if (found.length === 0) return undefined;
    added.push(...found);
  }
  return [...kept, ...added];
}

const wordsOf = (text: string): readonly string[] =>
  text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS);

function places(text: string, word: string): Mark[] {
  const found: Mark[] = [];
  const [where, what] = [text.toLocaleLowerCase("en"), word.toLocaleLowerCase("en")];
  // Lowering a letter may change its length: then only the same spelling is found.
  const [haystack, needle] = where.length === text.length ? [where, what] : [text, word];
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + needle.length))
    found.push({ from: at, to: at + needle.length, kind: "name" });
  return found;
}
