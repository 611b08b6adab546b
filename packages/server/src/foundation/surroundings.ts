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
}
