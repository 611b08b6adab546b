// What a web request says by itself of whoever asks: who they are, on which browser, with which signals, from where.
import type { Decision, Question, Signal } from "@troth/core/decisions";

/** What answers questions: `connect` gives it, and `open` of `@troth/core/decisions` too. */
export interface Decider {
  decide(question: Question): Decision;
}

/** A question without what the request says. */
export type Asked = Omit<Question, "person" | "browser" | "signals" | "place"> & Partial<Pick<Question, "person" | "browser">>;

/** How an application reads a request; asked again with every question. */
export interface Reading<Request> {
  /** The account that is signed in; absent: nobody. */
  readonly person?: (request: Request) => string | undefined;
  /** The id that the application, or Troth's banner, gave this browser. */
  readonly browser?: (request: Request) => string | undefined;
  /** Where the browser seems to be, where the application knows. */
  readonly place?: (request: Request) => Question["place"];
}

/** Asks for whoever made the request. */
export interface OfRequest {
  /** The decision; where nobody is known who it could be about, it is denied like any question without a subject. */
  decide(asked: Asked): Decision;
  allows(asked: Asked): boolean;
}

/**
 * Ties a decider to a request. Who makes it is read each time that something is asked: they may be known only behind other middleware,
 * and sign in or out while it is answered. @source 11 CCR 7025(b): a signal in a header counts
 */
export function ofRequest<Request>(
  decider: Decider,
  reading: Reading<Request>,
  request: Request,
  header: (name: string) => string | undefined,
): OfRequest {
  const signals: readonly Signal[] = saysGpc(header("sec-gpc")) ? ["gpc"] : [];
  const decide = (asked: Asked): Decision => {
    const person = reading.person?.(request);
    // Somebody who is named, and turns out to be nobody: what the browser allows is not theirs.
    const isNobody = "person" in asked && asked.person === undefined;
    const browser = isNobody ? undefined : reading.browser?.(request);
    return decider.decide({ person, browser, place: reading.place?.(request), signals, ...asked });
  };
  return { decide, allows: (asked) => decide(asked).allowed };
}

/** A field that came twice is joined by commas: said once, it is said. */
const saysGpc = (field = ""): boolean => field.split(",").some((one) => one.trim() === "1");

/** What is answered to a request whose purpose is denied: RFC 9457, with the rule and no id of anybody. */
export const deniedProblem = ({ rule, because }: Decision) => ({
  type: "about:blank",
  title: "This use of data is not allowed",
  status: 403,
  code: `decision.${rule}`,
  detail: because,
});
