/** Somewhere that takes records of consent. */
export interface Taker {
  /** Sends one of a browser that is new; resolves once it is acknowledged. */
  readonly send: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** As many callers as wait for an answer at a time. */
export const CALLERS = 200;

/** Sends so many, and returns the milliseconds for each. */
export async function sendMany(send: Taker["send"], count: number, callers = CALLERS): Promise<number> {
  let left = count;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: Math.min(callers, count) }, async () => {
      while (left-- > 0) await send();
    }),
  );
  return (performance.now() - began) / count;
}
