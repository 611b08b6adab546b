import { type FactsPort, personKeyOf, tellFacts } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { readContentToken } from "./sealed-content.ts";
import { answerContent, findContent } from "./store.ts";
import { type ContentThread, type OpenContent, openThread } from "./thread.ts";
import { endOfAsking } from "./times.ts";

/** What whoever holds a link sees: the text that counts now, whichever the link was made for. Looking changes nothing. */
export async function readContentLink(inst: Installation, token: string): Promise<ContentThread | undefined> {
  const id = readContentToken(inst, token);
  const row = id === undefined ? undefined : await findContent(inst.storage.db, id);
  if (row?.subject == null || (row.until !== null && Date.parse(row.until) <= inst.surroundings.now())) return undefined;
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
 * Takes an author's word on exactly the text that was on their screen: a fact, with what it comes to, in one transaction with its
 * row. `changed`: that text is not, or no longer, the one that is asked about; nothing was kept.
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
  const given = said.answer === "approve";
  const at = new Date(inst.surroundings.now()).toISOString();
  const fact = {
    ...{ id: `content ${inst.surroundings.id()}`, person: meant.person, at, origin: "content page", proof: meant.id },
    ...{ kind: "approved", purpose: meant.purpose, content: meant.hash, given },
  };
  const only = said.answer === "withdraw" ? undefined : "current";
  const until = given ? null : endOfAsking(inst);
  try {
    const told = await tellFacts(
      inst,
      {
        facts: [fact],
        by: "author",
        own: true,
        beside: async (tx) => {
          if (!(await answerContent(tx, { id: meant.id, until, only }))) throw new Changed();
          await inst.ledger.append(tx, { kind: "content.answered", body: { content: meant.id, answer: said.answer } });
        },
      },
      port,
    );
    if (told.kind !== "told") return "gone";
  } catch (error) {
    if (error instanceof Changed) return "changed";
    throw error;
  }
  return DONE[said.answer];
}

const DONE = { approve: "approved", decline: "declined", withdraw: "withdrawn" } as const;

/** The text that an answer is about: to approve or decline, the one that counts now; to take back, any that was approved. */
function meantBy({ current, earlier }: ContentThread, { hash, answer }: ContentAnswer): OpenContent | undefined {
  if (answer !== "withdraw") return current.hash === hash ? current : undefined;
  return [current, ...earlier].find((one) => one.hash === hash && one.stands === "approved");
}
