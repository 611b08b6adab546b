import type { LegalRule, TrackerRule } from "../law.ts";

const pecr = (article: string, where: string): LegalRule => ({
  article: `PECR ${article}`,
  since: "2026-02-05",
  verified: true,
  evidence: where,
  read: "2026-11-28",
});

const before = (article: string): LegalRule => ({
  article: `PECR ${article}`,
  since: "2018-05-25",
  until: "2026-02-04",
  verified: false,
  evidence: "from memory: the regulation as it was before the Act of 2025 was not read",
});

/**
 * What is asked before something is stored on a device, or read from it. The exception for how a site looks and works, and that for
 * emergencies, were not read: such trackers wait for a yes.
 */
export const trackers: readonly TrackerRule[] = [
  { ...before("reg 6(1)-(2)"), choice: "opt-in" },
  { ...before("reg 6(4)"), choice: "none", of: "essential" },
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
