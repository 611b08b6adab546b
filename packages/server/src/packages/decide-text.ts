import type { Installation } from "../installation/index.ts";
import { type Answer, findRequest, type RequestRow, unknownRequest } from "../requests/index.ts";
import { languageOf } from "../words/index.ts";
import { knownNames } from "./known-names.ts";
import { indexNames, type Mark, markText, redactedSpans, redactText } from "./mark-names.ts";
import { reviewNames, sealText } from "./review-key.ts";
import { isReviewable } from "./review-texts.ts";
import { forEachText, type SharedText } from "./shared-texts.ts";
import { putReview } from "./store.ts";
import { say } from "./words.ts";

/** What a reviewer decides about one text. */
export interface TextDecision {
  readonly request: string;
  /** Of the text, as the review gives it. */
  readonly id: string;
  readonly decision: "release" | "redact";
  readonly account: string;
  /** What is to be taken out, in place of what is marked. */
  readonly marks?: readonly Mark[];
}

/** Decides about one text, as it is now: released, or with others taken out. A text that changes later is held back again. */
export async function decideText(inst: Installation, input: TextDecision): Promise<Answer<void>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const no = (reason: string, says: string): Answer<never> => ({ kind: "refused", reason, says });
  if (!isReviewable(row)) return no("state", `request ${row.id} is ${row.state}: nothing of it is reviewed`);
  const names = await reviewNames(inst, row.id);
  let found: SharedText | undefined;
  await forEachText(inst, row, async (one) => {
    if (names.id(names.row(one), one.field) === input.id) found = one;
    return found !== undefined;
  });
  if (found === undefined) return no("unknown", `there is no such text in request ${row.id} any more`);
  const redacted = input.decision === "redact" ? await redactedText(inst, row, { ...input, text: found.text }) : undefined;
  if (input.decision === "redact" && redacted === undefined)
    return no("marks", "nothing is marked: mark what is to be taken out, or release the text");
  const { store, dataset, field, text } = found;
  const review = {
    request_id: row.id,
    ...{ store, dataset, field, row_hash: names.row(found), text_hash: names.text(text) },
    decision: input.decision,
    sealed: redacted === undefined ? null : await sealText(inst, row.id, redacted),
    account_id: input.account,
    at: new Date(inst.surroundings.now()).toISOString(),
  };
  await inst.storage.transaction(async (tx) => {
    await putReview(tx, review);
    const body = { request: row.id, account: input.account, decision: input.decision };
    await inst.ledger.append(tx, { kind: "copy.text-reviewed", body });
  });
  await inst.ledger.sequence();
  return { kind: "done", value: undefined };
}

/** The text without what tells of others; undefined where nothing is marked. */
async function redactedText(
  inst: Installation,
  row: RequestRow,
  at: { readonly text: string; readonly marks?: readonly Mark[] },
): Promise<string | undefined> {
  const marks = at.marks ?? markText(at.text, indexNames(await knownNames(inst, row)));
  if (redactedSpans(at.text, marks).length === 0) return undefined;
  const language = languageOf(row.language) ?? "en";
  return redactText(at.text, marks, (kind) => say(language, `block.${kind}`));
}
