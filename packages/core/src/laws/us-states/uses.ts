import type { UseRule } from "../law.ts";
import { colorado, virginia } from "./read.ts";

/** What the statutes say of a use, whatever a program says. */
export const uses: readonly UseRule[] = [
  {
    article: "Va. Code 59.1-577(A)(5); Colo. Rev. Stat. 6-1-1306(1)(a)",
    since: "2023-01-01",
    verified: true,
    evidence: "rights-by-law section 5: read in the code",
    read: "2026-11-21",
    use: "opt-out",
  },
  {
    ...colorado("Colo. Rev. Stat. 6-1-1306(1)(a)(IV)(B)", "co.uoom: a signal for all companies is honoured"),
    since: "2024-07-01",
    use: "opt-out",
  },
  { ...virginia("Va. Code 59.1-578(A)(5)"), use: "special-data" },
];
