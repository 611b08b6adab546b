/** The states of a request. */
export type RequestState = "received" | "planned" | "approved" | "executing" | "open" | "done" | "denied";

/** What can happen to a request. */
export type RequestEvent = "plan" | "approve" | "deny" | "execute" | "plan-again" | "hold" | "complete";

/**
 * The table a reader can check: from a state, by an event, to a state. What is not here cannot happen.
 *
 * `open` is a request whose stores have been acted on, or tried, and that something still keeps from being complete:
 * a recipient who was not told, a store in shadow or out of reach, rows that were written late, a column without a category.
 */
export const TRANSITIONS: readonly (readonly [RequestState, RequestEvent, RequestState])[] = [
  ["received", "plan", "planned"],
  ["received", "deny", "denied"],
  ["planned", "plan", "planned"],
  ["planned", "approve", "approved"],
  ["planned", "deny", "denied"],
  ["approved", "plan-again", "planned"],
  ["approved", "deny", "denied"],
  ["approved", "execute", "executing"],
  ["executing", "execute", "executing"],
  ["executing", "plan-again", "planned"],
  ["executing", "hold", "open"],
  ["executing", "complete", "done"],
  ["open", "execute", "open"],
  ["open", "hold", "open"],
  ["open", "plan-again", "planned"],
  ["open", "complete", "done"],
];

/** The state after an event, or undefined where the table has no such line. */
export function after(state: RequestState, event: RequestEvent): RequestState | undefined {
  return TRANSITIONS.find(([from, by]) => from === state && by === event)?.[2];
}

/** Nothing further happens in these. */
export const isEnded = (state: RequestState): boolean => state === "done" || state === "denied";
