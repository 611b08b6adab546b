// The shapes of a plan. Names of stores, datasets and columns, and numbers: never a value of a row.
import type { Coarseness, ComparedAs, LinkKind, Name, Where, Within } from "../program/index.ts";
import type { PlannedTrigger } from "./beside.ts";
import type { ColumnSchema } from "./store-schema.ts";

/** Which rights have plans. */
export type PlannedRight = "access" | "erasure";

/** Something to know before approving. `blocks`: the plan cannot be approved while it stands. */
export interface PlanFinding {
  readonly code:
    | "unrun"
    | "unmapped"
    | "strategy"
    | "kept-parent"
    | "others-refer"
    | "owner-elsewhere"
    | "ambiguous"
    | "no-root"
    | "nobody"
    | "missing"
    | "undecided"
    | "unreachable"
    | "triggers"
    | "cycle"
    | "blast-radius"
    | "no-date"
    | "no-key"
    | "by-hand"
    | "index"
    | "not-searched"
    | "search-column"
    | "array-key"
    | "copies"
    | "chunks"
    | "unreached"
    | "left-out"
    | "key-taken"
    | "outside";
  readonly blocks: boolean;
  readonly store: string | undefined;
  readonly dataset: string | undefined;
  readonly column: string | undefined;
  readonly says: string;
  readonly advice: string | undefined;
  /** Of whom it is said, by their places in the list of people. Absent: of nobody in particular. */
  readonly people?: readonly number[];
}

/** What a change does, in the order of how much it replaces: the first of a row's changes names what becomes of it. */
export const CHANGES = ["pseudonym", "clear", "redact", "generalize", "truncate", "element", "constant"] as const;

/** What becomes of one column in rows that stay. Several of one column are done one after the other. */
export interface PlannedChange {
  readonly column: string;
  readonly strategy: (typeof CHANGES)[number];
  readonly constant: string | number | boolean | null;
  /** The pseudonym is to look like a mail address. */
  readonly email: boolean;
  /** Each row needs a value of its own. */
  readonly unique: boolean;
  readonly maxLength: number | null;
  /** How the column writes its values; absent: as a text. */
  readonly family?: ColumnSchema["family"];
  /** The cell can be emptied where a value cannot be made coarser. */
  readonly nullable?: boolean;
  /** `generalize`: to what. */
  readonly to?: Coarseness;
  /** `truncate`: to so many letters. */
  readonly length?: number;
  /** `element`: which part of the cell. */
  readonly element?: ElementChange;
  /** Only the values at this path of a JSON column are changed. */
  readonly path?: readonly string[];
  /** Of a row that is others' too: only where the person's own values stand; others' stay. */
  readonly ownOnly?: true;
}

/**
 * The values inside a cell that point at the person are taken out, or become something else; the rest of the cell stays to
 * the letter. Which values these are is no part of a plan: they come with the row, as `RowFacts.elements`, by `elementsName`.
 */
export interface ElementChange {
  readonly within: Within;
  readonly fold: boolean;
  readonly as: ComparedAs | undefined;
  /** A column says to what the pointers lead: only those of rows that say this. */
  readonly type?: string;
  readonly becomes: "removed" | "pseudonym" | "constant";
}

/** What becomes of a row. */
export type RowAct =
  | { readonly kind: "delete" }
  | { readonly kind: "change"; readonly changes: readonly PlannedChange[] }
  | { readonly kind: "keep" };

/** Where a request starts in a store: rows whose column holds an identifier of the person. */
export interface RootPlan {
  readonly dataset: string;
  /** The kind of identifier: `email`, `account`. */
  readonly identity: string;
  readonly column: string;
  readonly fold: boolean;
  readonly within: Within | undefined;
  /** The column that tells tenants apart, in each of which the identifier is somebody else's. */
  readonly tenant: string | undefined;
  /** The rows of `is`; empty: all. One query for each. */
  readonly where: readonly Where[];
  readonly unique: boolean;
}

/** One way from rows that are captured to rows that point at them. */
export interface EdgePlan {
  readonly from: string;
  readonly columns: readonly string[];
  readonly kind: LinkKind;
  /** The store of `to`, where it is another one. */
  readonly toStore: string | undefined;
  readonly to: string;
  readonly toColumns: readonly string[];
  /** Columns that must say the same on both sides: the same value in another tenant is somebody else's. */
  readonly tenants: { readonly from: string; readonly to: string } | undefined;
  /** How one column holds the pointers, and how the target's holds what they point at. */
  readonly within: Within | undefined;
  readonly toWithin: Within | undefined;
  readonly as: ComparedAs | undefined;
  /** No two rows of the target have the same value: whatever points at it points at one row. */
  readonly toUnique: boolean;
  readonly fold: boolean;
  readonly where: Where;
  readonly unshared: boolean;
  /** What becomes of the pointer in a row that is only reached by this mention. */
  readonly pointer: readonly PlannedChange[];
  /** Why the pointer cannot be changed as it should: a finding as soon as a row needs it. */
  readonly unfit: readonly PlanFinding[];
  /** A declared foreign key that the program has no line for. */
  readonly undecided: boolean;
}

/** An edge of another store that leads here. */
export interface LeadingEdge {
  readonly fromStore: string;
  readonly edge: EdgePlan;
}

/** A foreign key into a dataset whose rows may be deleted. */
export interface ReferencePlan {
  readonly from: string;
  readonly columns: readonly string[];
  readonly to: string;
  readonly toColumns: readonly string[];
  readonly onDelete: string;
  /** All columns can be cleared. */
  readonly clearable: boolean;
  readonly rowKey: readonly string[];
  /** The program names the dataset that points. */
  readonly named: boolean;
}

/** Whoever can point at rows of an `unshared` link, by any foreign key or link. */
export interface UserPlan {
  /** The dataset of the rows that may be shared. */
  readonly of: string;
  readonly toColumns: readonly string[];
  /** Their column holds several values: whoever points at one of them. */
  readonly toWithin?: Within;
  /** Of these rows alone: those whose own columns say so. */
  readonly only?: Where;
  /** Columns of both that must say the same tenant. */
  readonly tenants?: { readonly of: string; readonly user: string };
  readonly dataset: string;
  readonly columns: readonly string[];
  readonly rowKey: readonly string[];
  readonly fold: boolean;
  readonly within: Within | undefined;
  readonly as: ComparedAs | undefined;
  readonly where: Where;
}

export interface KeepPlan {
  readonly id: string;
  readonly since: string;
  readonly count: number;
  readonly unit: "hours" | "days" | "business days" | "weeks" | "months" | "years";
  readonly as: "whole" | "restricted" | "pseudonym";
  readonly exception: string;
  /** As the program cites it. */
  readonly law: Name;
}

/** What a copy shows of one column. */
export interface CopyColumn {
  readonly column: string;
  /** Into a JSON column: only what stands there is shown. */
  readonly path: readonly string[];
  readonly categories: readonly string[];
  /** Described, never shown. */
  readonly secret: boolean;
  readonly derived: boolean;
  /** Held back in rows that are shared: others may be named in it. */
  readonly heldBackWhenShared: boolean;
}

/** A column that names or reaches the person. */
export interface OwnColumn {
  readonly column: string;
  readonly kind: "name" | "email" | "phone" | "other";
}

export interface DatasetPlan {
  readonly dataset: string;
  /** The strongest way in which rows are reached. */
  readonly reach: LinkKind;
  readonly isRoot: boolean;
  readonly rowKey: readonly string[];
  /** Columns that capture needs besides the key. */
  readonly columns: readonly string[];
  /** Columns of the person's rows by whose values they are taken out of free text; absent: none. */
  readonly own?: readonly OwnColumn[];
  readonly owned: RowAct;
  readonly shared: RowAct;
  /** Rows within such a period stay, whatever `owned` says; of several, the one that lasts longest for the row. */
  readonly keeps: readonly KeepPlan[];
  /** The changes of a row that is kept `as: pseudonym`. */
  readonly keptChanges: readonly PlannedChange[];
  /** Why fields of rows that stay cannot be changed as they should: findings as soon as there is such a row. */
  readonly unfit: readonly PlanFinding[];
  readonly copy: readonly CopyColumn[];
  readonly unmapped: readonly string[];
}

/** A column by which people are known: searched, in every store, after an erasure. */
export interface IdentityColumn {
  readonly dataset: string;
  readonly kind: string;
  readonly column: string;
  readonly fold: boolean;
  readonly within: Within | undefined;
  readonly tenant: string | undefined;
  readonly indexed: boolean;
  readonly rowKey: readonly string[];
}

/** A materialized view of datasets of the plan, and its texts: searched for the person's identifiers after an erasure. */
export interface CopyPlan {
  readonly dataset: string;
  readonly of: readonly string[];
  readonly columns: readonly string[];
}

export interface StorePlan {
  readonly store: string;
  readonly kind: string;
  readonly product: string;
  /** Of the touched datasets and of whatever references them. */
  readonly fingerprint: string;
  readonly roots: readonly RootPlan[];
  readonly edges: readonly EdgePlan[];
  /** Edges from this store's rows to another store's: what is found there is looked for here. */
  readonly arriving: readonly EdgePlan[];
  /** Edges of other stores to this one's rows: what is found here is looked for there. */
  readonly leading: readonly LeadingEdge[];
  readonly references: readonly ReferencePlan[];
  /** Owned links to datasets that this request does not reach: whoever they name is somebody else. */
  readonly owners: readonly EdgePlan[];
  /** The same of shared links, where rows count only if nobody else reaches them (`unshared`); absent: none. */
  readonly sharers?: readonly EdgePlan[];
  readonly users: readonly UserPlan[];
  readonly identities: readonly IdentityColumn[];
  /** Absent: none. */
  readonly copies?: readonly CopyPlan[];
  readonly datasets: Readonly<Record<string, DatasetPlan>>;
  /** Datasets in the order in which rows may be deleted: whoever points goes first. */
  readonly order: readonly string[];
  /** Pointers inside a cycle, cleared before anything is deleted. */
  readonly cleared: readonly { readonly dataset: string; readonly columns: readonly string[] }[];
}

/**
 * A store that only people can look into: which of its datasets they go through, by what the person is known there, and
 * what becomes of what they find. Nothing of it can be counted beforehand.
 */
export type TaskPlan = Pick<StorePlan, "store" | "fingerprint" | "roots" | "edges" | "arriving" | "datasets"> & {
  /** The datasets in the program's order. */
  readonly order: readonly string[];
};

export interface Plan {
  /** What fires on an erasure; each store's fingerprint binds it. Absent: nothing, or the plan is older. */
  readonly triggers?: readonly PlannedTrigger[];
  readonly version: 1;
  readonly right: PlannedRight;
  readonly program: string;
  readonly stores: readonly StorePlan[];
  /** Stores that people work through. Absent: none. */
  readonly byHand?: readonly TaskPlan[];
  readonly findings: readonly PlanFinding[];
}
