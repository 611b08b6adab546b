import type { Awaited, Clock, Extending } from "@troth/core/jurisdictions";
import type { RequesterWord } from "@troth/core/laws";
import type { Law } from "@troth/core/program";
import type { RequestKind, RequestState } from "@troth/core/requests";
import type { Beside, PlanFinding, PlannedRight, PlanStep, SubjectIdentifier, TaskLine } from "@troth/core/subject-graph";
import type { HadByRecipient } from "../decisions/index.ts";
import type { TaskView } from "../tasks/index.ts";
import type { AppealView } from "./appeals.ts";
import type { AskerView } from "./asker.ts";
import type { Denial } from "./denial-ground.ts";
import type { Fee } from "./fee.ts";
import type { NamedFurther } from "./name-further.ts";

/** A plan as people see it: names of stores, datasets and columns, and numbers. */
export interface PlanView {
  readonly right: PlannedRight;
  /** What an approver signs: plan and counts. */
  readonly hash: string;
  readonly program: string;
  /** Of how many people it is. Absent: one. */
  readonly people?: number;
  readonly stores: readonly {
    readonly store: string;
    /** `PostgreSQL 15.20`. */
    readonly product: string;
    /** Plans, captures, reports, and rolls back, until `troth store live`. */
    readonly shadow: boolean;
    readonly fingerprint: string;
    readonly steps: readonly PlanStep[];
    /** What the store does by itself beside it: its cascades, its triggers. Absent: the plan is older. */
    readonly beside?: readonly Beside[];
    /** Rows of each touched dataset in all, of everybody: estimated where counting would cost a pass. Absent: the plan is older. */
    readonly sizes?: Readonly<Record<string, number>>;
    /** Of `sizes`, the datasets whose number the store estimated; every other one was counted. */
    readonly estimatedSizes?: readonly string[];
  }[];
  /** Stores that people go through, each with what they are asked; nothing of it can be counted beforehand. Absent: none. */
  readonly byHand?: readonly { readonly store: string; readonly shadow: boolean; readonly lines: readonly TaskLine[] }[];
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
  /** The laws by which it is judged. */
  readonly laws: readonly Law[];
  /** Who asks, also where it is a question, about which no law says anything. */
  readonly requester: RequesterWord;
  /** Who asks, and what the laws say to it; absent for a question, and for a batch, for which nobody asks. */
  readonly asker: AskerView | undefined;
  /** When marketing was stopped on their word. */
  readonly marketingStopped: string | undefined;
  /** What the person was asked for, and when it came. */
  readonly awaited: readonly Awaited[];
  /** When they were told that it takes longer. */
  readonly extendedAt: string | undefined;
  /** Whether they can be told so now. */
  readonly extending: Extending;
  /** Our own target for the answer to a question or a concern, for which no law sets a time. ISO 8601 in UTC. */
  readonly answerBy: string | undefined;
  /** An approved erasure waits until then, and can be stopped. ISO 8601 in UTC. */
  readonly coolingUntil: string | undefined;
  readonly verified: boolean;
  /** Identifiers that staff added after it was taken, by kind, with what they have seen of each. */
  readonly further: readonly NamedFurther[];
  /** Since when a code that was sent to one more address waits to be entered; until then nothing is done by that address. ISO 8601 in UTC. */
  readonly codeWaits: string | undefined;
  readonly closedAt: string | undefined;
  /** On what it was denied: words of laws alone. */
  readonly denial: Denial | undefined;
  /** What the person asked once more, after a denial. */
  readonly appeal: AppealView | undefined;
  /** What it costs the person, where a fee was asked for. */
  readonly fee: Fee | undefined;
  /** They can appeal now. */
  readonly canAppeal: boolean;
  /** It is planned for rows that were written late and for nothing else: they can be let stay. */
  readonly canLetStay: boolean;
  /** Why it is stuck, open, denied, or planned again. */
  readonly because: string | undefined;
  readonly plan: PlanView | undefined;
  /** The roles that have signed, and those that still must. */
  readonly approvals: readonly string[];
  readonly stores: readonly StoreRunView[];
  /** Where rows were found by an identifier alone: somebody is to say whose they are. Each as `shop/customers.phone`. */
  readonly undecided: readonly string[];
  /** What people were asked to do by hand. */
  readonly tasks: readonly TaskView[];
  readonly recipients: readonly {
    readonly recipient: string;
    readonly name: string;
    readonly state: "waiting" | "told" | "impossible";
    readonly how: string;
    /** What it had of the person, by the disclosures on record; `damaged`: the record of it cannot be read. */
    readonly had?: HadByRecipient | "damaged";
  }[];
  /** Until when the copy that staff hand over is there. ISO 8601 in UTC. */
  readonly copyUntil: string | undefined;
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
  /** More people, in a batch. */
  readonly others?: readonly (readonly SubjectIdentifier[])[];
  /** The lines of the list on which the people of a batch stand, the first of them first: findings point them out by these. */
  readonly lines?: readonly number[];
}

/** Told while a request runs. */
export interface Progress {
  readonly request: string;
  readonly store: string;
  readonly phase: "capture" | "erase" | "commit" | "read-back" | "done";
  readonly done: number;
  readonly of: number;
}
