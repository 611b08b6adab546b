import type { LegalRule } from "../law.ts";

const ACT = "the FADP (SR 235.1) as of 7 July 2025";
const ORDINANCE = "the DPO (SR 235.11) as of 1 December 2025";

const readIn =
  (text: string) =>
  (article: string, numbers?: string): LegalRule => ({
    article,
    since: "2023-09-01",
    verified: true,
    evidence: `${numbers === undefined ? "" : `${numbers}: `}read in ${text}`,
    read: "2026-11-21",
  });

/** A rule read in the Act. */
export const readAct = readIn(ACT);

/** A rule read in the Act a week later, word for word in the copy of Fedlex. */
export const readLater = (article: string): LegalRule => ({ ...readAct(article), read: "2026-11-28" });

/** A rule read in the Ordinance, with the ids of its numbers. */
export const readOrdinance = readIn(ORDINANCE);

/** A rule whose words nobody here has read. */
export const unread = (article: string, evidence: string): LegalRule => ({
  article,
  since: "2023-09-01",
  verified: false,
  evidence,
});
