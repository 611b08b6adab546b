// A text that is handed in and approved by its author, as an application and a mail would have it.
import { answerContentLink, submitContent } from "../../packages/server/src/contents/index.ts";
import { contentToken } from "../../packages/server/src/contents/sealed-content.ts";
import { tellFacts } from "../../packages/server/src/facts/index.ts";
import type { Installation } from "../../packages/server/src/installation/index.ts";
import { anyLink } from "./told-workshop.ts";

/** A text that was handed in. */
export interface AskedText {
  readonly id: string;
  readonly hash: string;
  readonly until?: string | undefined;
}

let facts = 0;

/** Tells one fact of an account, now. `own`: as Troth's own pages do. */
export async function tellOf(inst: Installation, person: string, fact: object, own = false): Promise<void> {
  const at = new Date(inst.surroundings.now()).toISOString();
  const told = { id: `told-${++facts}`, person, at, origin: "app", ...fact };
  const answer = await tellFacts(inst, { facts: [told], by: "key", own }, anyLink);
  if (answer.kind !== "told") throw new Error(answer.kind);
}

/** Hands a text in for `publication`, of an account that is told of with it; each for a place of its own unless `reference` names one. */
export async function handIn(inst: Installation, person: string, text: string, reference = text): Promise<AskedText> {
  await tellOf(inst, person, { kind: "born", day: "1990-01-01" });
  const asked = await submitContent(inst, {
    ...{ person, purpose: "publication", reference, text, where: "Front page", language: "en" },
    email: `author-of-${person}@authors.example`,
  });
  if (asked.kind !== "taken") throw new Error(asked.kind);
  return asked;
}

/** The author's yes to exactly it, by their link. */
export const approveText = (inst: Installation, { id, hash }: AskedText) =>
  answerContentLink(inst, { token: contentToken(inst, id), hash, answer: "approve" }, anyLink);

/** Both. */
export async function approvedText(inst: Installation, person: string, text: string): Promise<AskedText> {
  const asked = await handIn(inst, person, text);
  const answer = await approveText(inst, asked);
  if (answer !== "approved") throw new Error(answer);
  return asked;
}

/** The path of the author's page, in a language. */
export const pageOfText = (inst: Installation, { id }: Pick<AskedText, "id">, language = "en"): string =>
  `/${language}/contents/${contentToken(inst, id)}`;
