import type { Installation } from "../installation/index.ts";
import type { TextReview } from "../subject-graph/index.ts";
import { openText, reviewNames } from "./review-key.ts";
import { reviewableText } from "./shared-texts.ts";
import { reviewsOf } from "./store.ts";

/** What staff decided about the texts of a request, for whoever copies them. */
export interface AppliedReviews {
  readonly of: (store: string) => TextReview;
  /** A redacted text was shown. */
  readonly redacted: () => boolean;
}

/** Reads the decisions. A text that is not the one that was looked at is held back again. */
export async function applyReviews(inst: Installation, request: string): Promise<AppliedReviews> {
  const names = await reviewNames(inst, request);
  const rows = await reviewsOf(inst.storage.db, request);
  const columns = new Set(rows.map((one) => JSON.stringify([one.store, one.dataset, one.field])));
  const byText = new Map(rows.map((one) => [names.id(one.row_hash, one.field), one]));
  let redacted = false;
  return {
    redacted: () => redacted,
    of: (store) => ({
      has: (dataset, column) => columns.has(JSON.stringify([store, dataset, column])),
      async shown({ dataset, column, key, value }) {
        const text = reviewableText(value);
        const found = byText.get(names.id(names.row({ store, dataset, key }), column));
        if (text === undefined || found === undefined || found.text_hash !== names.text(text)) return undefined;
        if (found.decision === "release") return value;
        if (found.sealed === null) return undefined;
        redacted = true;
        return openText(inst, request, found.sealed);
      },
    }),
  };
}
