export { type HoldInput, holdReasons } from "./hold.ts";
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
