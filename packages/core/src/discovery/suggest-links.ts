// What a program could say of the links of a store, and does not say yet.
import type { DatasetRule, LinkRule, Program } from "../program/index.ts";
import type { DatasetSchema, StoreSchema } from "../subject-graph/index.ts";
import { columnKey, linkValue, pointerStrategy } from "./draft-dataset.ts";
import { guessStore, type Known } from "./guess-store.ts";
import { isForStaff } from "./guess-subjects.ts";
import type { LinkGuess, StoreSamples, SubjectGuess } from "./guesses.ts";

/** A line that a program could have, and what speaks for it. */
export interface LinkSuggestion {
  readonly dataset: string;
  /** As the language writes it, to be put below `links` of the dataset: `user_id: owned by users`. */
  readonly line: string;
  readonly columns: readonly string[];
  readonly kind: LinkGuess["kind"];
  readonly targets: LinkGuess["targets"];
  /** The store declares it as a foreign key. */
  readonly declared: boolean;
  /** 0 to 1, for link and kind together. */
  readonly sure: number;
  /** What makes one think that there is a link: words and numbers, no values. */
  readonly evidence: readonly string[];
  /** Why it is owned, shared or a mention. */
  readonly because: string;
  /** The program has no block for the dataset yet. */
  readonly isNewDataset: boolean;
}

/** What the program says of a store, so that it is built upon and not said again. */
export function knownFrom(program: Program, store: string, schema: StoreSchema): Known {
  const rule = program.stores[store];
  const subjects = new Map<string, SubjectGuess | undefined>();
  const links = new Map<string, readonly LinkGuess[]>();
  for (const dataset of Object.values(rule?.datasets ?? {})) {
    subjects.set(dataset.name, subjectFrom(dataset));
    links.set(
      dataset.name,
      dataset.links.map((link) => linkFrom(link, store, schema.datasets[dataset.name])),
    );
  }
  for (const [other, { datasets }] of Object.entries(program.stores)) {
    if (other === store) continue;
    for (const dataset of Object.values(datasets)) subjects.set(`${other}/${dataset.name}`, subjectFrom(dataset));
  }
  return { subjects, links };
}

/** The datasets of people in the other stores of a program: what links between stores lead to. */
export function peopleElsewhere(program: Program, store: string): ReadonlyMap<string, readonly string[]> {
  const others = Object.values(program.stores).filter((one) => one.id !== store);
  const named = others.map(({ id, datasets }): [string, readonly string[]] => [
    id,
    Object.values(datasets)
      .filter((dataset) => subjectFrom(dataset) !== undefined)
      .map((dataset) => dataset.name),
  ]);
  return new Map(named.filter(([, names]) => names.length > 0));
}

function subjectFrom(dataset: DatasetRule): SubjectGuess | undefined {
  const [id] = Object.keys(dataset.is);
  if (id === undefined && dataset.identity.length === 0) return undefined;
  return {
    id: id ?? dataset.name,
    identity: Object.fromEntries(dataset.identity.map(({ kind, columns }) => [kind, columns])),
    side: isForStaff(dataset.name) ? "inside" : "outside",
    because: "the program says so",
  };
}

function linkFrom(link: LinkRule, store: string, dataset: DatasetSchema | undefined): LinkGuess {
  const declared = dataset?.foreignKeys.find((key) => key.columns.join() === link.columns.join());
  const targets = link.targets.map((target) => ({
    dataset: target.store === store ? target.dataset : `${target.store}/${target.dataset}`,
    ...(target.columns === undefined ? {} : { columns: target.columns }),
  }));
  return {
    columns: link.columns,
    kind: link.kind,
    targets: targets.length === 0 && declared && link.kind !== "none" ? [{ dataset: declared.target }] : targets,
    declared: declared !== undefined,
    sure: 1,
    because: "the program says so",
  };
}

/** Every link that was guessed and that the program does not have, `none` for declared keys that lead to no person included. */
export function suggestLinks(schema: StoreSchema, samples: StoreSamples, known: Known): readonly LinkSuggestion[] {
  return Object.values(guessStore(schema, samples, known)).flatMap((guess) => {
    const dataset = schema.datasets[guess.name];
    if (!dataset) return [];
    const said = known.links?.get(guess.name) ?? [];
    return guess.links
      .filter((link) => !said.includes(link))
      .map((link) => ({
        dataset: guess.name,
        line: `${columnKey(link.columns)}: ${linkValue(link, pointerStrategy(dataset, link))}`,
        columns: link.columns,
        kind: link.kind,
        targets: link.targets,
        declared: link.declared,
        sure: link.sure,
        evidence: link.declared ? ["the store declares it as a foreign key"] : (link.evidence ?? []),
        because: link.because.replace(/^no key is declared, but /, ""),
        isNewDataset: !known.links?.has(guess.name),
      }));
  });
}
