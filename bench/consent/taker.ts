import { SITE } from "../../test/support/consent-shop.ts";

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

/** Posts a record as a page does: where the connection broke it is sent again, as it was. What a listener refuses is a mistake. */
export async function post(address: string, record: object, type: string): Promise<void> {
  const init = { method: "POST", headers: { origin: SITE, "content-type": type }, body: JSON.stringify(record) };
  // A connection that was idle is closed by the listener, perhaps just as it is used.
  const answer = await fetch(address, init).catch(() => fetch(address, init));
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${new URL(address).pathname} answered ${answer.status}: ${text}`);
}
