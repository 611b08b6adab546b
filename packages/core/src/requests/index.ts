export { type HoldInput, holdReasons } from "./hold.ts";
export { type Staked, stakeOf } from "./stake-of.ts";
export {
  ANSWER_WITHIN,
  after,
  isEnded,
  isRight,
  type RequestEvent,
  type RequestKind,
  type RequestState,
  TRANSITIONS,
} from "./states.ts";
export { pointsOf, type ShowsNothing, showsNothing } from "./verifying-data.ts";
