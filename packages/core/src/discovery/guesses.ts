/** Sampled values by dataset and column, as texts; the columns of a dataset have the same rows in the same order. They stay in memory. */
export type StoreSamples = Readonly<Record<string, Readonly<Record<string, readonly (string | null)[]>>>>;

/** What a column seems to hold. */
export interface FieldGuess {
  readonly column: string;
  /** A taxonomy id; null: seems not personal; undefined: cannot be told, a person decides. */
  readonly category: string | null | undefined;
  /** Free text that contains such data. */
  readonly free: boolean;
  /** 0 to 1. */
  readonly sure: number;
  /** Words for a person; never a value. */
  readonly because: string;
}

/** What a link seems to say. */
export interface LinkGuess {
  readonly columns: readonly string[];
  readonly kind: "owned" | "shared" | "mentions" | "none";
  /** One target, or several by the value of the `by` column; empty for `none`. */
  readonly targets: readonly { readonly dataset: string; readonly columns?: readonly string[]; readonly type?: string }[];
  readonly by?: string;
  readonly fold?: boolean;
  readonly unshared?: boolean;
  /** A delimiter, `json` or `yaml`: a list kept in a text. */
  readonly split?: string;
  readonly cast?: "text" | "number" | "uuid";
  /** `address`: the addresses inside a header. */
  readonly match?: string;
  /** What speaks for it beside the kind, in words and numbers; never a value. */
  readonly evidence?: readonly string[];
  /** Whether the store declares it as a foreign key. */
  readonly declared: boolean;
  readonly sure: number;
  readonly because: string;
}

/** That a dataset's rows are people. */
export interface SubjectGuess {
  /** The id for the program: `customer`. */
  readonly id: string;
  /** Kind of identity -> columns. */
  readonly identity: Readonly<Record<string, readonly string[]>>;
  /** `outside`: customers and the like; `inside`: staff, whom other people's rows often only mention. */
  readonly side: "outside" | "inside";
  readonly because: string;
}

/** All that is guessed of one dataset. */
export interface DatasetGuess {
  readonly name: string;
  readonly subject: SubjectGuess | undefined;
  readonly fields: readonly FieldGuess[];
  readonly links: readonly LinkGuess[];
  /** Whether some path of owned or shared links leads from a person to its rows. */
  readonly reached: boolean;
  /** Why its rows stay although a person owns them: only the person's fields in them go. */
  readonly stays: string | undefined;
}

/** All that is guessed of a store, by dataset in the order of the schema. */
export type StoreGuesses = Readonly<Record<string, DatasetGuess>>;
