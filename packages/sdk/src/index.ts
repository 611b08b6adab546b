export { type PageAsked, PageError } from "@troth/core/consent";
export {
  type AskedRecord,
  type Decision,
  type Engine,
  type EngineOptions,
  open,
  type Question,
  type RowQuestion,
} from "@troth/core/decisions";
export { contentHash, type Fact } from "@troth/core/facts";
export type { AgeAnswer, AgeQuestion, AgeRule } from "./age.ts";
export { CallError, type CallProblem, type Server, UnreachableError, WireError } from "./calls.ts";
export { type ConnectOptions, connect, type FactsTold, type Troth } from "./connect.ts";
export { connectForFew, type FewOptions, type TrothForFew } from "./connect-for-few.ts";
export type { ContentAsked, ContentToApprove } from "./contents.ts";
export type { Disclosure, DisclosureAnswer } from "./disclose.ts";
export type { FollowEvent } from "./follow-state.ts";
export type { AccessGranted, AccessLook, AccessRefused, AccessRequest, LookAllowed } from "./human-access.ts";
export type { Asked, Decider, OfRequest, Reading } from "./of-request.ts";
