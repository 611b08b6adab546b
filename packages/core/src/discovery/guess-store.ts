import type { DatasetSchema, ForeignKey, StoreSchema } from "../subject-graph/index.ts";
import { addRemainingKeys, addUpwardLinks, followChains, isReached } from "./guess-chains.ts";
import { guessFields } from "./guess-fields.ts";
import { guessPersonLinks, type LinkContext } from "./guess-links.ts";
import { whatStays } from "./guess-stays.ts";
import { guessSubject, holdsAddress, isForStaff } from "./guess-subjects.ts";
import type { DatasetGuess, FieldGuess, LinkGuess, StoreGuesses, StoreSamples, SubjectGuess } from "./guesses.ts";

/** Guesses people, data and links of a store from its schema, and from sampled values where there are some. */
export function guessStore(schema: StoreSchema, samples: StoreSamples = {}): StoreGuesses {
  const datasets = Object.values(schema.datasets).filter(isPlannedOn);
  const keys = new Map(datasets.map((dataset) => [dataset.name, keysOf(dataset, schema)]));
  const subjects = new Map<string, SubjectGuess>();
  const fields = new Map<string, readonly FieldGuess[]>();
  for (const dataset of datasets) {
    // Who is a person decides what a bare `name` means, so columns are read once as a person's and once as they are.
    const read = (people: boolean): readonly FieldGuess[] =>
      guessFields({ ...dataset, foreignKeys: keys.get(dataset.name) ?? [] }, samples[dataset.name] ?? {}, {
        people,
        staff: people && isForStaff(dataset.name),
        near: holdsAddress(dataset),
      });
    const subject = guessSubject(dataset, read(true));
    if (subject) subjects.set(dataset.name, subject);
    fields.set(dataset.name, read(subject !== undefined));
  }
  const context: LinkContext = { datasets, subjects, fields, samples };
  const links = new Map<string, readonly LinkGuess[]>();
  for (const dataset of datasets) {
    links.set(
      dataset.name,
      guessPersonLinks({ ...dataset, foreignKeys: keys.get(dataset.name) ?? [] }, keys.get(dataset.name) ?? [], context),
    );
  }
  followChains(keys, links, context);
  addUpwardLinks(keys, links, context);
  addRemainingKeys(keys, links, context);
  const stays = whatStays(datasets, keys, links, subjects);
  return Object.fromEntries(datasets.map((dataset) => [dataset.name, datasetGuess(dataset.name, links, stays, context)]));
}

/** Views show other datasets' rows, and parts of a partitioned table are their parent's. */
function isPlannedOn(dataset: DatasetSchema): boolean {
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
