// A process that goes on with the request at a place, and asks its parent at every step whether it may live.
import { TrothError } from "@troth/core/foundation";
import { describeError, systemSurroundings } from "../../packages/server/src/foundation/index.ts";
import { type Clock, type Facts, goOn, openAt } from "./journey.ts";
import type { Place } from "./place.ts";

/** What the child says. */
export type FromChild =
  | { readonly kind: "step"; readonly step: string }
  | { readonly kind: "done"; readonly facts: Facts }
  | { readonly kind: "failed"; readonly says: string };

/** What the parent says: where to work, or that the child may go on. */
export type ToChild = { readonly kind: "work"; readonly place: Place } | { readonly kind: "live" };

const say = (message: FromChild): Promise<void> =>
  new Promise((resolve, reject) => process.send?.(message, (error: Error | null) => (error ? reject(error) : resolve())));

const waiting: (() => void)[] = [];

// One question at a time, though several things may be under way at once.
let asked: Promise<void> = Promise.resolve();
function ask(step: string): Promise<void> {
  asked = asked.then(async () => {
    const answer = new Promise<void>((resolve) => waiting.push(resolve));
    await say({ kind: "step", step });
    await answer;
  });
  return asked;
}

async function work(place: Place): Promise<void> {
  try {
    const clock: Clock = { ahead: 0 };
    const now = () => Date.now() + clock.ahead;
    const largeSets = place.kind === "large" ? { largeSets: { rows: 1, chunkRows: 4, pauseMs: 50 } } : {};
    const inst = await openAt(place, { ...systemSurroundings(), now, passing: ask, ...largeSets });
    const facts = await goOn(inst, clock, place);
    await inst.close();
    await say({ kind: "done", facts });
  } catch (error) {
    const says = error instanceof TrothError ? `${error.code}: ${error.message}` : JSON.stringify(describeError(error));
    await say({ kind: "failed", says });
  }
  process.disconnect();
}

process.on("message", (message: ToChild) => {
  if (message.kind === "work") void work(message.place);
  else waiting.shift()?.();
});
