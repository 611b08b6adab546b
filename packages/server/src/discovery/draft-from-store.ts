import { draftProgram, guessStore, isPlannedOn, questionsOf, type StoreGuesses } from "@troth/core/discovery";
import { type Connector, openConnector } from "../connectors/index.ts";
import { askStore, type Limits, sampleStore } from "./sample-store.ts";

/** What to draft a first program from. */
export interface DraftFromStore {
  /** Where the store is. With a password it stays out of the text: the program names `reference` instead. */
  readonly url: string;
  /** `postgres`, `mysql` or `sqlite`; absent: told from the address. */
  readonly connector?: string;
  /** The store's id in the program; default `main`. */
  readonly store?: string;
  readonly organization?: string;
  /** What stands in the program for the address; default `${DATABASE_URL}`. */
  readonly reference?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** Told after each dataset that was looked at. */
  readonly progress?: (done: number, of: number) => void;
  readonly limits?: Limits;
}

/** What was found, in numbers and names of datasets. */
export interface DraftSummary {
  readonly product: string;
  readonly datasets: number;
  /** Datasets whose rows seem to be people. */
  readonly subjects: readonly string[];
  readonly fields: number;
  readonly links: number;
  /** Columns that nobody could guess. */
  readonly undecided: number;
  /** Datasets whose rows could not be looked at: judged by names alone. */
  readonly unseen: readonly string[];
  /** Questions that the store was not asked, or did not answer in time: a link may be missing for each. */
  readonly unanswered: number;
  /** Warnings of the store about the role that was used. */
  readonly warnings: readonly string[];
}

/** Looks into a store and drafts a first program, to be read and corrected. Changes nothing, and keeps no value. */
export async function draftFromStore(
  request: DraftFromStore,
): Promise<{ readonly text: string; readonly summary: DraftSummary }> {
  const kind = request.connector ?? connectorOf(request.url);
  const store = request.store ?? "main";
  const connector: Connector = openConnector({ store, connector: kind, url: request.url, options: request.options ?? {} });
  try {
    const schema = await connector.inspect();
    const datasets = Object.values(schema.datasets).filter(isPlannedOn);
    const { samples, complete, unseen } = await sampleStore(connector, datasets, request.progress, request.limits);
    const { answers, unanswered } = await askStore(connector, questionsOf(schema, samples, { complete }), request.limits);
    const guesses = guessStore(schema, samples, { complete, answers });
    const text = draftProgram({
      ...(request.organization === undefined ? {} : { organization: request.organization }),
      store,
      connector: kind,
      url: request.reference ?? "${DATABASE_URL}",
      schema,
      guesses,
    });
    return { text, summary: { product: schema.product, ...counts(guesses), unseen, unanswered, warnings: schema.role.warnings } };
  } finally {
    await connector.close();
  }
}

/** A file is SQLite's; everything else says what it is. */
function connectorOf(url: string): string {
  if (/^(mysql|mariadb):/i.test(url)) return "mysql";
  return /^postgres(ql)?:/i.test(url) ? "postgres" : "sqlite";
}

function counts(guesses: StoreGuesses): Omit<DraftSummary, "product" | "unseen" | "unanswered" | "warnings"> {
  const all = Object.values(guesses);
  return {
    datasets: all.length,
    subjects: all.filter((guess) => guess.subject !== undefined).map((guess) => guess.name),
    fields: all.reduce((sum, guess) => sum + guess.fields.filter((field) => field.category).length, 0),
    links: all.reduce((sum, guess) => sum + guess.links.filter((link) => link.kind !== "none").length, 0),
    undecided: all.reduce((sum, guess) => sum + guess.fields.filter((field) => field.category === undefined).length, 0),
  };
}
