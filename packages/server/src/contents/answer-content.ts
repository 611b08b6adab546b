import { type FactsPort, personKeyOf, tellFacts } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { openWithdrawal } from "./open-withdrawal.ts";
import { readContentToken } from "./sealed-content.ts";
import { answerContent, findContent, isKept, isWithdrawing } from "./store.ts";
import { type ContentThread, contentsOf, type OpenContent, openThread } from "./thread.ts";
import { endOfAsking } from "./times.ts";

/** What whoever holds a link sees: the text that counts now, whichever the link was made for. Looking changes nothing. */
export async function readContentLink(inst: Installation, token: string): Promise<ContentThread | undefined> {
  const id = readContentToken(inst, token);
  const row = id === undefined ? undefined : await findContent(inst.storage.db, id);
  if (row?.subject == null) return undefined;
  const isOver = row.until !== null && Date.parse(row.until) <= inst.surroundings.now();
  // As long as a text is not taken off, its author is told so.
  if (isOver && !(await isWithdrawing(inst.storage.db, row.id))) return undefined;
  const key = await personKeyOf(inst, row.subject);
  if (key === undefined) return undefined;
  const thread = await openThread(inst, { subject: row.subject, reference: row.reference }, key);
  // A purpose that asks for approvals no more publishes nothing by them.
  return thread && inst.program.purposes[thread.current.purpose]?.approves === true ? thread : undefined;
}

/** An author's answer. `hash`: of the text that was on the screen. */
export interface ContentAnswer {
  readonly token: string;
  readonly hash: string;
  readonly answer: "approve" | "decline" | "withdraw";
}

/** Undoes an answer to a text that another one took the place of meanwhile. */
class Changed extends Error {}

/**
 * Takes an author's word on exactly the text that was on their screen. `changed`: that text is not, or no longer, the one that is
 * asked about; nothing was kept.
 */
export async function answerContentLink(
  inst: Installation,
  said: ContentAnswer,
  port: FactsPort,
): Promise<"approved" | "declined" | "withdrawn" | "changed" | "gone"> {
  const thread = await readContentLink(inst, said.token);
  if (thread === undefined) return "gone";
  const meant = meantBy(thread, said);
  if (meant === undefined) return "changed";
  const kept = await keepAnswer(inst, { meant, answer: said.answer }, port);
  return kept === "kept" ? DONE[said.answer] : kept;
}

/** Takes an author's approval of one text back, by their account. `gone`: no text of theirs stands approved under this id. */
export async function withdrawContent(
  inst: Installation,
  at: { readonly person: string; readonly id: string },
  port: FactsPort,
): Promise<"withdrawn" | "gone"> {
  const meant = (await contentsOf(inst, [at.person])).find(({ id, stands }) => id === at.id && stands === "approved");
  if (meant === undefined) return "gone";
  const kept = await keepAnswer(inst, { meant, answer: "withdraw" }, port);
  return kept === "kept" ? "withdrawn" : "gone";
}

/** An answer is a fact, with what it comes to, in one transaction with its row. */
async function keepAnswer(
  inst: Installation,
  { meant, answer }: { readonly meant: OpenContent; readonly answer: ContentAnswer["answer"] },
  port: FactsPort,
): Promise<"kept" | "changed" | "gone"> {
  const given = answer === "approve";
  const at = new Date(inst.surroundings.now()).toISOString();
  const fact = {
    ...{ id: `content ${inst.surroundings.id()}`, person: meant.person, at, origin: "content page", proof: meant.id },
    ...{ kind: "approved", purpose: meant.purpose, content: meant.hash, given },
  };
  const only = answer === "withdraw" ? undefined : "current";
  const until = given ? null : endOfAsking(inst);
  const beside = async (tx: Tx): Promise<void> => {
    // What a no elsewhere took back and nobody has looked at yet is still kept as approved.
    const takesBack = !given && (meant.stands === "approved" || (await isKept(tx, meant.id)));
    if (!(await answerContent(tx, { id: meant.id, until, now: at, only }))) throw new Changed();
    if (takesBack) await openWithdrawal(inst, tx, meant);
    await inst.ledger.append(tx, { kind: "content.answered", body: { content: meant.id, answer } });
  };
  try {
    const told = await tellFacts(inst, { facts: [fact], by: "author", own: true, beside }, port);
    return told.kind === "told" ? "kept" : "gone";
  } catch (error) {
    if (error instanceof Changed) return "changed";
    throw error;
  }
}

const DONE = { approve: "approved", decline: "declined", withdraw: "withdrawn" } as const;

/** The text that an answer is about: to approve or decline, the one that counts now; to take back, any that was approved. */
function meantBy({ current, earlier }: ContentThread, { hash, answer }: ContentAnswer): OpenContent | undefined {
  if (answer !== "withdraw") return current.hash === hash ? current : undefined;
  return [current, ...earlier].find((one) => one.hash === hash && one.stands === "approved");
}
