import type { ComparedAs, LinkKind, Where, Within } from "../program/index.ts";
import type { EdgePlan } from "./plan.ts";

/** A value of a column, as a connector gives it. */
export type Cell = string | number | boolean | null | Uint8Array;

/** One question to a store: rows of `dataset` whose `columns` equal, or hold `within`, one of `values`. */
export interface CaptureQuery {
  readonly dataset: string;
  readonly columns: readonly string[];
  readonly match: {
    readonly columns: readonly string[];
    readonly values: readonly (readonly Cell[])[];
    readonly fold: boolean;
    readonly as?: ComparedAs | undefined;
    /** One column then; it is among the columns that are asked for, so that the answer can be looked into. */
    readonly within?: Within | undefined;
  };
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
  /**
   * Whose it is: places in the list of people that was asked for. Whose it is by the strongest path comes first; whom it
   * only mentions is among them only where it is nobody's.
   */
  people: readonly number[];
  /** Those of them who have a part in what is another's own. Absent: nobody. */
  sharing?: readonly number[] | undefined;
  readonly values: Readonly<Record<string, Cell>>;
  /** The mentions by which it points at the person. */
  mentions: readonly EdgePlan[];
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
  /** Ids of the rows that may be deleted and whose key is empty: who points at those cannot be counted. */
  readonly blank: readonly string[];
}

/** A row that an earlier act has deleted: what still points at it was written late. */
export interface GoneRow {
  readonly dataset: string;
  readonly key: readonly Cell[];
  readonly link: "owned" | "shared";
  readonly values: Readonly<Record<string, Cell>>;
  /** Absent: the one person's. */
  readonly people?: readonly number[];
  readonly sharing?: readonly number[];
  /** It is still there, without its values: another row cannot have its key. */
  readonly stays?: true;
}

/** What one store's rows say of another store's: values to be looked for there, and whose they are. */
export interface Lead {
  readonly fromStore: string;
  /** The edge that they go along, by `edgeName`. */
  readonly edge: string;
  readonly link: "owned" | "shared";
  readonly people: readonly number[];
  readonly value: readonly Cell[];
  readonly tenant: Cell;
}

/** What one capture of a store found: keys and links, no more of the rows than the plan needs. */
export interface Captured {
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, CapturedRow>>;
  readonly references: readonly CapturedReference[];
  /** Every question that was asked with what it brought, for the read-back. */
  readonly asked: readonly { readonly query: CaptureQuery; readonly ids: readonly string[] }[];
  /** Places of identifiers that more than one person may have, and whose they were to be. */
  readonly ambiguous: readonly { readonly place: string; readonly person: number }[];
  /** Places of values by which rows were found, and that rows of others hold too; and whose rows those were to be. */
  readonly sharedValues: readonly {
    readonly place: string;
    readonly rows: number;
    readonly leadsTo: string;
    readonly people: readonly number[];
  }[];
  /** Rows that have the key of one that an earlier act deleted, and are somebody else's. Absent: none. */
  readonly taken?: readonly { readonly dataset: string; readonly rows: number }[];
  /** What other stores' rows said of these, and what these say of other stores'. */
  readonly arrived: readonly Lead[];
  readonly leads: readonly Lead[];
}

/**
 * A text that names a row within its dataset, and compares values of two columns: `7` and `'7'` are one, since stores let
 * a key of text point at a key of numbers.
 */
export const rowId = (key: readonly Cell[]): string =>
  key.length === 1 ? `[${cellId(key[0] ?? null)}]` : `[${key.map(cellId).join()}]`;

function cellId(cell: Cell): string {
  if (typeof cell === "number") return `"${cell}"`;
  if (cell === null) return "null";
  return JSON.stringify(cell instanceof Uint8Array ? { bytes: [...cell] } : String(cell));
}

/** A row address such as `@ctid` means nothing after its transaction: rows known by it alone cannot be found again. */
export const lastingKey = (rowKey: readonly string[]): boolean =>
  rowKey.length > 0 && !rowKey.some((name) => name.startsWith("@"));

/** Names an edge, the same in every plan of the same program. */
export const edgeName = (edge: EdgePlan): string =>
  JSON.stringify([edge.toStore ?? null, edge.to, edge.toColumns, edge.from, edge.columns, edge.kind, edge.where]);
