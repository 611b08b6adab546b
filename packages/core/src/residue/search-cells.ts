import type { TellingKind } from "../subject-graph/index.ts";
import { makeFinder } from "./find-texts.ts";
import { foldText, readingsOf, squeezed } from "./fold-text.ts";

/** One value of one person, to be found. */
export interface Sought {
  readonly kind: TellingKind;
  readonly spellings: readonly string[];
}

/** Searches texts for many values at once. */
export interface Search {
  /** The values, by their number, that stand in a text. */
  within(text: string): ReadonlySet<number>;
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** What may stand in an address before its end: `joanna@...` has not `anna@...` in it. */
const IN_ADDRESS = /[\p{L}\p{N}._+-]/u;

/** Whether what stands around a value lets it be one by itself: part of a longer word or number it is another. */
function standsAlone(kind: TellingKind, before: string, after: string): boolean {
  if (kind === "phone") return !/\d/.test(before) && !/\d/.test(after);
  return !(kind === "email" ? IN_ADDRESS : LETTER_OR_DIGIT).test(before) && !LETTER_OR_DIGIT.test(after);
}

/** Makes the search for these values. */
export function makeSearch(values: readonly Sought[]): Search {
  const plain = finderOf(values, (kind) => kind !== "phone");
  const digits = finderOf(values, (kind) => kind === "phone");
  return {
    within(text) {
      const found = new Set<number>();
      for (const reading of readingsOf(text)) {
        plain?.(reading, found);
        if (digits && /\d{4}|\d\D{1,4}\d/.test(reading)) digits(squeezed(reading), found);
      }
      return found;
    },
  };
}

function finderOf(
  values: readonly Sought[],
  wanted: (kind: TellingKind) => boolean,
): ((text: string, found: Set<number>) => void) | undefined {
  const texts: string[] = [];
  const owners: number[][] = [];
  const known = new Map<string, number>();
  values.forEach(({ kind, spellings }, value) => {
    if (!wanted(kind)) return;
    for (const spelling of spellings) {
      const at = known.get(spelling) ?? texts.push(spelling) - 1;
      known.set(spelling, at);
      owners[at] = [...(owners[at] ?? []), value];
    }
  });
  if (texts.length === 0) return undefined;
  const finder = makeFinder(texts);
  return (text, found) =>
    finder.find(text, (index, at) => {
      const [before, after] = [text.charAt(at - 1), text.charAt(at + (texts[index] ?? "").length)];
      for (const owner of owners[index] ?? []) {
        const kind = values[owner]?.kind;
        if (kind !== undefined && standsAlone(kind, before, after)) found.add(owner);
      }
    });
}

/** Whether a whole cell is this value: then the row is of somebody who bears it. */
export const isWhole = (sought: Sought, text: string): boolean =>
  sought.spellings.includes(sought.kind === "phone" ? text.replace(/\D/g, "") : foldText(text).trim());
