// Links that are suggested, held against those that a person knows of. Links that lead to no person do not count.
import type { LinkSuggestion } from "@troth/core/discovery";
import { parse } from "yaml";

/** How many of the true links are suggested, and how many of those suggested are true. */
export interface LinkFigures {
  readonly wanted: number;
  readonly suggested: number;
  /** The same place and the same datasets, with the same way of reading it (`by`, `split`, `cast`, `match`). */
  readonly right: number;
  /** Of those right, how many say the same of the row: owned, shared or mentions. */
  readonly kinds: number;
  readonly precision: number;
  readonly recall: number;
  readonly kind: number;
  /** What differs, in names of places. */
  readonly list: readonly string[];
}

interface Link {
  readonly kind: string;
  readonly way: string;
}

const parsed = (line: unknown): unknown => (typeof line === "string" ? parse(line) : line);

/** A link as the language writes it, without what is about the erasure. */
function linkOf(value: unknown): Link | undefined {
  if (value === "none" || value === null || value === undefined) return undefined;
  if (typeof value === "string") {
    const [, kind = "", target = ""] = /^(owned|shared|mentions)(?: by)? (.+)$/.exec(value) ?? [];
    return { kind, way: target };
  }
  const form = value as Record<string, unknown>;
  const kind = ["owned", "shared", "mentions"].find((one) => form[one] !== undefined) ?? "";
  const target = form[kind];
  const goals =
    typeof target === "string" ? [target] : Object.entries(target as object).map(([type, place]) => `${type}>${String(place)}`);
  // What one compares as, text or number, is the same rows: that a cast is needed is what is asked here.
  const how = ["by", "split", "match", "unshared"].map((key) => (form[key] === undefined ? "" : `${key}=${String(form[key])}`));
  return { kind, way: [...goals.sort(), ...how, form.cast === undefined ? "" : "cast"].filter((one) => one !== "").join(" ") };
}

type Truth = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Holds suggestions against links by dataset and column. */
export function measureLinks(suggestions: readonly LinkSuggestion[], truth: Truth): LinkFigures {
  const given = new Map(
    suggestions
      .filter((one) => one.kind !== "none")
      .map((one) => [`${one.dataset}.${one.columns.join(", ")}`, linkOf(Object.values(parsed(one.line) as object)[0])]),
  );
  const wanted = new Map(
    Object.entries(truth).flatMap(([dataset, links]) =>
      Object.entries(links).flatMap(([column, value]): [string, Link][] => {
        const link = linkOf(value);
        return link === undefined ? [] : [[`${dataset}.${column.replace(/^\((.*)\)$/, "$1")}`, link]];
      }),
    ),
  );
  const hits = [...wanted].filter(([place, link]) => given.get(place)?.way === link.way);
  const kinds = hits.filter(([place, link]) => given.get(place)?.kind === link.kind).length;
  const ratio = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
  const says = (link: Link | undefined): string => (link ? `${link.kind} ${link.way}` : "no line");
  return {
    ...{ wanted: wanted.size, suggested: given.size, right: hits.length, kinds },
    precision: ratio(hits.length, given.size),
    recall: ratio(hits.length, wanted.size),
    kind: ratio(kinds, hits.length),
    list: [...new Set([...wanted.keys(), ...given.keys()])]
      .filter((place) => says(given.get(place)) !== says(wanted.get(place)))
      .map((place) => `${place}: ${says(given.get(place))} -> ${says(wanted.get(place))}`),
  };
}

/** The links of a program's one store, or of a file with links alone. */
export function truthOf(text: string, store?: string): Truth {
  const file = parse(text) as Record<string, unknown>;
  const stores = file.stores as
    | Record<string, { datasets: Record<string, { links?: Record<string, unknown> } | null> }>
    | undefined;
  if (stores === undefined) return file as Truth;
  const datasets = (store === undefined ? Object.values(stores)[0] : stores[store])?.datasets ?? {};
  return Object.fromEntries(Object.entries(datasets).map(([name, dataset]) => [name, dataset?.links ?? {}]));
}
