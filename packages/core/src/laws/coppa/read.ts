import type { LegalRule } from "../law.ts";

/** A rule read in the text as it was on 17 November 2025, after the amendment of that year. */
const inText = (article: string, since: string, said: string): LegalRule => ({
  article: `16 CFR ${article}`,
  since,
  verified: true,
  evidence: `${said}read in 16 CFR Part 312 as of 17 November 2025`,
  read: "2026-11-21",
});

const ids = (numbers: string | undefined): string => (numbers === undefined ? "" : `${numbers}; `);

/** What the rule of 2013 had already. Its first day is from memory in the field's evidence. */
export const since2013 = (article: string, numbers?: string): LegalRule => inText(article, "2013-07-01", ids(numbers));

/** What the amendment brought: in force on 23 June 2025, to be complied with by 22 April 2026. The earlier day is taken. */
export const since2025 = (article: string, numbers: string): LegalRule =>
  inText(article, "2025-06-23", `${numbers}, coppa.amend: to be complied with by 2026-04-22; `);
