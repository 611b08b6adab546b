import { type Call, refuse, type StaffSession } from "../http/index.ts";

/** Who calls; a route that asks for staff has it. */
export const staffOfCall = (call: Call): StaffSession => call.staff ?? refuse("sign-in");
