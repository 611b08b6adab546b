import type { StoreSchema } from "../subject-graph/index.ts";
import { draftDataset } from "./draft-dataset.ts";
import { booksStay } from "./guess-stays.ts";
import type { StoreGuesses } from "./guesses.ts";
import { keyedList, plain } from "./write-yaml.ts";

/** What a first program is drafted from. */
export interface DraftRequest {
  /** The company's name, where it is known. */
  readonly organization?: string;
  /** The store's id in the program. */
  readonly store: string;
  readonly connector: string;
  /** As it shall stand in the file: a reference such as `${DATABASE_URL}`, never an address with a password. */
  readonly url: string;
  readonly schema: StoreSchema;
  readonly guesses: StoreGuesses;
}

/** Drafts a first program: the text of a `troth.yaml` to be read and corrected. */
export function draftProgram(request: DraftRequest): string {
  const { guesses, schema, store } = request;
  const datasets = Object.values(guesses).flatMap((guess) => {
    const dataset = schema.datasets[guess.name];
    return dataset ? draftDataset(dataset, guess) : [];
  });
  const lines = [
    ...headLines(request),
    "",
    ...subjectLines(guesses),
    "",
    ...purposeLines(guesses),
    "",
    "stores:",
    `  ${plain(store)}:`,
    `    connector: ${plain(request.connector)}`,
    `    url: ${request.url}`,
    datasets.length === 0 ? "    datasets: {}" : "    datasets:",
    ...datasets,
    "",
    ...tailLines(guesses, store),
  ];
  return `${lines.join("\n")}\n`;
}

function headLines({ organization }: DraftRequest): readonly string[] {
  return [
    "# A first program, drafted by `troth init` from what a database looks like. Read it all, and correct it:",
    "# - `guessed:` says why something was proposed. Nothing runs on a guess until you leave it in the file.",
    "# - `to decide:` names a column that nobody could guess. Give it a category, or `none` (not personal).",
    "# - `none` is said column by column where people's data is, so that a column added later is asked about.",
    "#   `rest: none` says it of a whole dataset, with all that will ever be added to it.",
    "# Then run `troth check --live`.",
    "troth: 1",
    "",
    "organization:",
    `  name: ${plain(organization ?? "Your organization")}${organization === undefined ? " # to decide" : ""}`,
    "  country: US # to decide: where it is established",
    "  contact: privacy@your-organization.example # to decide: where people write",
    "laws: [gdpr] # to decide: gdpr uk-gdpr ch-fadp ccpa us-states id-pdp coppa lgpd",
  ];
}

function subjectLines(guesses: StoreGuesses): readonly string[] {
  const ids = [...new Set(Object.values(guesses).flatMap((guess) => guess.subject?.id ?? []))];
  if (ids.length === 0)
    return [
      "# to decide: no dataset looks like people. Name who they are, and put `is` and `identity` at their dataset.",
      "subjects: [person]",
    ];
  return keyedList("subjects", ids, "");
}

/** One purpose for everything that was found: a place to begin, which the check asks to be told apart. */
function purposeLines(guesses: StoreGuesses): readonly string[] {
  const found = Object.values(guesses)
    .filter((guess) => guess.reached)
    .flatMap((guess) => guess.fields.flatMap((field) => field.category ?? []));
  const data = [...new Set(found)].sort();
  return [
    "# to decide: what each kind of data is for, and on which basis. One purpose for all is where a draft begins.",
    "purposes:",
    "  service:",
    "    basis: contract",
    ...keyedList("data", data.length === 0 ? ["name"] : data, "    "),
  ];
}

function tailLines(guesses: StoreGuesses, store: string): readonly string[] {
  const books = Object.values(guesses).filter((guess) => guess.stays === booksStay);
  const [first] = books;
  if (!first) return ["# retention: to decide: how long what is kept, and which law asks for it"];
  return [
    "# to decide: how long books stay after an erasure, and which law asks for it. For example:",
    "# retention:",
    `#   books: { datasets: [${store}/${first.name}], keep: 7 years since <a date column>, because: <the law>, as: pseudonym }`,
  ];
}
