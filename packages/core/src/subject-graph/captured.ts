import type { LinkKind, Where } from "../program/index.ts";
import type { EdgePlan } from "./plan.ts";

/** A value of a column, as a connector gives it. */
export type Cell = string | number | boolean | null | Uint8Array;

/** One question to a store: rows of `dataset` whose `columns` equal one of `values`. */
export interface CaptureQuery {
  readonly dataset: string;
  readonly columns: readonly string[];
  readonly match: { readonly columns: readonly string[]; readonly values: readonly (readonly Cell[])[]; readonly fold: boolean };
  readonly where: Where;
}

/** One row of the person, or one that mentions them. */
export interface CapturedRow {
  readonly id: string;
  readonly key: readonly Cell[];
  /** What the row is to the person: the strongest path. */
  link: LinkKind;
  /** The row *is* the person. */
  readonly root: boolean;
  readonly values: Readonly<Record<string, Cell>>;
  /** The mentions by which it points at the person. */
  readonly mentions: EdgePlan[];
  /** The row was deleted by an earlier act, and only leads to rows that were written since. */
  readonly gone?: boolean;
}

/** A foreign key's rows that point at rows which may be deleted. */
export interface CapturedReference {
  readonly from: string;
  readonly columns: readonly string[];
  readonly to: string;
  readonly onDelete: string;
  readonly clearable: boolean;
  readonly rows: readonly { readonly id: string; readonly key: readonly Cell[]; readonly points: string }[];
}

/** A row that an earlier act has deleted: what still points at it was written late. */
export interface GoneRow {
  readonly dataset: string;
  readonly key: readonly Cell[];
  readonly link: "owned" | "shared";
  readonly values: Readonly<Record<string, Cell>>;
}

/** What one capture of a store found: keys and links, no more of the rows than the plan needs. */
export interface Captured {
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, CapturedRow>>;
  readonly references: readonly CapturedReference[];
  /** Every question that was asked with what it brought, for the read-back. */
  readonly asked: readonly { readonly query: CaptureQuery; readonly ids: readonly string[] }[];
  /** More than one row for one identifier in a column that is not unique. */
  readonly ambiguous: readonly string[];
}

/**
 * A text that names a row within its dataset, and compares values of two columns: `7` and `'7'` are one, since stores let
 * a key of text point at a key of numbers.
 */
export const rowId = (key: readonly Cell[]): string =>
  JSON.stringify(key.map((cell) => (cell instanceof Uint8Array ? { bytes: [...cell] } : cell === null ? null : String(cell))));
