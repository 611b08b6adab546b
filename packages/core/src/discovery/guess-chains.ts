import type { DatasetSchema } from "../subject-graph/index.ts";
import { isLater, isOptional, type LinkContext, linkOf, type Way } from "./guess-links.ts";
import type { LinkGuess } from "./guesses.ts";
import { datasetWords } from "./name-words.ts";

type Links = Map<string, readonly LinkGuess[]>;

const leads = (link: LinkGuess): boolean => link.kind === "owned" || link.kind === "shared";

/** Whether a person's rows lead to this dataset. */
export function isReached(name: string, links: Links, subjects: ReadonlyMap<string, unknown>): boolean {
  return subjects.has(name) || (links.get(name) ?? []).some(leads);
}

/** Lines of an invoice belong to whoever the invoice belongs to: follows keys downward from people's rows, until nothing is added. */
export function followChains(keys: ReadonlyMap<string, readonly Way[]>, links: Links, context: LinkContext): void {
  const open = context.datasets.filter((dataset) => !isReached(dataset.name, links, context.subjects));
  for (let added = true; added; ) {
    added = false;
    // A round sees only what earlier rounds reached, so that the shortest path is taken.
    const reached = new Set(context.datasets.map((one) => one.name).filter((name) => isReached(name, links, context.subjects)));
    for (const dataset of open) {
      if (reached.has(dataset.name)) continue;
      const parent = chooseParent(dataset, keys.get(dataset.name) ?? [], reached, context);
      if (!parent) continue;
      links.set(dataset.name, [...(links.get(dataset.name) ?? []), chainLink(parent, links)]);
      added = true;
    }
  }
}

function chooseParent(
  dataset: DatasetSchema,
  keys: readonly Way[],
  reached: ReadonlySet<string>,
  context: LinkContext,
): Way | undefined {
  const words = datasetWords(dataset.name);
  return keys
    .filter(
      (key) =>
        reached.has(key.target) &&
        !context.subjects.has(key.target) &&
        key.target !== dataset.name &&
        !isLater(key) &&
        !key.pointer?.isList &&
        !isOptional(dataset, key),
    )
    .sort((one, other) => likeness(other, words) - likeness(one, words))[0];
}

/** `invoice_lines` is nearer to `invoices` than to `time_entries`. */
function likeness(key: Way, words: readonly string[]): number {
  return datasetWords(key.target).filter((word) => words.includes(word)).length + (key.onDelete === "cascade" ? 0.5 : 0);
}

function chainLink(key: Way, links: Links): LinkGuess {
  const isOwned = (links.get(key.target) ?? []).some((link) => link.kind === "owned");
  return linkOf(key, { kind: isOwned ? "owned" : "shared", sure: 0.75, because: `a part of ${key.target}` });
}

/** The kinds of people whose rows lead to a dataset. */
export function rootsOf(name: string, links: Links, seen: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  if (seen.has(name)) return new Set();
  const next = new Set([...seen, name]);
  const targets = (links.get(name) ?? []).filter(leads).flatMap((link) => link.targets.map((one) => one.dataset));
  return new Set(targets.flatMap((target) => [target, ...rootsOf(target, links, next)]));
}

/** An address that a person's row points at is that person's, unless somebody else lives there, too. */
export function addUpwardLinks(keys: ReadonlyMap<string, readonly Way[]>, links: Links, context: LinkContext): void {
  for (const dataset of context.datasets) {
    if (isReached(dataset.name, links, context.subjects) || !holdsPersonal(dataset.name, context)) continue;
    const pointers = [...context.subjects]
      .sort(([, one], [, other]) => Number(one.side === "inside") - Number(other.side === "inside"))
      .flatMap(([name]) => (keys.get(name) ?? []).filter((key) => key.target === dataset.name).map((key) => ({ name, key })));
    const [first] = pointers;
    if (!first || dataset.primaryKey.length !== 1) continue;
    const link: LinkGuess = {
      columns: first.key.targetColumns.length > 0 ? first.key.targetColumns : dataset.primaryKey,
      kind: "owned",
      targets: [{ dataset: first.name, columns: first.key.columns }],
      unshared: true,
      declared: false,
      sure: 0.7,
      because: `rows of ${first.name} point at it; others may, too`,
    };
    links.set(dataset.name, [...(links.get(dataset.name) ?? []), link]);
  }
}

/** A reference table of cities holds names of places, and no address. */
function holdsPersonal(name: string, context: LinkContext): boolean {
  return (context.fields.get(name) ?? []).some((field) =>
    /^(contact\.(street|address|phone|email)|name\.(full|first|last))$/.test(field.category ?? ""),
  );
}

/** Every declared key gets a line: those that lead to nobody say `none`. */
export function addRemainingKeys(keys: ReadonlyMap<string, readonly Way[]>, links: Links, context: LinkContext): void {
  const owned = new Set([...links].filter(([, list]) => list.some((link) => link.kind === "owned")).map(([name]) => name));
  for (const [name, list] of keys) {
    const known = links.get(name) ?? [];
    const missing = list.filter((key) => !known.some((link) => link.columns.join() === key.columns.join()));
    const added = missing.map((key): LinkGuess => {
      const common = { columns: key.columns, declared: true, sure: 0.8 };
      // The store empties such a pointer when the row behind it goes, and that row is a person's.
      const isEmptied = key.onDelete === "set-null" && owned.has(key.target) && !owned.has(name) && !context.subjects.has(name);
      if (isEmptied)
        return { ...common, kind: "mentions", targets: [{ dataset: key.target }], because: `a row of ${key.target} may go` };
      return { ...common, kind: "none", targets: [], because: `${key.target} leads to no person from here` };
    });
    links.set(name, [...known, ...added]);
  }
}
