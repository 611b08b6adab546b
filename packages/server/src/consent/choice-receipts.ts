import { consentRecord } from "@troth/core/consent";
import { type OpenedReceipt, openedBytes } from "@troth/core/ledger";
import { statedNotices, type ToldChoice, toldChoices } from "../facts/index.ts";
import { type Installation, noticeOf } from "../installation/index.ts";
import { shownText } from "./shown-texts.ts";

/** Which choice of whom: the first that was told has the number 1. */
export interface ChoiceAt {
  readonly person: string;
  readonly number: number;
}

/** What a receipt came to. `unproven`: it was kept before the ledger's entry was kept with it. */
export type ChoiceReceipt =
  | { readonly kind: "made"; readonly file: Uint8Array }
  | { readonly kind: "pending" }
  | { readonly kind: "unproven" }
  | { readonly kind: "unknown" };

/** Everything that somebody chose, the newest first. */
export async function readHistory(
  inst: Installation,
  person: string,
): Promise<readonly { readonly number: number; readonly choice: ToldChoice["fact"]; readonly proven: boolean }[]> {
  const told = await toldChoices(inst, person);
  return told.map(({ fact, entry }, index) => ({ number: index + 1, choice: fact, proven: entry !== null })).reverse();
}

/** The receipt of a choice: what was kept, opened from the ledger's entry that commits to it. Verifies without us. */
export async function choiceReceipt(inst: Installation, at: ChoiceAt): Promise<ChoiceReceipt> {
  const told = (await toldChoices(inst, at.person))[at.number - 1];
  if (told === undefined) return { kind: "unknown" };
  if (told.entry === null) return { kind: "unproven" };
  await inst.ledger.sequence();
  const receipt = await inst.ledger.receipt(told.entry);
  if (receipt === undefined) return { kind: "pending" };
  const opened: OpenedReceipt = { troth: "opened/1", ...told.opening, receipt };
  return { kind: "made", file: openedBytes(opened) };
}

/** The same choice as a record of consent in JSON-LD; undefined where there is none of that number. */
export async function choiceRecord(inst: Installation, at: ChoiceAt): Promise<Readonly<Record<string, unknown>> | undefined> {
  const all = (await toldChoices(inst, at.person)).map(({ fact }) => fact);
  const choice = all[at.number - 1];
  if (choice === undefined) return undefined;
  const notices = await statedNotices(inst);
  const text = choice.shown === undefined ? undefined : await shownText(inst, choice.shown);
  return consentRecord(inst.program, {
    ...{ choice, earlier: all.slice(0, at.number - 1), notices, inForce: noticeOf(inst).hash },
    ...(text === undefined ? {} : { asked: text.asked }),
  });
}
