import type { ScanVisitor } from "@troth/core/scan";

/** One visitor's way over the site. */
export interface Way {
  readonly visitor: ScanVisitor;
  /** The page where they are, as host and path; undefined: nothing is written down yet. */
  page: string | undefined;
  /** There was more than is written down. */
  isCut: boolean;
}

/** More than this is written down of nothing: a page may go on for ever. */
export const MOST_SEEN = 5000;
