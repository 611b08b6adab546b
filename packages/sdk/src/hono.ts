// For Hono.
import { type Asked, type Decider, deniedProblem, type OfRequest, ofRequest, type Reading } from "./of-request.ts";

/** What of Hono's context is used. */
export interface HonoContext {
  readonly req: { header(name: string): string | undefined };
  set(key: "troth", value: OfRequest): void;
  get(key: "troth"): OfRequest | undefined;
  body(body: string, status: 403, headers: Record<string, string>): Response;
}

/** The variables of an application that uses it: `new Hono<{ Variables: TrothVariables }>()`. */
export interface TrothVariables {
  troth: OfRequest;
}

/** Middleware: `c.get("troth").decide({ purpose, data })` asks for whoever made the request. */
export function askTroth<Context extends HonoContext>(decider: Decider, reading: Reading<Context> = {}) {
  return async (context: Context, next: () => Promise<void>): Promise<void> => {
    context.set(
      "troth",
      ofRequest(decider, reading, context, (name) => context.req.header(name)),
    );
    await next();
  };
}

/** Middleware behind `askTroth`: goes on only where the use is allowed, and answers 403 with the rule where it is not. */
export function onlyIf<Context extends HonoContext>(asked: Asked | ((context: Context) => Asked)) {
  return async (context: Context, next: () => Promise<void>): Promise<Response | undefined> => {
    const troth = context.get("troth");
    if (troth === undefined) throw new Error("`onlyIf` stands behind `askTroth`, which is missing");
    const decision = troth.decide(typeof asked === "function" ? asked(context) : asked);
    if (!decision.allowed)
      return context.body(JSON.stringify(deniedProblem(decision)), 403, { "content-type": "application/problem+json" });
    await next();
    return undefined;
  };
}
