import type { Installation } from "../installation/index.ts";
import { decideText, type Mark, type ReviewText, reviewOf } from "../packages/index.ts";
import type { FieldError } from "../pages/index.ts";
import { marksOf, seenHash } from "./marked-words.ts";
import { capital } from "./words.ts";

/** One text as it was decided about on a page. */
interface Choice {
  /** Its number on the page. */
  readonly at: number;
  readonly id: string;
  readonly seen: string;
  readonly decision: "release" | "redact";
  /** Its own decision, not that for all of its field. */
  readonly own: boolean;
  readonly out: string;
}

const CHANGED = "This text has changed since you read it. Read it again, then decide.";
const NOWHERE = "What you want out stands nowhere in this text. Look at its spelling.";

/** The decisions of a posted page: a text's own, or that for all of its field; texts without one are left as they are. */
function choicesOf(form: Readonly<Record<string, string>>): Choice[] {
  return Object.entries(form).flatMap(([name, value]) => {
    const at = /^text-(\d{1,3})$/.exec(name)?.[1];
    const [id = "", seen = "", group = ""] = value.split(" ");
    const own = form[`decision-${at}`];
    const decision = own ?? form[`all-${group}`];
    if (at === undefined || (decision !== "release" && decision !== "redact")) return [];
    return [{ at: Number(at), id, seen, decision, own: own !== undefined, out: form[`out-${at}`] ?? "" }];
  });
}

/**
 * Decides about the very texts that were read: one that has changed since is not decided. What can be decided is, whatever
 * is wrong with another.
 */
export async function decideTexts(
  inst: Installation,
  at: { readonly request: string; readonly account: string; readonly form: Readonly<Record<string, string>> },
): Promise<readonly FieldError[]> {
  const choices = choicesOf(at.form);
  if (choices.length === 0) return [{ field: "t1", says: "Decide about one text at least: redact it, or release it." }];
  const texts = new Map((await reviewOf(inst, at.request)).texts.map((one) => [one.id, one]));
  const errors: FieldError[] = [];
  for (const choice of choices) {
    const says = await decide(inst, { ...at, choice, text: texts.get(choice.id) });
    if (says !== undefined) errors.push({ field: `t${choice.at}`, says });
  }
  return errors;
}

async function decide(
  inst: Installation,
  at: { readonly request: string; readonly account: string; readonly choice: Choice; readonly text: ReviewText | undefined },
): Promise<string | undefined> {
  const { request, account, choice, text } = at;
  if (!text || seenHash(text.text) !== choice.seen) return CHANGED;
  const { decision } = choice;
  // What somebody has decided about one text is not undone by a word about all.
  if (text.decision !== undefined && !choice.own) return undefined;
  const marks: readonly Mark[] | undefined = decision === "redact" ? marksOf(text, choice.out) : [];
  if (marks === undefined) return NOWHERE;
  // The stores are asked again, maybe after many other texts: what has come meanwhile nobody has read.
  const of = { request, id: text.id, read: text.text, decision, account };
  const answer = await decideText(inst, { ...of, ...(decision === "redact" ? { marks } : {}) });
  if (answer.kind === "refused" && answer.reason === "changed") return CHANGED;
  return answer.kind === "done" ? undefined : `${capital(answer.says)}.`;
}
