// How much it says that values of one place are found among the keys of another. Small numbers are found everywhere.
import type { ValueType } from "./value-kinds.ts";

/** Of addresses more: a column often has those of several kinds of people. */
export const addressesAtMost = 200;

/** Values that stand for nobody. */
const placeholder = /^(|0|-1|null|nil|none|n\/?a|-|unknown|0{8}-(0{4}-){3}0{12})$/i;

/** So many different values of a place are looked for. */
export const askedAtMost = 40;

/** Different values that could be pointers, spread over the sample. */
export function askedValues(values: readonly string[], fold: boolean, most = askedAtMost): readonly string[] {
  const distinct = [...new Set(values.map((value) => (fold ? value.toLowerCase() : value)))].filter(
    (one) => !placeholder.test(one),
  );
  const step = Math.max(1, distinct.length / most);
  return Array.from({ length: Math.min(distinct.length, most) }, (_, at) => distinct[Math.floor(at * step)] ?? "");
}

/** The keys that were seen of a dataset. */
export interface KeyShape {
  /** Mail addresses, which are no chance, however few. */
  readonly isAddress: boolean;
  readonly type: ValueType;
  readonly values: ReadonlySet<string>;
  /** All there are. */
  readonly complete: boolean;
}

export interface Overlap {
  readonly asked: number;
  readonly found: number;
  /** 0 to 1: what share would be found if the place had nothing to do with the dataset. */
  readonly chance: number;
  /** 0 to 1: how much of the range of keys the values use; pointers at a small table use most of it. */
  readonly fit: number;
  /** Only a sample of the keys was compared: what is not found says nothing. */
  readonly partial: boolean;
}

/** Compares values with keys that were seen, or with what the store answered when it was asked for them. */
export function overlapOf(values: readonly string[], keys: KeyShape, fold: boolean, answered: number | undefined): Overlap {
  const asked = askedValues(values, fold, keys.isAddress ? addressesAtMost : askedAtMost);
  const known = fold ? new Set([...keys.values].map((value) => value.toLowerCase())) : keys.values;
  const inSample = asked.filter((value) => known.has(value)).length;
  const isPartial = answered === undefined && !keys.complete;
  return { asked: asked.length, found: answered ?? inSample, ...chanceOf(asked, keys), partial: isPartial };
}

function chanceOf(asked: readonly string[], keys: KeyShape): { readonly chance: number; readonly fit: number } {
  if (keys.type === "uuid") return { chance: 0, fit: 1 };
  if (keys.type === "text") {
    const isTelling = new Set(asked).size >= 5 && asked.every((value) => value.length >= 4);
    return { chance: isTelling || asked.some((value) => value.length > 8) ? 0 : 0.5, fit: 1 };
  }
  const numbers = asked.map(Number);
  const known = [...keys.values].map(Number);
  if (numbers.length === 0 || known.length === 0) return { chance: 1, fit: 0 };
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const [first, last] = [Math.min(...known), Math.max(...known)];
  const within = keys.complete
    ? known.filter((one) => one >= low && one <= high).length / (high - low + 1)
    : known.length / (last - first + 1);
  return { chance: Math.min(1, within), fit: last <= 0 ? 0 : Math.min(1, Math.max(0, high) / last) };
}

/** How sure a name (0 to 1) and an overlap make one; undefined: the values speak against it. */
export function sureOf(name: number, { asked, found, chance, partial }: Overlap, isAddress: boolean): number | undefined {
  if (asked === 0) return 0.75 * name;
  const share = found / asked;
  if (isAddress) return found < 2 ? undefined : 0.5 + 0.4 * share;
  if (partial) {
    const strength = Math.min(1, found / 5) * (1 - chance);
    return found === 0 && name === 0 ? undefined : together(0.7 * name, 0.75 * strength);
  }
  // Nobody declared the key, so some rows may have lost theirs; half of them is no link.
  if (share < (name >= 0.9 ? 0.5 : 0.8)) return undefined;
  if (name === 0 && (asked < 5 || share < 0.9 || chance > 0.05)) return undefined;
  const strength = share * (1 - chance) * Math.min(1, asked / 6);
  // That no value is missing is worth a little even where all would be found by chance.
  const whole = share === 1 ? 0.15 * Math.min(1, asked / 6) : 0;
  return together(together(0.75 * name, 0.8 * strength), whole);
}

const together = (one: number, other: number): number => 1 - (1 - one) * (1 - other);
