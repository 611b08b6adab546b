import type { TrackerRule } from "../law.ts";

/** What is asked of a tracker. */
export const trackers: readonly TrackerRule[] = [
  {
    article: "Va. Code 59.1-578(C) and what is like it in each state",
    since: "2023-01-01",
    verified: false,
    evidence: "from memory: a notice of what is collected; the paragraph was not read",
    choice: "notice",
  },
  {
    article: "Va. Code 59.1-577(A)(5); Colo. Rev. Stat. 6-1-1306(1)(a)",
    since: "2023-01-01",
    verified: true,
    evidence: "rights-by-law section 5: read in the code",
    read: "2026-11-21",
    choice: "opt-out",
    of: "sale-or-sharing",
  },
];
