// For Express, and whatever speaks its `(request, response, next)`.
import { type Asked, type Decider, deniedProblem, type OfRequest, ofRequest, type Reading } from "./of-request.ts";

/** What of Express's request is read. */
export interface ExpressRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Set by `askTroth`. */
  troth?: OfRequest;
}

/** What of Express's response is used. */
export interface ExpressResponse {
  status(code: number): ExpressResponse;
  type(type: string): ExpressResponse;
  send(body: string): unknown;
}

type Next = (error?: unknown) => void;

/** Middleware: `request.troth.decide({ purpose, data })` asks for whoever made the request. */
export function askTroth<Request extends ExpressRequest>(decider: Decider, reading: Reading<Request> = {}) {
  return (request: Request, _response: ExpressResponse, next: Next): void => {
    const header = (name: string) => {
      const value = request.headers[name];
      return typeof value === "string" ? value : value?.[0];
    };
    request.troth = ofRequest(decider, reading, request, header);
    next();
  };
}

/** Middleware behind `askTroth`: goes on only where the use is allowed, and answers 403 with the rule where it is not. */
export function onlyIf<Request extends ExpressRequest>(asked: Asked | ((request: Request) => Asked)) {
  return (request: Request, response: ExpressResponse, next: Next): void => {
    const decision = request.troth?.decide(typeof asked === "function" ? asked(request) : asked);
    if (decision === undefined) next(new Error("`onlyIf` stands behind `askTroth`, which is missing"));
    else if (decision.allowed) next();
    else
      response
        .status(403)
        .type("application/problem+json")
        .send(JSON.stringify(deniedProblem(decision)));
  };
}
