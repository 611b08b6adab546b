import { ConnectorError } from "../connectors/index.ts";

/** How long a store that is busy is left alone, and how often it is tried again. */
export interface Pace {
  /** The first pause; each one after it is twice as long. */
  readonly pauseMs: number;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Told before each pause. */
  readonly onPause: () => Promise<void>;
}

/** With pauses of a second and twice that, a minute in all: longer than any transaction of an application should take. */
const TRIES = 6;

/** So many times what is usual is slow; what took less than this is not. */
const SLOW_TIMES = 3;
const SLOW_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
/** Before so many chunks nothing is known to be usual. */
const USUAL_OF = 3;

/** The store said that it was busy until nobody wanted to ask any more. */
export class StoreBusyError extends ConnectorError {
  constructor(error: ConnectorError, tries: number) {
    super(error.code, error.store, `${error.message}; tried ${tries} times`, {
      ...(error.advice === undefined ? {} : { advice: error.advice }),
      cause: error,
      transient: true,
    });
  }
}

/** Rows that somebody else has locked, two that waited for each other, a statement that took too long. */
const isBusy = (error: unknown): error is ConnectorError =>
  error instanceof ConnectorError && (error.code === "connector.busy" || error.code === "connector.timeout");

/** Does `work`, and again after a pause while the store is busy; `work` finds out for itself what was done already. */
export async function whenFree<T>(pace: Pace, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (tries === TRIES) throw new StoreBusyError(error, tries);
      await pace.onPause();
      await pace.pause(pace.pauseMs * 2 ** (tries - 1));
    }
  }
}

/** How long to leave a store alone after its last chunk: as long as that took, if it took far longer than those before. */
export function restAfter(took: readonly number[]): number {
  const last = took.at(-1) ?? 0;
  const before = took.slice(0, -1).sort((one, other) => one - other);
  const usual = before[Math.floor(before.length / 2)] ?? 0;
  if (before.length < USUAL_OF || last < SLOW_MS || last < usual * SLOW_TIMES) return 0;
  return Math.min(last, LONGEST_PAUSE_MS);
}
