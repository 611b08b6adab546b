import type { Installation } from "../installation/index.ts";
import { type Answer, findRequest, type RequestRow, unknownRequest } from "../requests/index.ts";
import { languageOf } from "../words/index.ts";
import { knownNames } from "./known-names.ts";
import { indexNames, type Mark, markText, redactedSpans, redactText } from "./mark-names.ts";
import { type ReviewNames, reviewNames, sealText } from "./review-key.ts";
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
  /** The text as it was read: one that is another by now is not decided about. */
  readonly read?: string;
  /** What is to be taken out, in place of what is marked. */
  readonly marks?: readonly Mark[];
  /** The same for every row whose field holds the very same text: a name on thirty invoices. */
  readonly alike?: boolean;
}

/**
 * Decides about one text, as it is now: released, or with others taken out. A text that changes later is held back again.
 * Says how many texts were decided about.
 */
export async function decideText(inst: Installation, input: TextDecision): Promise<Answer<{ readonly texts: number }>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const no = (reason: string, says: string): Answer<never> => ({ kind: "refused", reason, says });
  if (!isReviewable(row)) return no("state", `request ${row.id} is ${row.state}: nothing of it is reviewed`);
  const names = await reviewNames(inst, row.id);
  const found = await findText(inst, row, (one) => names.id(names.row(one), one.field) === input.id);
  if (found === undefined) return no("unknown", `there is no such text in request ${row.id} any more`);
  if (input.read !== undefined && input.read !== found.text) return no("changed", "the text has changed since it was read");
  const redacted = input.decision === "redact" ? await redactedText(inst, row, { ...input, text: found.text }) : undefined;
  if (input.decision === "redact" && redacted === undefined)
    return no("marks", "nothing is marked: mark what is to be taken out, or release the text");
  const sealed = redacted === undefined ? null : await sealText(inst, row.id, redacted);
  const rows = input.alike ? await rowsAlike(inst, row, { found, names }) : [names.row(found)];
  const { store, dataset, field, text } = found;
  const review = {
    ...{ request_id: row.id, store, dataset, field, text_hash: names.text(text) },
    ...{ decision: input.decision, sealed, account_id: input.account },
    at: new Date(inst.surroundings.now()).toISOString(),
  };
  await inst.storage.transaction(async (tx) => {
    for (const row_hash of rows) await putReview(tx, { ...review, row_hash });
    const body = { request: row.id, account: input.account, decision: input.decision, texts: rows.length };
    await inst.ledger.append(tx, { kind: "copy.text-reviewed", body });
  });
  await inst.ledger.sequence();
  return { kind: "done", value: { texts: rows.length } };
}

async function findText(
  inst: Installation,
  row: RequestRow,
  isIt: (text: SharedText) => boolean,
): Promise<SharedText | undefined> {
  let found: SharedText | undefined;
  await forEachText(inst, row, async (one) => {
    if (isIt(one)) found = one;
    return found !== undefined;
  });
  return found;
}

/** The rows, by their hashes, whose field holds the same text. */
async function rowsAlike(
  inst: Installation,
  row: RequestRow,
  { found, names }: { readonly found: SharedText; readonly names: ReviewNames },
): Promise<string[]> {
  const rows = new Set<string>();
  await forEachText(inst, row, async (one) => {
    const isAlike = one.store === found.store && one.dataset === found.dataset && one.field === found.field;
    if (isAlike && one.text === found.text) rows.add(names.row(one));
    return false;
  });
  return [...rows];
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
