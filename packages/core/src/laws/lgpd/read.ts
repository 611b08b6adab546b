import type { LegalRule } from "../law.ts";

/** A rule read in the law, with the ids of its numbers. */
export const read = (article: string, numbers?: string): LegalRule => ({
  article,
  since: "2020-09-18",
  verified: true,
  evidence: `${numbers === undefined ? "" : `${numbers}: `}read in the law (planalto.gov.br)`,
  read: "2026-11-21",
});

/** A rule read in the law a week later, word for word in the same copy. */
export const readLater = (article: string): LegalRule => ({ ...read(article), read: "2026-11-28" });

/** A rule read in the authority's Resolution 15/2024 on incidents, with the ids of its numbers. */
export const readResolution = (article: string, numbers: string): LegalRule => ({
  article,
  since: "2024-04-26",
  verified: true,
  evidence: `${numbers}: read in Res. CD/ANPD 15/2024 (index ids 67421583888, 57540206912)`,
  read: "2026-11-21",
});

/** A rule whose words nobody here has read. */
export const unread = (article: string, evidence: string): LegalRule => ({
  article,
  since: "2020-09-18",
  verified: false,
  evidence,
});
