export type { Asked, Awaited } from "./asked.ts";
export { isRequester, REQUESTERS } from "./authority.ts";
export { inState, statesOf } from "./in-state.ts";
export { type JudgedAge, type Judgment, judge, judgeAge, type NoRight, type Outcome } from "./judge.ts";
export {
  type Asker,
  type AskingDemand,
  type AskingRefusal,
  canShow,
  type JudgedAsking,
  judgeAsking,
  type LackingOfAsker,
  requestersKnown,
  type UnknownOfAsker,
} from "./judge-asking.ts";
export { type JudgedClock, type JudgedExtension, judgeClocks } from "./judge-clocks.ts";
export { type JudgedDemand, judgeDemands, judgeRequester, strongest } from "./judge-demands.ts";
export { type JudgedTogether, judgeTogether } from "./judge-together.ts";
export { isNeverVerified } from "./never-verified.ts";
export { livesIn, type Protected, protects, type Residence } from "./protects.ts";
