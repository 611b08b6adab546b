import { ada } from "../support/workshop.ts";

/** The store's and Troth's own databases: a SQLite file beside the embedded database, or two on PostgreSQL. */
export type GroundKind = "sqlite" | "postgres";

/** Where one process works; plain values, so that it can be sent to another. */
export interface Place {
  readonly kind: GroundKind;
  readonly home: string;
  readonly databaseUrl: string | undefined;
  readonly programFile: string;
  /** A file, or the address of a database. */
  readonly store: string;
}

/** The marked person, as requests name them. */
export const subject = [{ kind: "email", value: ada.email }];

/** What a program's `${...}` resolve to at a place. */
export const environmentOf = (place: Pick<Place, "store">): Readonly<Record<string, string>> => ({ SHOP_DB: place.store });
