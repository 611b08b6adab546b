import { ada } from "../support/workshop.ts";

/**
 * What a kill happens over: the shop's store, and Troth's own database beside it. `bare`: the store keeps no journal of ours,
 * so that what became of a transaction is found by reading back. `large`: the erasure is several transactions. `two`: rows of
 * a second store are found by the shop's. `found`: the look an hour later finds a row that was written late, and the nightly
 * sweep finds a text that names the person where the program does not look.
 */
export const GROUNDS = ["sqlite", "sqlite-bare", "postgres", "mariadb", "mariadb-bare", "large", "two", "found"] as const;
export type GroundKind = (typeof GROUNDS)[number];

/** Where one process works; plain values, so that it can be sent to another. */
export interface Place {
  readonly kind: GroundKind;
  readonly home: string;
  readonly databaseUrl: string | undefined;
  readonly programFile: string;
  /** Store -> a file, or the address of a database. */
  readonly stores: Readonly<Record<string, string>>;
}

/** The marked person, as requests name them. */
export const subject = [{ kind: "email", value: ada.email }];

/** What a program's `${...}` resolve to at a place. */
export const environmentOf = ({ stores }: Pick<Place, "stores">): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(stores).map(([store, address]) => [`${store.toUpperCase()}_DB`, address]));
