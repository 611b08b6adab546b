import type { LegalRule, TrackerRule } from "../law.ts";

const pecr = (article: string, where: string): LegalRule => ({
  article: `PECR ${article}`,
  since: "2026-02-05",
  verified: true,
  evidence: where,
  read: "2026-11-28",
});

/** As it was before the Act of 2025. */
const BEFORE = { since: "2018-05-25", until: "2026-02-04" } as const;

/**
 * What is asked before something is stored on a device, or read from it. The exception for how a site looks and works, and that for
 * emergencies, were not read: such trackers wait for a yes.
 */
export const trackers: readonly TrackerRule[] = [
  {
    ...pecr("reg 6(1)-(2)", "read as SI 2011/1208 reg 6 made it (legislation.gov.uk), and in its words on another page"),
    ...{ ...BEFORE, read: "2026-11-29", choice: "opt-in" },
  },
  {
    ...{ ...BEFORE, article: "PECR reg 6(4)", verified: false, choice: "none", of: "essential" },
    evidence: "from memory: the paragraph as it was before the Act of 2025 was not read",
  },
  {
    ...pecr("reg 6(1), Sch A1 para 2", "read in Sch 12 of the Data (Use and Access) Act 2025 at legislation.gov.uk"),
    choice: "opt-in",
  },
  {
    ...pecr("Sch A1 para 3-4", "read in part in Sch 12 of the Data (Use and Access) Act 2025 at legislation.gov.uk"),
    choice: "none",
    of: "essential",
  },
  {
    ...pecr("Sch A1 para 5", "its words are quoted by four independent files; the day by three (SI 2026/82)"),
    choice: "opt-out",
    of: "own-statistics",
  },
];
