import type { LegalRule } from "../law.ts";

const said = (numbers: string | undefined, where: string): string => `${numbers === undefined ? "" : `${numbers}; `}${where}`;

/** A rule of an article that the Act of 2025 left as it was, with the ids of its numbers. */
export const left = (article: string, numbers?: string): LegalRule => ({
  article,
  since: "2018-05-25",
  verified: true,
  evidence: said(numbers, "rights-by-law section 2: articles that the Act of 2025 left as they were"),
  read: "2026-11-21",
});

/** A rule that the Act of 2025 wrote, in force from 5 February 2026 unless another day is named. */
export const acted = (article: string, numbers: string, since = "2026-02-05"): LegalRule => ({
  article,
  since,
  verified: true,
  evidence: said(numbers, "read in the Data (Use and Access) Act 2025 as of 31 March 2026"),
  read: "2026-11-28",
});

/** A rule that the Act of 2025 replaced, known by the words that it quotes from it. */
export const quoted = (article: string, numbers: string, until = "2026-02-04"): LegalRule => ({
  article,
  since: "2018-05-25",
  until,
  verified: true,
  evidence: said(numbers, "its words are quoted where the Data (Use and Access) Act 2025 replaces them"),
  read: "2026-11-28",
});

/** A rule that the Act of 2025 replaced without quoting it: that it was as in the Union nobody has read. */
export const gone = (article: string, where: string): LegalRule => ({
  article,
  since: "2018-05-25",
  until: "2026-02-04",
  verified: false,
  evidence: where,
});
