// What the program says about a field, in the reader's language: looked up in its long form, which keeps every language.
import type { Program } from "@troth/core/program";
import type { Language } from "../words/index.ts";

type Loose = Readonly<Record<string, unknown>>;

const isLoose = (value: unknown): value is Loose => typeof value === "object" && value !== null && !Array.isArray(value);

const member = (value: unknown, key: string): unknown => (isLoose(value) && Object.hasOwn(value, key) ? value[key] : undefined);

/** The part of a group's program in which a qualified id (`group:id`) stands, and the id there. */
function homeOf(program: Program, qualified: string): { readonly part: Loose; readonly id: string } {
  const [, ns, id] = /^([a-z0-9-]+):(.+)$/.exec(qualified) ?? [];
  const part = ns === undefined ? undefined : member(program.long.include, ns);
  return isLoose(part) && id !== undefined ? { part, id } : { part: program.long, id: qualified };
}

/** The entry of a section under the id that the compiled program gives it. */
export function entryOf(program: Program, section: string, id: string): Loose | undefined {
  const home = homeOf(program, id);
  const found = member(member(home.part, section), home.id);
  return isLoose(found) ? found : undefined;
}

/** A collection point that a field of a store names: of the same part of the program, or of its top. */
export function collectionPoint(program: Program, store: string, reference: string): Loose | undefined {
  const here = member(member(homeOf(program, store).part, "collection"), reference);
  return isLoose(here) ? here : entryOf(program, "collection", reference);
}

/** From where the program says that data of a category comes: kinds of source, of the longest entry that names it. */
export function sourcesOf(program: Program, store: string, category: string): readonly string[] {
  const entries = [member(homeOf(program, store).part, "data"), program.long.data].flatMap((data) =>
    isLoose(data) ? Object.entries(data) : [],
  );
  const named = entries
    .map(([id, entry]) => ({ stem: id.replace(/\.\*$/, ""), is: member(entry, "is"), from: member(entry, "from") }))
    .filter(({ stem, is, from }) => Array.isArray(from) && [stem, is].some((one) => names(one, category)))
    .sort((one, other) => other.stem.length - one.stem.length);
  const from = named[0]?.from;
  return Array.isArray(from) ? from.filter((one): one is string => typeof one === "string") : [];
}

const names = (stem: unknown, category: string): boolean =>
  typeof stem === "string" && (category === stem || category.startsWith(`${stem}.`));

/** A text of the program in this language; undefined where it has none. One that says no language is in the program's first. */
export function wordsIn(program: Program, value: unknown, language: Language): string | undefined {
  const own = program.languages[0] ?? "en";
  if (typeof value === "string") return own === language ? value : undefined;
  const text = member(value, language);
  return typeof text === "string" ? text : undefined;
}

/** What a store is called: what the program says it is about, or its id. */
export const storeName = (program: Program, store: string, language: Language): string =>
  wordsIn(program, entryOf(program, "stores", store)?.about, language) ?? store;

/** What a dataset is about, where the program says it in this language. */
export const datasetAbout = (
  program: Program,
  at: { readonly store: string; readonly dataset: string },
  language: Language,
): string | undefined =>
  wordsIn(program, member(member(member(entryOf(program, "stores", at.store), "datasets"), at.dataset), "about"), language);
