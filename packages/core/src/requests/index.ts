export { after, isEnded, type RequestEvent, type RequestState, TRANSITIONS } from "./states.ts";
