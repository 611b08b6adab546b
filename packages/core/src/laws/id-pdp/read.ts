import type { LegalRule } from "../law.ts";

/** The Act was promulgated on 2022-10-17 and gave two years to adjust (Pasal 74): its duties are judged from then on. */
const SINCE = "2024-10-17";

/** A rule read in the Act, with the ids of its numbers. */
export const read = (article: string, numbers?: string, where = "read in UU 27/2022 as copied at justisio.com"): LegalRule => ({
  article,
  since: SINCE,
  verified: true,
  evidence: `${numbers === undefined ? "" : `${numbers}; `}${where}`,
  read: "2026-11-21",
});

/** A rule whose words were read a week later, in the copies that are named. */
export const readLater = (article: string, where: string): LegalRule => ({
  ...read(article, undefined, where),
  read: "2026-11-29",
});

/** A rule whose words nobody here has read in the Act. */
export const unread = (article: string, evidence: string): LegalRule => ({
  article,
  since: SINCE,
  verified: false,
  evidence,
});
