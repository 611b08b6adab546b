import type { Tx } from "../storage/index.ts";

/** A wake-up: which kind of work, for which request. Ids only; what to do is in the journal. */
export interface Job {
  /** `request.advance`. */
  readonly kind: string;
  /** A request's id, or another of our ids. */
  readonly request: string;
}

/** Does a job. MUST be idempotent: a job comes at least once. A throw brings it again, a few times. */
export type JobHandler = (job: Job) => Promise<void>;

/** What a drain came to. `failed`: jobs that were given up after their last try. */
export interface Drained {
  readonly done: number;
  readonly failed: number;
}

/** The queue. It only wakes: journal and `due` table say what there is to do, so losing it loses nothing. */
export interface Jobs {
  /** Queues a job in the transaction of its cause. Idempotent: one waiting job a kind and request. */
  enqueue(tx: Tx, job: Job): Promise<void>;
  /** Works on jobs of these kinds in the background until `close`. */
  work(kinds: readonly string[], handler: JobHandler): Promise<void>;
  /** Does all waiting jobs in the foreground, failed ones again at once while they have tries left. */
  drain(handler: JobHandler): Promise<Drained>;
  /** Waits for running jobs. Idempotent. */
  close(): Promise<void>;
}

/** The kinds of work of the spine. */
export const jobKinds: readonly string[] = [
  "request.advance",
  "ledger.sequence",
  "keys.end-epoch",
  "storage.maintain",
  "due.tick",
  "mail.deliver",
  "content.withdraw",
];
