/** When an erasure is done in several transactions, and how a store that is busy is waited for. */
export interface LargeSets {
  /** Rows of work in one store above which it is split. */
  readonly rows: number;
  /** Rows of one transaction. */
  readonly chunkRows: number;
  /** The first pause; each one after it is twice as long. */
  readonly pauseMs: number;
}

/** What the product takes from outside: clock, randomness, ids, and a place to say what it reached. */
export interface Surroundings {
  /** Milliseconds since 1970 in UTC. */
  now(): number;
  /** Cryptographically random bytes. */
  random(length: number): Uint8Array;
  /** A new UUID (version 4, from `random`). */
  id(): string;
  /**
   * Told whenever a request passes a step that matters to recovery. Awaited. Does nothing in production;
   * the fault runner stops the process here.
   */
  passing(step: string): Promise<void>;
  /** Tests split small sets. Absent: what the product says. */
  readonly largeSets?: LargeSets;
}
