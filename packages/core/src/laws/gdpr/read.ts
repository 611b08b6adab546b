import type { LegalRule } from "../law.ts";

/** A rule read in the Regulation, with the ids of its numbers. */
export const read = (article: string, numbers?: string): LegalRule => ({
  article,
  since: "2018-05-25",
  verified: true,
  evidence: `${numbers === undefined ? "" : `${numbers}; `}read in Regulation (EU) 2016/679, consolidated text`,
  read: "2026-11-21",
});
