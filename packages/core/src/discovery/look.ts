// What pointers are found from, and what is found.
import type { DatasetSchema } from "../subject-graph/index.ts";
import type { StoreSamples, SubjectGuess } from "./guesses.ts";
import type { ValueType } from "./value-kinds.ts";

/** What is known of the stores. Datasets of other stores go by `store/name`. */
export interface Look {
  readonly datasets: readonly DatasetSchema[];
  readonly subjects: ReadonlyMap<string, SubjectGuess>;
  readonly samples: StoreSamples;
  /** Datasets of which every row is in the samples. */
  readonly complete: ReadonlySet<string>;
  /** How many of a question's values the store has, by the question's id. */
  readonly answers: ReadonlyMap<string, number>;
}

/** A question for the store: which of these values are in a column. */
export interface Question {
  readonly id: string;
  readonly dataset: string;
  readonly columns: readonly string[];
  readonly values: readonly (readonly string[])[];
  readonly fold: boolean;
  /** The surest first, where not all can be asked. */
  readonly worth: number;
}

/** An undeclared way from a dataset's rows to other rows. */
export interface Pointer {
  readonly dataset: string;
  readonly columns: readonly string[];
  readonly targets: readonly { readonly dataset: string; readonly columns: readonly string[]; readonly type?: string }[];
  readonly by?: string;
  readonly split?: string;
  readonly cast?: ValueType;
  readonly match?: string;
  readonly fold?: boolean;
  readonly words: readonly string[];
  readonly isList: boolean;
  readonly isByValue: boolean;
  readonly isAlwaysSet: boolean;
  /** No value was seen twice. */
  readonly isOnce: boolean;
  readonly sure: number;
  readonly evidence: readonly string[];
}
