import type { Installation } from "../installation/index.ts";
import { findRequest, type RequestRow, unknownRequest } from "../requests/index.ts";
import { knownNames } from "./known-names.ts";
import { indexNames, type Mark, markText } from "./mark-names.ts";
import { openText, reviewNames } from "./review-key.ts";
import { forEachText, type SharedText } from "./shared-texts.ts";
import { reviewsOf } from "./store.ts";

/** One text of a shared row, as a reviewer sees it. */
export interface ReviewText {
  readonly id: string;
  readonly store: string;
  readonly dataset: string;
  readonly field: string;
  /** Other values of the row, for the context. */
  readonly about: readonly { readonly field: string; readonly value: string }[];
  readonly text: string;
  /** Where others may be named, in order. */
  readonly marks: readonly Mark[];
  /** What was decided about this very text; absent: nothing yet, or it changed since. */
  readonly decision?: {
    readonly kind: "release" | "redact";
    readonly account: string;
    readonly at: string;
    readonly redacted?: string;
  };
}

/** The texts of a request and how far their review is. */
export interface TextsInReview {
  readonly texts: readonly ReviewText[];
  /** Of all texts, shown here or not. */
  readonly total: number;
  readonly undecided: number;
  /** Beside them: held back, and nothing that somebody can look at here, being too long or no text. */
  readonly unreadable: number;
  /** Names of others could not all be looked up: fewer are marked. */
  readonly namesMissing: boolean;
}

/** So many texts are on a page at most: the undecided first. */
const MOST_TEXTS = 200;

const NOTHING: TextsInReview = { texts: [], total: 0, undecided: 0, unreadable: 0, namesMissing: false };

/** States of a request in which a decision still changes its copy. */
export const isReviewable = (row: RequestRow): boolean =>
  row.right === "access" && row.plan !== null && ["planned", "approved", "executing", "open"].includes(row.state);

/**
 * The texts that are held back in the shared rows of an access request, with what may tell of others marked: undecided
 * ones first, so many at a time. None once the request has ended.
 */
export async function reviewOf(
  inst: Installation,
  request: string,
  options: { readonly most?: number } = {},
): Promise<TextsInReview> {
  const row = await findRequest(inst.storage.db, request);
  if (!row) throw unknownRequest(request);
  if (!isReviewable(row)) return NOTHING;
  const most = options.most ?? MOST_TEXTS;
  const names = await reviewNames(inst, request);
  const known = await knownNames(inst, row);
  const index = indexNames(known);
  const decided = new Map((await reviewsOf(inst.storage.db, request)).map((one) => [names.id(one.row_hash, one.field), one]));
  const open: ReviewText[] = [];
  const done: ReviewText[] = [];
  const count = { total: 0, undecided: 0, unreadable: 0 };
  const see = async ({ key, ...one }: SharedText) => {
    const id = names.id(names.row({ ...one, key }), one.field);
    const found = decided.get(id);
    const review = found?.text_hash === names.text(one.text) ? found : undefined;
    count.total += 1;
    if (review === undefined) count.undecided += 1;
    const into = review === undefined ? open : done;
    if (into.length >= most) return undefined;
    const text = { id, ...one, marks: markText(one.text, index) };
    if (review === undefined) into.push(text);
    else {
      const redacted = review.sealed === null ? {} : { redacted: await openText(inst, request, review.sealed) };
      into.push({ ...text, decision: { kind: review.decision, account: review.account_id, at: review.at, ...redacted } });
    }
    return undefined;
  };
  await forEachText(inst, row, see, (texts) => {
    count.unreadable += texts;
  });
  return { texts: [...open, ...done].slice(0, most), ...count, namesMissing: known.isPartial };
}

/** The texts that staff have to look at before they are shown. */
export const textsToReview = async (inst: Installation, request: string): Promise<readonly ReviewText[]> =>
  (await reviewOf(inst, request)).texts;
