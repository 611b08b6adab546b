// What settling a capture gives: the work in a store, and the lines that say so.
import type { LinkKind, Name } from "../program/index.ts";
import type { PlannedCascade } from "./beside.ts";
import type { Captured, Cell } from "./captured.ts";
import type { RowFacts } from "./new-value.ts";
import type { OwnValue, OwnValues } from "./own-values.ts";
import type { KeepPlan, PlanFinding, PlannedChange, RowAct, StorePlan } from "./plan.ts";

/** One line of a plan: so many rows, reached so, treated so. */
export interface PlanStep {
  readonly store: string;
  readonly dataset: string;
  /** For a mention: the pointer. */
  readonly column: string | undefined;
  readonly link: LinkKind;
  readonly action: "delete" | PlannedChange["strategy"] | "keep" | "copy";
  readonly rows: number;
  /** The rows *are* the person: their number is bound exactly. */
  readonly exact: boolean;
  /** For rows that stay by a rule: the last day, and the rule. */
  readonly until: string | undefined;
  readonly because: { readonly rule: string; readonly exception: string; readonly law: Name; readonly as: string } | undefined;
}

export interface DeleteWork {
  readonly dataset: string;
  readonly rowKey: readonly string[];
  readonly keys: readonly (readonly Cell[])[];
}

/** What the new cells of a row are made from; `values` are what `own` was made ready from, to be made ready again. */
export type ChangeFacts = Pick<RowFacts, "own" | "elements"> & {
  readonly person: number;
  readonly values: readonly OwnValue[];
  /** In which tenant the row's cells are meant, where its links have one; rows of two tenants have other `elements`. */
  readonly tenant?: Cell;
};

export interface ChangeWork extends DeleteWork {
  readonly changes: readonly PlannedChange[];
  /** By what the people are found inside what their rows hold: one entry a row, or one for all. In memory alone. */
  readonly facts: (row: string) => ChangeFacts;
  /** These rows are deleted afterwards; the change only opens a cycle. */
  readonly opens: boolean;
}

/** Rows that outlive an erasure for a time, and that something is to be done with when that is over. */
export interface KeptWork extends DeleteWork {
  /** By which act: the dataset's for owned rows, or for shared ones. */
  readonly link: "owned" | "shared";
  /** The columns that its keeps count from, and their values in each row: a key may be given to another row later. */
  readonly since: readonly string[];
  readonly dates: readonly (readonly Cell[])[];
  /** Whose rows they are, by their place in the batch; absent: the first, or only, person's. */
  readonly person?: number;
  /** By what the person is taken out of free text then: their own rows may be gone. Sealed with the keys. */
  readonly own?: readonly OwnValue[];
}

/** Rows that stay because a law says so; `endless`: nobody will remove them, for want of a date or of a key to be found by. */
export interface StayingRows extends DeleteWork {
  readonly endless: boolean;
}

/** Everything to be done in one store, in order: changes, then deletes; with the lines that say so. */
export interface StoreWork {
  readonly store: string;
  readonly changes: readonly ChangeWork[];
  readonly deletes: readonly DeleteWork[];
  readonly steps: readonly PlanStep[];
  /** What the store does to these rows by itself as well. */
  readonly beside: readonly PlannedCascade[];
  readonly findings: readonly PlanFinding[];
  readonly kept: readonly KeptWork[];
  /** All rows that a law keeps, each once. */
  readonly staying: readonly StayingRows[];
  /** Rows that a law keeps. */
  readonly keptRows: number;
  /** Of those, the rows that stay without an end: no date to count from, or no key to be found by. */
  readonly withoutEnd: number;
  /** The last day of the longest keep, if any row is kept; and the first day on which something is to be done. */
  readonly keptUntil: string | undefined;
  readonly firstKeepEnds: string | undefined;
}
/** What becomes of one row, and by which keep. */
export interface Fate {
  readonly act: RowAct;
  readonly until?: string;
  readonly keep?: KeepPlan;
  /** What is left to be done when the keep is over. */
  readonly later?: RowAct;
}

/** A capture while it is settled. */
export interface Settling {
  readonly plan: StorePlan;
  readonly captured: Captured;
  readonly own: OwnValues;
  readonly fates: ReadonlyMap<string, ReadonlyMap<string, Fate>>;
  /** Further changes of rows that stay: pointers cleared. dataset -> row id -> changes. */
  readonly extra: Map<string, Map<string, PlannedChange[]>>;
  readonly findings: PlanFinding[];
}
