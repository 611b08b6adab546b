import type { LegalRule } from "../law.ts";

const READ = "2026-11-21";

const ids = (numbers: string | undefined): string => (numbers === undefined ? "" : `${numbers}; `);

/** A rule read in the Civil Code. */
export const statute = (article: string, since: string, numbers?: string): LegalRule => ({
  article: `Cal. Civ. Code ${article}`,
  since,
  verified: true,
  evidence: `${ids(numbers)}read in the code as amended to 1 January 2024`,
  read: READ,
});

/** A rule read in the regulations, in a section that was amended in 2026: that text was read at second hand, if at all. */
export const regulation = (article: string, since: string, numbers?: string): LegalRule => ({
  article: `11 CCR ${article}`,
  since,
  verified: true,
  evidence: `${ids(numbers)}read in the text of 1 January 2024; the section was amended on 1 January 2026, read second-hand`,
  read: READ,
});

/** A rule read in a section that the rulemaking of 2025 left as it was. */
export const unchanged = (article: string, since: string, numbers?: string): LegalRule => ({
  ...regulation(article, since, numbers),
  evidence: `${ids(numbers)}read in the text of 1 January 2024; the section was not amended in 2026`,
});

/** A rule of the text of 2026, quoted from it word for word. */
export const quoted = (article: string, since: string, numbers: string): LegalRule => ({
  ...regulation(article, since),
  evidence: `${numbers}; quoted word for word from the text approved in 2025; the section was not read whole`,
});

/** A rule that is known from others alone: its text was not read. */
export const unread = (article: string, since: string, evidence: string): LegalRule => ({
  article: `11 CCR ${article}`,
  since,
  verified: false,
  evidence: `${evidence}; the text was not read`,
});

/** The statute's first day, that of the Act of 2020, and that of the regulations under it. */
export const FIRST = "2020-01-01";
export const CPRA = "2023-01-01";
export const REGULATIONS = "2023-03-29";
/** The first regulations, whose rules stand in the later ones. */
export const FIRST_REGULATIONS = "2020-08-14";
/** Of automated decisionmaking. */
export const ADMT = "2027-01-01";
