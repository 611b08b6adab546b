export { type HoldInput, holdReasons } from "./hold.ts";
export { after, isEnded, type RequestEvent, type RequestState, TRANSITIONS } from "./states.ts";
