import type { CollectionRule, PurposeRule } from "@troth/core/program";
import { type FactsPort, knownPeople, tellFacts } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { queueMail } from "../mail/index.ts";
import { hashOfParentToken, openParent, type ParentFile } from "./sealed-parent.ts";
import { endParentAsk, findByToken, type ParentAskRow } from "./store.ts";
import { withdrawToken } from "./withdraw-parent.ts";

/** What a parent is asked, as it stands in the program now. */
export interface ParentQuestion {
  readonly point: CollectionRule;
  readonly purposes: readonly PurposeRule[];
  readonly articles: readonly string[];
  readonly until: string;
}

/** Behind a link: a question; `answered`: it was used; undefined: there is none, or its time is over. */
export type ParentLink = { readonly kind: "open"; readonly question: ParentQuestion } | { readonly kind: "answered" } | undefined;

/** What whoever holds a link is asked. Looking changes nothing. */
export async function readParentLink(inst: Installation, token: string): Promise<ParentLink> {
  const found = await openLink(inst, token);
  return found?.kind === "open" ? { kind: "open", question: questionOf(inst, found) } : found;
}

type Opened = { readonly kind: "open"; readonly row: ParentAskRow; readonly file: ParentFile };

async function openLink(inst: Installation, token: string): Promise<Opened | { readonly kind: "answered" } | undefined> {
  const row = await findByToken(inst.storage.db, hashOfParentToken(inst, token));
  if (row === undefined || Date.parse(row.until) <= inst.surroundings.now() || row.state === "lapsed") return undefined;
  if (row.sealed === null || !Object.hasOwn(inst.program.collection, row.point)) return { kind: "answered" };
  return { kind: "open", row, file: await openParent(inst, row.id, row.sealed) };
}

function questionOf({ program }: Installation, { row, file }: Opened): ParentQuestion {
  const purposes = file.purposes.flatMap((id) => program.purposes[id] ?? []);
  return { point: program.collection[row.point] as CollectionRule, purposes, articles: file.articles, until: row.until };
}

/** A parent's answer. `agreed`: to these purposes; none of them is a no. */
export interface ParentAnswer {
  readonly token: string;
  readonly language: "en" | "id";
  readonly agreed: readonly string[];
}

/** Undoes the answer of a link that was used meanwhile. */
class Used extends Error {}

/**
 * Takes a parent's yes or no: facts, with what they come to, in one transaction with the end of the link. The address goes out of
 * what is kept; a yes is confirmed by a second mail that says how it is taken back. @source 16 CFR 312.5(b)(2)(viii)
 */
export async function answerParent(
  inst: Installation,
  answer: ParentAnswer,
  port: FactsPort,
): Promise<"agreed" | "declined" | "gone"> {
  const found = await openLink(inst, answer.token);
  if (found?.kind !== "open") return "gone";
  const { row, file } = found;
  const agreed = questionOf(inst, found).purposes.flatMap(({ id }) => (answer.agreed.includes(id) ? [id] : []));
  const state = agreed.length > 0 ? "agreed" : "declined";
  const confirming = state === "agreed" ? await confirmation(inst, { row, file, language: answer.language }) : undefined;
  const beside = async (tx: Parameters<typeof endParentAsk>[0]): Promise<void> => {
    if (!(await endParentAsk(tx, row.id, state))) throw new Used();
    await confirming?.add(tx);
    await inst.ledger.append(tx, { kind: "parent.answered", body: { ask: row.id, agreed } });
  };
  try {
    const facts = factsOf(inst, { row, file, agreed, over: await takenBack(inst, file, agreed) });
    const told = await tellFacts(inst, { facts, by: "parent", own: true, beside }, port);
    return told.kind === "told" ? state : "gone";
  } catch (error) {
    if (error instanceof Used) return "gone";
    throw error;
  }
}

const confirmation = (
  inst: Installation,
  { row, file, language }: Pick<Opened, "row" | "file"> & Pick<ParentAnswer, "language">,
): ReturnType<typeof queueMail> =>
  queueMail(inst, {
    ...{ owner: row.id, request: null, to: file.email, language },
    mail: { template: "parent-agreed", page: `${inst.address}/${language}/parents/withdraw/${withdrawToken(inst, file.person)}` },
  });

/** What a parent agreed to before, at another point, was asked about again, and is not agreed to now. */
async function takenBack(inst: Installation, file: ParentFile, agreed: readonly string[]): Promise<readonly string[]> {
  const [known] = [...(await knownPeople(inst, [{ kind: "person", id: file.person }])).values()];
  const isGiven = (id: string): boolean => {
    const choice = known !== undefined && Object.hasOwn(known.state.consents, id) ? known.state.consents[id] : undefined;
    return choice?.given === true && choice.by === "parent";
  };
  return file.purposes.filter((id) => !agreed.includes(id) && isGiven(id));
}

function factsOf(
  inst: Installation,
  of: Pick<Opened, "row" | "file"> & { readonly agreed: readonly string[]; readonly over: readonly string[] },
) {
  const { row, file, agreed, over } = of;
  const at = new Date(inst.surroundings.now()).toISOString();
  const head = { person: file.person, at, origin: "parent", proof: row.id };
  const noes = over.map((purpose) => ({
    ...{ ...head, id: `${row.id} no ${purpose}`, kind: "consented", purpose, given: false, by: "parent" },
  }));
  if (agreed.length === 0) return [{ ...head, id: `${row.id} no`, kind: "parent-stopped", on: true }, ...noes];
  const yeses = agreed.map((purpose) => ({
    ...{ ...head, id: `${row.id} ${purpose}`, kind: "consented", purpose, given: true, explicit: true },
    // The link of a mail is what confirms an address.
    ...{ confirmed: true, by: "parent" },
  }));
  return [...yeses, ...noes];
}
