import type { SourcePlace } from "../program/index.ts";
import type { ScanVisitor } from "./seen.ts";

/** What is wrong: the site does other than the program says. `not-seen` only tells. */
export type ScanCode =
  | "undeclared"
  | "third-party-cookie"
  | "before-choice"
  | "wrong-party"
  | "wrong-owner"
  | "wrong-purpose"
  | "lasts-longer"
  | "reaches-elsewhere"
  | "advertising"
  | "not-seen";

/** One thing that the site does and its program does not say, or the other way round. */
export interface ScanFinding {
  readonly code: ScanCode;
  /** `error` breaks what the program says, `info` only tells. */
  readonly level: "error" | "info";
  /** `cookie _ct of fernhill.example`, `requests to elsewhere.example`. */
  readonly what: string;
  /** What is wrong, in lower case, without a full stop. */
  readonly says: string;
  readonly advice: string;
  /** The tracker of the program that it is about, by its id. */
  readonly tracker: string | undefined;
  readonly place: SourcePlace | undefined;
  /** Whose doing it was, as host and path; undefined: not known. */
  readonly by: string | undefined;
  /** Who saw it. */
  readonly visitors: readonly ScanVisitor[];
  /** Where it was seen first, and on how many pages. */
  readonly page: string | undefined;
  readonly pages: number;
}

/** A finding of one thing at one place, before the same of other pages joins it. */
export interface ScanDraft {
  readonly code: ScanCode;
  readonly what: string;
  readonly says: string;
  readonly advice: string;
  readonly tracker?: { readonly id: string; readonly place: SourcePlace } | undefined;
  readonly by?: string | undefined;
}

/** Where a draft was seen. */
export interface DraftAt {
  readonly draft: ScanDraft;
  readonly visitor: ScanVisitor;
  readonly page: string;
}

/** The same of several pages and visitors as one finding, in the order in which they were first seen. */
export function joinDrafts(drafts: readonly DraftAt[]): readonly ScanFinding[] {
  const groups = new Map<string, DraftAt[]>();
  for (const one of drafts) {
    const { code, what, says, tracker } = one.draft;
    const key = JSON.stringify([code, what, says, tracker?.id]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [DraftAt];
    const { tracker, by, ...draft } = first.draft;
    const pages = new Set(group.map(({ page }) => page));
    return {
      ...draft,
      level: "error",
      tracker: tracker?.id,
      place: tracker?.place,
      by,
      visitors: [...new Set(group.map(({ visitor }) => visitor))],
      page: first.page,
      pages: pages.size,
    };
  });
}
