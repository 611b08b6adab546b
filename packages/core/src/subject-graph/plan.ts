// The shapes of a plan. Names of stores, datasets and columns, and numbers: never a value of a row.
import type { LinkKind, Where } from "../program/index.ts";

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
    | "index";
  readonly blocks: boolean;
  readonly store: string | undefined;
  readonly dataset: string | undefined;
  readonly column: string | undefined;
  readonly says: string;
  readonly advice: string | undefined;
}

/** What becomes of one column in rows that stay. */
export interface PlannedChange {
  readonly column: string;
  readonly strategy: "clear" | "pseudonym" | "constant";
  readonly constant: string | number | boolean | null;
  /** The pseudonym is to look like a mail address. */
  readonly email: boolean;
  /** Each row needs a value of its own. */
  readonly unique: boolean;
  readonly maxLength: number | null;
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
  /** The rows of `is`; empty: all. One query for each. */
  readonly where: readonly Where[];
  readonly unique: boolean;
}

/** One way from rows that are captured to rows that point at them. */
export interface EdgePlan {
  readonly from: string;
  readonly columns: readonly string[];
  readonly kind: LinkKind;
  readonly to: string;
  readonly toColumns: readonly string[];
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
  readonly dataset: string;
  readonly columns: readonly string[];
  readonly rowKey: readonly string[];
}

export interface KeepPlan {
  readonly id: string;
  readonly since: string;
  readonly count: number;
  readonly unit: "hours" | "days" | "business days" | "weeks" | "months" | "years";
  readonly as: "whole" | "restricted" | "pseudonym";
  readonly exception: string;
  readonly law: string;
}

/** What a copy shows of one column. */
export interface CopyColumn {
  readonly column: string;
  readonly categories: readonly string[];
  /** Described, never shown. */
  readonly secret: boolean;
  readonly derived: boolean;
  /** Held back in rows that are shared: others may be named in it. */
  readonly heldBackWhenShared: boolean;
}

export interface DatasetPlan {
  readonly dataset: string;
  /** The strongest way in which rows are reached. */
  readonly reach: LinkKind;
  readonly isRoot: boolean;
  readonly rowKey: readonly string[];
  /** Columns that capture needs besides the key. */
  readonly columns: readonly string[];
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
  readonly indexed: boolean;
  readonly rowKey: readonly string[];
}

export interface StorePlan {
  readonly store: string;
  readonly kind: string;
  readonly product: string;
  /** Of the touched datasets and of whatever references them. */
  readonly fingerprint: string;
  readonly roots: readonly RootPlan[];
  readonly edges: readonly EdgePlan[];
  readonly references: readonly ReferencePlan[];
  /** Owned links to datasets that this request does not reach: whoever they name is somebody else. */
  readonly owners: readonly EdgePlan[];
  readonly users: readonly UserPlan[];
  readonly identities: readonly IdentityColumn[];
  readonly datasets: Readonly<Record<string, DatasetPlan>>;
  /** Datasets in the order in which rows may be deleted: whoever points goes first. */
  readonly order: readonly string[];
  /** Pointers inside a cycle, cleared before anything is deleted. */
  readonly cleared: readonly { readonly dataset: string; readonly columns: readonly string[] }[];
}

export interface Plan {
  readonly version: 1;
  readonly right: PlannedRight;
  readonly program: string;
  readonly stores: readonly StorePlan[];
  readonly findings: readonly PlanFinding[];
}
