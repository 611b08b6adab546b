// Finding what a program's words mean: ids, categories and places, first in the program itself, then in its group.
import { branch } from "../taxonomy/index.ts";
import type { Law } from "./program.ts";
import { isRecord, type Loose, member } from "./record.ts";
import type { LongProgram } from "./schema/program-schema.ts";
import type { IdSection, Unit } from "./unit.ts";

/** A program in long form, as checks and the building of the result see it. */
export interface View {
  readonly ns: string;
  readonly unit: Unit;
  /** Entries whose shape is wrong are missing here. */
  readonly long: LongProgram;
  /** The long form with everything, right or wrong: what names exist. */
  readonly raw: Loose;
  /** Its own laws, or the group's. */
  readonly laws: readonly Law[];
}

/** A program with the programs of its group. */
export interface Group {
  readonly top: View;
  readonly views: ReadonlyMap<string, View>;
}

/** An entry that a reference leads to; no value where the entry's own shape is wrong. */
export interface Hit<S extends IdSection> {
  readonly view: View;
  readonly id: string;
  readonly value: NonNullable<LongProgram[S]>[string] | undefined;
}

/** The ids of a section, whether their entries are right or not. */
export function idsOf(view: View, section: IdSection): readonly string[] {
  const entries = view.raw[section];
  return isRecord(entries) ? Object.keys(entries) : [];
}

/** The entries of a section whose shape is right. */
export function entriesOf<S extends IdSection>(view: View, section: S): readonly [string, NonNullable<LongProgram[S]>[string]][] {
  return Object.entries(view.long[section] ?? {}) as [string, NonNullable<LongProgram[S]>[string]][];
}

/** What a reference leads to: local first, then the group's; `group:id` names one outright. */
export function find<S extends IdSection>(group: Group, view: View, section: S, reference: string): Hit<S> | undefined {
  for (const [from, id] of candidates(group, view, section, reference)) {
    if (!from || !idsOf(from, section).includes(id)) continue;
    const entries = from.long[section] as Readonly<Record<string, NonNullable<LongProgram[S]>[string]>> | undefined;
    return { view: from, id, value: member(entries, id) };
  }
  return undefined;
}

function candidates(group: Group, view: View, section: IdSection, reference: string): readonly [View | undefined, string][] {
  const [, ns, id] = /^([a-z0-9-]+):(.+)$/.exec(reference) ?? [];
  if (ns !== undefined && id !== undefined) return [[group.views.get(ns), id]];
  // Where a service is called like its program one word is enough.
  const same: [View | undefined, string][] = section === "services" ? [[group.views.get(reference), reference]] : [];
  return [[view, reference], [group.top, reference], ...same];
}

/** The names that a reference could have been, for messages. */
export function namesFor(group: Group, view: View, section: IdSection): readonly string[] {
  return [...new Set([...idsOf(view, section), ...idsOf(group.top, section)])];
}

/** An id as the whole group writes it: `newsletter`, `qontak:newsletter`. */
export const qualified = (view: View, id: string): string => (view.ns === "" ? id : `${view.ns}:${id}`);

/** The taxonomy's categories that an id of the taxonomy, a branch, or an id of `data` names; none where it is unknown. */
export function categoriesOf(group: Group, view: View, reference: string): readonly string[] {
  const own = find(group, view, "data", reference)?.value;
  const id = typeof own === "object" && own.is !== undefined ? own.is : reference;
  return branch(id).map((category) => category.id);
}

/** All categories of several references. */
export function categoriesOfAll(group: Group, view: View, references: Iterable<string>): readonly string[] {
  return [...new Set([...references].flatMap((reference) => categoriesOf(group, view, reference)))];
}

/** Where a place leads. */
export interface Target {
  readonly view: View;
  readonly store: string;
  readonly dataset: string;
  /** Empty: the place names the dataset alone. */
  readonly columns: readonly string[];
}

/** Why a place leads nowhere. */
export interface Nowhere {
  readonly lacks: "program" | "store" | "dataset" | "choice";
  readonly name: string;
  readonly names: readonly string[];
}

/** Resolves `[group:][store/]dataset[.field]`; inside a store that store is meant where none is named. */
export function resolvePlace(group: Group, view: View, text: string, inside?: string): Target | Nowhere {
  const [, ns, named, rest = ""] = /^(?:([a-z0-9-]+):)?(?:([a-z0-9-]+)\/)?(.+)$/.exec(text) ?? [];
  const from = ns === undefined ? view : group.views.get(ns);
  if (!from) return { lacks: "program", name: ns ?? "", names: [...group.views.keys()].filter((name) => name !== "") };
  const home = ns === undefined ? inside : undefined;
  const stores = idsOf(from, "stores");
  const store = named ?? home ?? (stores.length === 1 ? stores[0] : undefined);
  if (store === undefined) return { lacks: "choice", name: rest, names: stores };
  const holder = stores.includes(store)
    ? from
    : idsOf(group.top, "stores").includes(store) && ns === undefined
      ? group.top
      : undefined;
  if (!holder) return { lacks: "store", name: store, names: [...stores, ...idsOf(group.top, "stores")] };
  const names = datasetsOf(holder, store);
  const dataset = names.filter((name) => rest === name || rest.startsWith(`${name}.`)).sort((a, b) => b.length - a.length)[0];
  if (dataset === undefined) return { lacks: "dataset", name: rest, names };
  return { view: holder, store, dataset, columns: columnsOf(rest.slice(dataset.length + 1)) };
}

/** Whether a place was found. */
export const isTarget = (found: Target | Nowhere): found is Target => "dataset" in found;

/** The datasets of a store, whether their entries are right or not. */
export function datasetsOf(view: View, store: string): readonly string[] {
  const stores = view.raw.stores;
  const found = isRecord(stores) ? member(stores, store) : undefined;
  return isRecord(found) && isRecord(found.datasets) ? Object.keys(found.datasets) : [];
}

/** `email` or `(company_id, no)` as columns. */
export function columnsOf(text: string): readonly string[] {
  const inner = /^\((.*)\)$/.exec(text)?.[1] ?? text;
  return inner
    .split(",")
    .map((column) => column.trim())
    .filter((column) => column !== "");
}

/** A column whose own name holds a dot, as `fields` names it: in quotes of its own. */
export const quotedColumn = (column: string): string => `"${column}"`;

/** Whether a name stands in quotes of its own. */
export const isQuotedColumn = (text: string): boolean => text.startsWith('"');

/** `payload.actor.id` as its column and the path inside it; a plain column has an empty path. `"address.city".x` is a path into `address.city`. */
export function splitPath(text: string): { readonly column: string; readonly path: readonly string[] } {
  const [, quoted, rest = ""] = /^"([^"]+)"((?:\.[^."]+)*)$/.exec(text) ?? [];
  if (quoted !== undefined) return { column: quoted, path: rest.split(".").slice(1) };
  const [column = text, ...path] = text.split(".");
  return { column, path };
}

type Dataset = NonNullable<LongProgram["stores"]>[string]["datasets"][string];
/** A link in long form. */
export type LongLink = NonNullable<Dataset["links"]>[string];
/** A dataset in long form. */
export type LongDataset = Dataset;

/** Every dataset of a program with its store. */
export function allDatasets(
  view: View,
): readonly { readonly store: string; readonly name: string; readonly dataset: LongDataset }[] {
  return entriesOf(view, "stores").flatMap(([store, { datasets }]) =>
    Object.entries(datasets).map(([name, dataset]) => ({ store, name, dataset })),
  );
}

/** One goal of a link: its kind, the value of `by` that leads there, and the place. */
export interface Goal {
  readonly kind: "owned" | "shared" | "mentions";
  readonly type: string | undefined;
  readonly place: string;
}

/** The goals of a link in the order of their strength. */
export function goalsOf(link: LongLink): readonly Goal[] {
  if (typeof link === "string") return [];
  return (["owned", "shared", "mentions"] as const).flatMap((kind): readonly Goal[] => {
    const target = link[kind];
    if (target === undefined) return [];
    if (typeof target === "string") return [{ kind, type: undefined, place: target }];
    return Object.entries(target).map(([type, place]) => ({ kind, type, place }));
  });
}

/** The categories that a field names, as written. */
export function fieldReferences(field: NonNullable<LongDataset["fields"]>[string]): readonly string[] {
  if (typeof field === "string") return [];
  return [...(field.is === undefined || field.is === "none" ? [] : [field.is]), ...(field.holds ?? [])];
}

/** The kind of a purpose: its own, or its id where that is one. */
export function kindOfPurpose(id: string, value: NonNullable<LongProgram["purposes"]>[string] | undefined): string | undefined {
  return typeof value === "object" ? value.kind : value === "never" ? id : undefined;
}
