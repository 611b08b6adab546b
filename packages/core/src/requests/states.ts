import type { LegalPeriod } from "../program/index.ts";

/** The states of a request. */
export type RequestState =
  | "received"
  | "planned"
  | "approved"
  | "executing"
  | "open"
  | "done"
  | "denied"
  | "appealed"
  | "withdrawn";

/** What can happen to a request. */
export type RequestEvent =
  | "plan"
  | "approve"
  | "deny"
  | "execute"
  | "plan-again"
  | "hold"
  | "complete"
  | "answer"
  | "stop"
  | "withdraw"
  | "appeal"
  | "grant"
  | "uphold"
  | "reopen"
  | "let-stay";

/**
 * The table a reader can check: from a state, by an event, to a state. What is not here cannot happen.
 *
 * `open` is a request whose stores have been acted on, or tried, and that something still keeps from being complete:
 * a recipient who was not told, a store in shadow or out of reach, rows that were written late, a column without a category.
 * A `done` erasure becomes `open` again if rows were written late, or a value of the person's is found in the night after.
 * Late rows that are planned for may be let stay, where their person came back and is somebody new.
 * A `denied` one may be `appealed`: granted it is received anew, on its old day; upheld it is denied again.
 * An `approved` erasure may still cool off: nothing was touched, and it can be stopped. A question is answered, never planned.
 */
export const TRANSITIONS: readonly (readonly [RequestState, RequestEvent, RequestState])[] = [
  ["received", "plan", "planned"],
  ["received", "deny", "denied"],
  ["received", "answer", "done"],
  ["received", "withdraw", "withdrawn"],
  ["planned", "plan", "planned"],
  ["planned", "approve", "approved"],
  ["planned", "deny", "denied"],
  ["planned", "withdraw", "withdrawn"],
  ["denied", "appeal", "appealed"],
  ["appealed", "grant", "received"],
  ["appealed", "uphold", "denied"],
  ["appealed", "withdraw", "withdrawn"],
  ["approved", "plan-again", "planned"],
  ["approved", "deny", "denied"],
  ["approved", "stop", "planned"],
  ["approved", "withdraw", "withdrawn"],
  ["approved", "execute", "executing"],
  ["executing", "execute", "executing"],
  ["executing", "plan-again", "planned"],
  ["executing", "hold", "open"],
  ["executing", "complete", "done"],
  ["open", "execute", "open"],
  ["open", "hold", "open"],
  ["open", "plan-again", "planned"],
  ["open", "complete", "done"],
  ["open", "reopen", "open"],
  ["done", "reopen", "open"],
  ["planned", "let-stay", "done"],
];

/** The state after an event, or undefined where the table has no such line. */
export function after(state: RequestState, event: RequestEvent): RequestState | undefined {
  return TRANSITIONS.find(([from, by]) => from === state && by === event)?.[2];
}

/** Nothing further happens in these by itself. */
export const isEnded = (state: RequestState): boolean => state === "done" || state === "denied" || state === "withdrawn";

/** What is asked of a company: a right, or a question or concern, which may become one. */
export type RequestKind = "access" | "erasure" | "question" | "concern";

/**
 * Within what a plain question or concern is answered. No law sets a time for it: this is our own target, shown as that, and
 * short enough that a right which hides in a question is seen before its own clock is in danger.
 */
export const ANSWER_WITHIN: LegalPeriod = { count: 10, unit: "business days" };

/** Whether a plan is made for it. */
export const isRight = (kind: RequestKind): kind is "access" | "erasure" => kind === "access" || kind === "erasure";
