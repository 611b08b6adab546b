import type { Clock } from "@troth/core/jurisdictions";
import type { RequestKind, RequestState } from "@troth/core/requests";
import type { PlanFinding, PlannedRight, PlanStep, SubjectIdentifier } from "@troth/core/subject-graph";

/** A plan as people see it: names of stores, datasets and columns, and numbers. */
export interface PlanView {
  readonly right: PlannedRight;
  /** What an approver signs: plan and counts. */
  readonly hash: string;
  readonly program: string;
  readonly stores: readonly {
    readonly store: string;
    /** `PostgreSQL 15.20`. */
    readonly product: string;
    /** Plans, captures, reports, and rolls back, until `troth store live`. */
    readonly shadow: boolean;
    readonly fingerprint: string;
    readonly steps: readonly PlanStep[];
  }[];
  readonly findings: readonly PlanFinding[];
  /** No finding blocks. */
  readonly canBeApproved: boolean;
  readonly needsSecondApprover: boolean;
  readonly totals: { readonly deleted: number; readonly changed: number; readonly kept: number; readonly rows: number };
  /** Last day of the longest keep. */
  readonly keptUntil: string | undefined;
}

/** One request as staff see it. */
export interface RequestView {
  readonly id: string;
  readonly right: RequestKind;
  readonly state: RequestState;
  readonly receivedAt: string;
  readonly takenBy: string;
  /** In which language the person reads us. */
  readonly language: string;
  /** By when the law wants it answered, and by which; absent where no law of the program sets a time. */
  readonly clock: Clock | undefined;
  /** Our own target for the answer to a question or a concern, for which no law sets a time. ISO 8601 in UTC. */
  readonly answerBy: string | undefined;
  /** An approved erasure waits until then, and can be stopped. ISO 8601 in UTC. */
  readonly coolingUntil: string | undefined;
  readonly verified: boolean;
  readonly closedAt: string | undefined;
  /** Why it is stuck, open, denied, or planned again. */
  readonly because: string | undefined;
  readonly plan: PlanView | undefined;
  /** The roles that have signed, and those that still must. */
  readonly approvals: readonly string[];
  readonly stores: readonly StoreRunView[];
  readonly recipients: readonly {
    readonly recipient: string;
    readonly name: string;
    readonly state: "waiting" | "told" | "impossible";
    readonly how: string;
  }[];
  /** Ledger entries of the request, oldest first: id and kind. */
  readonly entries: readonly { readonly id: string; readonly kind: string }[];
}

export interface StoreRunView {
  readonly store: string;
  readonly state: "waiting" | "started" | "committed" | "verified" | "unknown" | "shadow" | "failed";
  readonly deleted: number;
  readonly changed: number;
  /** Something was committed there for this request, or may have been: it can no longer be taken back or denied. */
  readonly acted: boolean;
  /** Rows found by the read-back that should be gone. */
  readonly remaining: number | undefined;
  /** Milliseconds in the store, of the last act. */
  readonly storeMs: number | undefined;
  /** `journal-row`, `transaction-status`, `read-back`, or `commit` (the answer came). */
  readonly outcomeKnownBy: string | undefined;
  /** Tiers of read-back that have run, and what they skipped. */
  readonly readBack: readonly string[];
  readonly because: string | undefined;
}

/** An answer: done, or a lawful no with its reason. */
export type Answer<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "refused"; readonly reason: string; readonly says: string; readonly advice?: string };

export interface SubjectInput {
  readonly right: PlannedRight;
  readonly subject: readonly SubjectIdentifier[];
}

/** Told while a request runs. */
export interface Progress {
  readonly request: string;
  readonly store: string;
  readonly phase: "capture" | "erase" | "commit" | "read-back" | "done";
  readonly done: number;
  readonly of: number;
}
