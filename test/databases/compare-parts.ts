// What may become of a part of a cell: words inside a text, an item of a list, a place in JSON. The rest must be as before.
import { parse as parseYaml } from "yaml";

/** The person's own words inside something longer. How they are replaced is free; that all else stays is not. */
export interface Redacted {
  readonly kind: "redacted";
  /** None of these is left. */
  readonly values: readonly string[];
  /** These may go as well: a first name alone may be this person's, and nobody can tell. Never within another's address. */
  readonly perhaps?: readonly string[];
  /** The text is a list of mail addresses: whose address is the person's goes whole. */
  readonly header?: true;
}

/** An item out of a list: `yaml`, `json`, `array` (as PostgreSQL prints one), or the text that stands between items. */
export interface Unlisted {
  readonly kind: "unlisted";
  readonly format: string;
  readonly item: string;
}

/** Places in JSON that hold nothing of the person any more; all others are as before. */
export interface Cleaned {
  readonly kind: "cleaned";
  readonly paths: readonly (readonly string[])[];
}

export type PartBecomes = Redacted | Unlisted | Cleaned;

/** As long as something that stands for what was taken out can be. */
const LONGEST_STAND_IN = 60;

/** What is wrong with a cell of which a part was to go; undefined if nothing is. */
export function whyWrong(becomes: PartBecomes, was: string | null, is: string | null): string | undefined {
  if (was === null) return is === null ? undefined : "was empty and is not";
  switch (becomes.kind) {
    case "redacted":
      return whyNotRedacted(becomes, was, is);
    case "unlisted":
      return whyStillListed(becomes, was, is);
    case "cleaned":
      return whyNotCleaned(becomes.paths, was, is);
  }
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** A value as a word of its own: `ann@harbor.example` is not in `joann@harbor.example`, nor `Ann` in `Annual`. */
export const asWord = (value: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}]|[\\p{L}\\p{N}][.+_-])${escaped(value)}(?![\\p{L}\\p{N}]|[.@-][\\p{L}\\p{N}])`, "giu");

/** Whether a text holds a value as a word of its own. */
export const holdsWord = (text: string, value: string): boolean => asWord(value).test(text);

function whyNotRedacted({ values, perhaps = [], header }: Redacted, was: string, is: string | null): string | undefined {
  if (is === null) return "is cleared, and only a part of it was to go";
  const kept = values.find((value) => value !== "" && holdsWord(is, value));
  if (kept !== undefined) return `still holds "${kept}"`;
  const fits = [was, ...(header ? [withoutMailboxes(was, values)] : [])].some((left) => {
    const stays = partsBetween([...values, ...perhaps], left).map(escaped);
    return is === left || new RegExp(`^${stays.join(`[\\s\\S]{0,${LONGEST_STAND_IN}}?`)}$`, "u").test(is);
  });
  return fits ? undefined : `is otherwise not as before: "${was}" became "${is}"`;
}

/** What stands between the values in a text. */
function partsBetween(values: readonly string[], text: string): readonly string[] {
  const longestFirst = values.filter((value) => value !== "").sort((one, other) => other.length - one.length);
  return longestFirst.reduce<readonly string[]>((parts, value) => parts.flatMap((part) => part.split(asWord(value))), [text]);
}

const withoutMailboxes = (text: string, values: readonly string[]): string =>
  text
    .split(", ")
    .filter((box) => !values.some((value) => value.includes("@") && holdsWord(box, value)))
    .join(", ");

function whyStillListed({ format, item }: Unlisted, was: string, is: string | null): string | undefined {
  const wanted = itemsOf(was, format).filter((one) => one !== item);
  if (is === null) return wanted.length === 0 ? undefined : "is cleared, and others stand in the list";
  const found = itemsOf(is, format);
  return found.join("\n") === wanted.join("\n") ? undefined : `is not the list without the person: "${is}"`;
}

/** The items of a list kept in a text. */
export function itemsOf(text: string, format: string): string[] {
  if (text === "") return [];
  if (format === "yaml" || format === "json") {
    const parsed: unknown = format === "yaml" ? parseYaml(text) : JSON.parse(text);
    return Array.isArray(parsed) ? parsed.map(String) : [`not a list: ${text}`];
  }
  if (format === "array")
    return text === "{}"
      ? []
      : text
          .slice(1, -1)
          .split(",")
          .map((one) => one.replaceAll('"', ""));
  return text
    .split(format)
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

function whyNotCleaned(paths: readonly (readonly string[])[], was: string, is: string | null): string | undefined {
  if (is === null) return "is cleared, and only a part of it was to go";
  const before: unknown = JSON.parse(was);
  const after: unknown = JSON.parse(is);
  for (const path of paths) {
    const left = at(after, path);
    if (left !== undefined && left !== null && left === at(before, path)) return `still holds ${path.join(".")}`;
    cut(before, path);
    cut(after, path);
  }
  return JSON.stringify(before) === JSON.stringify(after) ? undefined : "is otherwise not as before";
}

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null;
const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inside, key) => (isTree(inside) ? inside[key] : undefined), value);

function cut(value: unknown, path: readonly string[]): void {
  const inside = at(value, path.slice(0, -1));
  const last = path.at(-1);
  if (isTree(inside) && last !== undefined) delete inside[last];
}
