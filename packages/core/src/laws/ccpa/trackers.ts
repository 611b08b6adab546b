import type { TrackerRule } from "../law.ts";
import { FIRST, statute } from "./read.ts";

/** What is asked of a tracker: it is told of, and what is sold or shared stops on a no or on a signal. */
export const trackers: readonly TrackerRule[] = [
  { ...statute("1798.100(a)", FIRST, "rights-by-law section 4"), choice: "notice" },
  {
    ...statute("1798.120, 1798.135; 11 CCR 7025, 7026", FIRST, "ca.optout, ca.optout.confirm, rights-by-law section 4"),
    choice: "opt-out",
    of: "sale-or-sharing",
  },
];
