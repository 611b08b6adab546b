export { type CookieKind, cookieName, endedCookie, sessionCookie, tokenOf } from "./cookies.ts";
export { json } from "./json.ts";
export { preferredLanguage } from "./language-of-call.ts";
export { type Answering, ListenError, type Listening, listen, type Patience } from "./listen.ts";
export { type AppParts, makeApp, openapiRoute, type ProblemPage } from "./make-app.ts";
export type { Sessions } from "./make-call.ts";
export { isLoopback } from "./network-of.ts";
export { type Problem, type ProblemError, type ProblemKind, problem, problemJson, Refusal, refuse } from "./problem.ts";
export { type Budget, budgets } from "./rate-limits.ts";
export { returnPath } from "./return-path.ts";
export type {
  AppSession,
  BackendSession,
  Call,
  LimitName,
  PersonSession,
  PostedFile,
  Route,
  SiteSession,
  StaffSession,
  Who,
} from "./route.ts";
export { sendsGpc } from "./sends-gpc.ts";
export { admit, type Caller } from "./who-may.ts";
