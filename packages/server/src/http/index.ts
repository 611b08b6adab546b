export type { Call, LimitName, PersonSession, Route, StaffSession, Who } from "./route.ts";
