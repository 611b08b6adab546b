import type { DatasetSchema, ForeignKey, StoreSchema } from "../subject-graph/index.ts";
import { questionsOf as pointerQuestions } from "./find-pointers.ts";
import { typedQuestions } from "./find-typed.ts";
import { findWays } from "./find-ways.ts";
import { addRemainingKeys, addUpwardLinks, followChains, isReached, rootsOf } from "./guess-chains.ts";
import { guessFields } from "./guess-fields.ts";
import { guessPersonLinks, guessValueLinks, type LinkContext, type Way } from "./guess-links.ts";
import { whatStays } from "./guess-stays.ts";
import { guessSubject, holdsAddress, isForStaff } from "./guess-subjects.ts";
import type { DatasetGuess, FieldGuess, LinkGuess, StoreGuesses, StoreSamples, SubjectGuess } from "./guesses.ts";
import type { Look, Question } from "./look.ts";

/** What is known beside a store's schema and the samples of its rows. */
export interface Known {
  /** Datasets of which every row was sampled. */
  readonly complete?: ReadonlySet<string>;
  /** Of questions, how many of their values the store has. */
  readonly answers?: ReadonlyMap<string, number>;
  /** Datasets of other stores that links may lead to, named `store/name`; their rows are in the samples under that name. */
  readonly others?: readonly DatasetSchema[];
  /** What the program says already: who is a person (undefined: nobody), and links by dataset, which are not guessed again. */
  readonly subjects?: ReadonlyMap<string, SubjectGuess | undefined>;
  readonly links?: ReadonlyMap<string, readonly LinkGuess[]>;
}

/** Guesses people, data and links of a store from its schema, and from sampled values where there are some. */
export function guessStore(schema: StoreSchema, samples: StoreSamples = {}, known: Known = {}): StoreGuesses {
  const { datasets, keys, context, look } = begin(schema, samples, known);
  const ways = findWays(datasets, keys, look);
  const said = known.links ?? new Map<string, readonly LinkGuess[]>();
  const isSaid = (name: string, link: LinkGuess): boolean =>
    (said.get(name) ?? []).some((one) => one.columns.join() === link.columns.join());
  const links = new Map<string, readonly LinkGuess[]>();
  const add = (name: string, more: readonly LinkGuess[]): void => {
    links.set(name, [...(links.get(name) ?? []), ...more.filter((link) => !isSaid(name, link))]);
  };
  for (const { name } of datasets) links.set(name, said.get(name) ?? []);
  for (const dataset of datasets) add(dataset.name, guessPersonLinks(dataset, ways.get(dataset.name) ?? [], context));
  const open = withoutSaid(ways, said);
  followChains(open, links, context);
  // What is found by value comes last: where another way leads to the same people it says nothing new.
  for (const dataset of datasets)
    add(dataset.name, guessValueLinks(dataset, open.get(dataset.name) ?? [], rootsOf(dataset.name, links), context));
  addUpwardLinks(open, links, context);
  addRemainingKeys(withoutSaid(keys, said), links, context);
  const stays = whatStays(datasets, keys, links, context.subjects);
  return Object.fromEntries(datasets.map((dataset) => [dataset.name, datasetGuess(dataset.name, links, stays, context)]));
}

/** What to ask a store before its links are guessed: which sampled values are in columns whose rows were not all seen. */
export function questionsOf(schema: StoreSchema, samples: StoreSamples, known: Known = {}): readonly Question[] {
  const { look } = begin(schema, samples, known);
  const own = look.datasets.filter((dataset) => !dataset.name.includes("/"));
  return [...pointerQuestions(look), ...own.flatMap((dataset) => typedQuestions(dataset, look))].sort(
    (one, other) => other.worth - one.worth,
  );
}

interface Beginning {
  readonly datasets: readonly DatasetSchema[];
  readonly keys: ReadonlyMap<string, readonly ForeignKey[]>;
  readonly context: LinkContext;
  readonly look: Look;
}

/** People and fields, which links are guessed from. */
function begin(schema: StoreSchema, samples: StoreSamples, known: Known): Beginning {
  const own = Object.values(schema.datasets).filter(isPlannedOn);
  const keys = new Map(own.map((dataset) => [dataset.name, keysOf(dataset, schema)]));
  const datasets = own.map((dataset) => ({ ...dataset, foreignKeys: keys.get(dataset.name) ?? [] }));
  const subjects = new Map<string, SubjectGuess>();
  const fields = new Map<string, readonly FieldGuess[]>();
  for (const dataset of [...datasets, ...(known.others ?? [])]) {
    // Who is a person decides what a bare `name` means, so columns are read once as a person's and once as they are.
    const read = (people: boolean): readonly FieldGuess[] =>
      guessFields(dataset, samples[dataset.name] ?? {}, {
        people,
        staff: people && isForStaff(dataset.name),
        near: holdsAddress(dataset),
      });
    const isSaid = known.subjects?.has(dataset.name) ?? false;
    const subject = isSaid ? known.subjects?.get(dataset.name) : guessSubject(dataset, read(true));
    if (subject) subjects.set(dataset.name, subject);
    fields.set(dataset.name, read(subject !== undefined));
  }
  const look: Look = {
    datasets: [...datasets, ...(known.others ?? [])],
    subjects,
    samples,
    complete: known.complete ?? new Set(),
    answers: known.answers ?? new Map(),
  };
  return { datasets, keys, context: { datasets, subjects, fields, samples }, look };
}

/** What the program says of a column is not guessed again. */
function withoutSaid<T extends Pick<Way, "columns">>(
  ways: ReadonlyMap<string, readonly T[]>,
  said: ReadonlyMap<string, readonly LinkGuess[]>,
): ReadonlyMap<string, readonly T[]> {
  const left = (name: string, list: readonly T[]): readonly T[] =>
    list.filter((way) => !(said.get(name) ?? []).some((link) => link.columns.join() === way.columns.join()));
  return new Map([...ways].map(([name, list]) => [name, left(name, list)]));
}

/** Views show other datasets' rows, and parts of a partitioned table are their parent's. */
export function isPlannedOn(dataset: DatasetSchema): boolean {
  return dataset.parent === null && (dataset.kind === "table" || dataset.kind === "partitioned" || dataset.kind === "foreign");
}

/** Keys that only the partitions declare count for the whole. */
function keysOf(dataset: DatasetSchema, schema: StoreSchema): readonly ForeignKey[] {
  const all = [dataset, ...dataset.children.flatMap((child) => schema.datasets[child] ?? [])].flatMap((one) => one.foreignKeys);
  return all.filter((key, index) => all.findIndex((other) => other.columns.join() === key.columns.join()) === index);
}

function datasetGuess(
  name: string,
  links: Map<string, readonly LinkGuess[]>,
  stays: ReadonlyMap<string, string>,
  context: LinkContext,
): DatasetGuess {
  const reached = isReached(name, links, context.subjects);
  const own = links.get(name) ?? [];
  const pointing = new Set(own.filter((link) => link.kind !== "none").flatMap((link) => link.columns));
  const fields = (context.fields.get(name) ?? []).filter((field) => !pointing.has(field.column) || field.category);
  return {
    name,
    subject: context.subjects.get(name),
    fields: reached ? fields : fields.map(withoutPerson),
    links: own,
    reached,
    stays: stays.get(name),
  };
}

/** Secrets and addresses are said even where no person leads to them; a city or a title there is nobody's. */
function withoutPerson(field: FieldGuess): FieldGuess {
  if (field.category && /^(auth\.|identity\.|payment\.card-number|contact\.(email|phone|street))/.test(field.category))
    return { ...field, sure: 0.5 };
  return { ...field, category: null, free: false, because: "no person leads here" };
}
