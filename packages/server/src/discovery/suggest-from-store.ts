import {
  isPlannedOn,
  knownFrom,
  type LinkSuggestion,
  peopleElsewhere,
  type Question,
  questionsOf,
  suggestLinks,
} from "@troth/core/discovery";
import type { Program } from "@troth/core/program";
import type { DatasetSchema, StoreSchema } from "@troth/core/subject-graph";
import { type Connector, ConnectorError } from "../connectors/index.ts";
import { type Answered, askStore, type Limits, limits, type Sampled, sampleStore } from "./sample-store.ts";

/** Whose links to suggest, and how stores are opened. */
export interface SuggestFromStore {
  readonly program: Program;
  readonly store: string;
  readonly open: (store: string) => Connector;
  readonly progress?: (done: number, of: number) => void;
  readonly limits?: Limits;
}

/** What was found, and what was not looked at. */
export interface Suggested {
  readonly suggestions: readonly LinkSuggestion[];
  readonly datasets: number;
  /** Datasets judged by their names alone. */
  readonly unseen: readonly string[];
  /** Questions that the store was not asked, or did not answer in time. */
  readonly unanswered: number;
  /** Other stores of the program that could not be looked into: links to them are not suggested. */
  readonly unreached: readonly string[];
}

/** Looks into a store and says which links the program could have. Changes nothing, and keeps no value. */
export async function suggestFromStore(request: SuggestFromStore): Promise<Suggested> {
  const { program, store } = request;
  const within = request.limits ?? limits;
  return using(request.open(store), async (connector) => {
    const schema = await connector.inspect();
    const datasets = Object.values(schema.datasets).filter(isPlannedOn);
    const own = await sampleStore(connector, datasets, request.progress, within);
    const { others, unreached } = await lookElsewhere(request, within);
    const look = joined(own, others);
    const known = {
      ...knownFrom(program, store, schema),
      complete: look.complete,
      others: others.flatMap((one) => one.datasets),
    };
    const asked = await askAll(request, connector, questionsOf(schema, look.samples, known), within);
    const suggestions = suggestLinks(schema, look.samples, { ...known, answers: asked.answers });
    return { suggestions, datasets: datasets.length, unseen: look.unseen, unanswered: asked.unanswered, unreached };
  });
}

/** The people of another store, named as links name them: `crm/contacts`. */
interface Elsewhere {
  readonly datasets: readonly DatasetSchema[];
  readonly sampled: Sampled;
}

async function lookElsewhere(
  { program, store, open }: SuggestFromStore,
  within: Limits,
): Promise<{ readonly others: readonly Elsewhere[]; readonly unreached: readonly string[] }> {
  const others: Elsewhere[] = [];
  const unreached: string[] = [];
  for (const [other, names] of peopleElsewhere(program, store)) {
    try {
      others.push(await using(open(other), (connector) => peopleOf(connector, other, names, within)));
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      unreached.push(other);
    }
  }
  return { others, unreached };
}

async function peopleOf(connector: Connector, other: string, names: readonly string[], within: Limits): Promise<Elsewhere> {
  const schema: StoreSchema = await connector.inspect();
  const datasets = names.flatMap((name) => schema.datasets[name] ?? []);
  const { samples, complete, unseen } = await sampleStore(connector, datasets, undefined, within);
  const named = (name: string): string => `${other}/${name}`;
  return {
    datasets: datasets.map((dataset) => ({ ...dataset, name: named(dataset.name), foreignKeys: [] })),
    sampled: {
      samples: Object.fromEntries(Object.entries(samples).map(([name, columns]) => [named(name), columns])),
      complete: new Set([...complete].map(named)),
      unseen: unseen.map(named),
    },
  };
}

function joined(own: Sampled, others: readonly Elsewhere[]): Sampled {
  const all = [own, ...others.map((one) => one.sampled)];
  return {
    samples: Object.assign({}, ...all.map((one) => one.samples)) as Sampled["samples"],
    complete: new Set(all.flatMap((one) => [...one.complete])),
    unseen: all.flatMap((one) => one.unseen),
  };
}

/** Each question goes to the store whose dataset it is about. */
async function askAll(
  { program, store, open }: SuggestFromStore,
  connector: Connector,
  questions: readonly Question[],
  within: Limits,
): Promise<Answered> {
  const storeOf = ({ dataset }: Question): string | undefined =>
    Object.keys(program.stores).find((id) => id !== store && dataset.startsWith(`${id}/`));
  const own = await askStore(
    connector,
    questions.filter((one) => storeOf(one) === undefined),
    within,
  );
  const answers = new Map(own.answers);
  let unanswered = own.unanswered;
  for (const other of Object.keys(program.stores)) {
    const theirs = questions.filter((one) => storeOf(one) === other);
    if (theirs.length === 0) continue;
    const plain = theirs.map((one) => ({ ...one, dataset: one.dataset.slice(other.length + 1) }));
    const answered = await using(open(other), (one) => askStore(one, plain, within));
    for (const [id, found] of answered.answers) answers.set(id, found);
    unanswered += answered.unanswered;
  }
  return { answers, unanswered };
}

async function using<T>(connector: Connector, work: (connector: Connector) => Promise<T>): Promise<T> {
  try {
    return await work(connector);
  } finally {
    await connector.close();
  }
}
