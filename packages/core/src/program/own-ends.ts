import type { RecipientRule } from "./rules.ts";

/**
 * Who decides what becomes of data that they receive, be it together with us. A processor does what it is told, and an authority what a
 * law says.
 */
export const OWN_ENDS: ReadonlySet<RecipientRule["capacity"]> = new Set(["third-party", "controller", "joint"]);
