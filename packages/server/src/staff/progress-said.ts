import type { ProgressSaid } from "../pages/index.ts";
import type { Progress } from "../requests/index.ts";
import { counted, figure } from "./words.ts";

/** What is known of a run: where its stores stand, and the last step that this process has heard of. */
export interface ProgressNow {
  readonly state: string;
  readonly stores: readonly { readonly store: string; readonly state: string }[];
  readonly step: Progress | undefined;
}

const phases: Readonly<Record<Progress["phase"], string>> = {
  capture: "finding the rows of",
  erase: "erasing in",
  commit: "committing in",
  "read-back": "reading back",
  done: "done with",
};

/** Nothing more will come of a request in any other state. */
const runs = (state: string): boolean => state === "received" || state === "approved" || state === "executing";

/** How far a run is, in figures and in words. Names of stores and numbers only. */
export function progressSaid(now: ProgressNow): ProgressSaid {
  const ended = !runs(now.state);
  const done = now.stores.filter((one) => one.state === "verified").length;
  if (now.state === "received") return { done: 0, of: 1, says: "It is being planned.", ended };
  if (now.state === "approved") return { done: 0, of: Math.max(1, now.stores.length), says: "It is about to run.", ended };
  const stores = `${figure(done)} of ${counted(now.stores.length, "store")} done`;
  if (ended || now.step === undefined || now.step.phase === "done")
    return { done, of: Math.max(1, now.stores.length), says: `${stores}.`, ended };
  const { step } = now;
  const says = `${stores}; ${phases[step.phase]} ${step.store}: ${figure(step.done)} of ${figure(step.of)}.`;
  return { done: step.done, of: Math.max(1, step.of), says, ended };
}
