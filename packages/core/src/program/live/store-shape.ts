// What checking against a live store needs to know of it: the part of a connector's `inspect` that is looked at here.

export interface LiveColumn {
  readonly name: string;
  readonly type: string;
  readonly family: string;
  readonly nullable: boolean;
  readonly maxLength: number | null;
  readonly generated: boolean;
  readonly unique: boolean;
  readonly checked: boolean;
  /** Other unique indexes that it is part of, by name. */
  readonly uniqueBy?: readonly string[];
  /** A unique index counts empty values as the same. */
  readonly nullsUnique?: boolean;
  readonly checks?: readonly { readonly name: string; readonly text: string }[];
  readonly allowed?: readonly string[];
  /** A value may be several of `allowed`, with commas between. */
  readonly several?: boolean;
  /** Says nothing of its own: a part of the row's key, or its size or day. Needs no line in the program. */
  readonly plain?: boolean;
}

export interface LiveDataset {
  readonly name: string;
  readonly columns: readonly LiveColumn[];
  readonly primaryKey: readonly string[];
  readonly foreignKeys: readonly {
    readonly columns: readonly string[];
    readonly target: string;
    readonly targetColumns: readonly string[];
  }[];
  /** The parent, where this is a partition or an inherited table: then the parent's rules hold. */
  readonly parent: string | null;
}

/** One store as it is today. */
export interface LiveStore {
  readonly store: string;
  readonly datasets: Readonly<Record<string, LiveDataset>>;
  readonly role: { readonly name: string; readonly warnings: readonly string[] };
  /** What lies in the store and is in no dataset, as counts in words. */
  readonly passedOver?: readonly string[];
}
