import { isEnded } from "@troth/core/requests";
import type { Answer, RequestView } from "../requests/index.ts";
import type { Screen } from "./screen.ts";
import { errorLines } from "./show-error.ts";

/** Prints a lawful no on stderr and gives its exit status. */
export function showRefusal(screen: Screen, answer: Extract<Answer<unknown>, { kind: "refused" }>): number {
  screen.errors(errorLines(screen, answer));
  return 1;
}

/** 0 where everything that Troth itself can do now is done; 1 where a store still stands open. */
export function statusOf(view: RequestView): number {
  if (isEnded(view.state) || view.coolingUntil !== undefined) return 0;
  if (view.state !== "open") return 1;
  return view.stores.every((store) => store.state === "verified") ? 0 : 1;
}
