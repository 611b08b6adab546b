import type { LegalRule, RightWord } from "../law.ts";

/** A state's rules, each by its article and the ids of its numbers. */
export type StateRule = (article: string, numbers?: string) => LegalRule;

const said = (numbers: string | undefined, where: string): string => `${numbers === undefined ? "" : `${numbers}; `}${where}`;

const readIn =
  (at: { readonly state: string; readonly since: string; readonly where: string; readonly read?: string }): StateRule =>
  (article, numbers) => ({
    article,
    state: at.state,
    since: at.since,
    verified: true,
    evidence: said(numbers, at.where),
    read: at.read ?? "2026-11-21",
  });

const notRead =
  (at: { readonly state: string; readonly since: string; readonly where: string }): StateRule =>
  (article, numbers) => ({ article, state: at.state, since: at.since, verified: false, evidence: said(numbers, at.where) });

/** Read in the code to its amendments of 2024. */
export const virginia = readIn({
  state: "Virginia",
  since: "2023-01-01",
  where: "rights-by-law section 5: read in the code, amendments of 2024 among it",
  read: "2026-11-28",
});

export const colorado = readIn({
  state: "Colorado",
  since: "2023-07-01",
  where: "rights-by-law section 5: read in the text as enacted, without later amendments",
});

export const connecticut = readIn({
  state: "Connecticut",
  since: "2023-07-01",
  where: "rights-by-law section 5: read in the statutes",
});

export const texas = readIn({ state: "Texas", since: "2024-07-01", where: "rights-by-law section 5: read in the code" });

const TRACKER = "a law firm's tracker; the statute was not read";

export const iowa = notRead({ state: "Iowa", since: "2025-01-01", where: TRACKER });

export const rhodeIsland = notRead({ state: "Rhode Island", since: "2026-01-01", where: TRACKER });

/** What nobody has read of a rule of a state whose law was read. */
export const unread = (rule: LegalRule, evidence: string): LegalRule => {
  const { read: _, ...rest } = rule;
  return { ...rest, verified: false, evidence };
};

/** What is asked of a company in these states. */
export const ASKED: readonly RightWord[] = ["access", "rectification", "erasure", "portability", "opt-out"];

/** The same without opting out. */
export const OF_DATA: readonly RightWord[] = ["access", "rectification", "erasure", "portability"];
