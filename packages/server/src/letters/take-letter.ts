import { endedBy } from "@troth/core/consent";
import { readAddress } from "../asks/index.ts";
import { linkOfSubject, linkQuoted, type StopLink, setChoices } from "../consent/index.ts";
import type { FactsPort } from "../facts/index.ts";
import { sha256 } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import { type Letter, readLetter } from "../mail/index.ts";
import { enterLetter } from "./enter-letter.ts";
import { languageOfLetter, saysStop, speaksOfStopping } from "./stop-words.ts";

/** What became of a mail to the sender's address. `other`: it was left for people, who read that mailbox too. */
export type TakenLetter =
  | { readonly kind: "stopped" }
  | { readonly kind: "asked"; readonly request: string }
  | { readonly kind: "other"; readonly says: string };

const other = (says: string): TakenLetter => ({ kind: "other", says });

/**
 * Takes a mail that asks to stop marketing. With the token of a link it is the choice of whoever the link is for, at once, as
 * a click is. Without one nothing shows whose it is, since a head can name anybody: it becomes a concern that staff see.
 */
export async function takeLetter(
  inst: Installation,
  came: { readonly raw: Uint8Array /** Milliseconds since 1970, UTC. */; readonly at: number; readonly ownAddress: string },
  port: FactsPort,
): Promise<TakenLetter> {
  const read = await readLetter(came.raw);
  if ("says" in read) return other(read.says);
  const { letter } = read;
  const from = readAddress(letter.from ?? "");
  if (from !== undefined && from === readAddress(came.ownAddress)) return other("it is our own");
  const message = letter.messageId ?? sha256(came.raw);
  // A clock that is ahead says nothing of what has not happened yet.
  const at = Math.min(came.at, inst.surroundings.now());
  const link = linkOf(inst, letter);
  if (link !== undefined) return stop(inst, { link, message, at, language: languageOfLetter(letter) }, port);
  if (letter.isAutomatic) return other("a program sent it");
  if (!speaksOfStopping(letter)) return other("it does not ask to stop anything");
  if (from === undefined) return other("it has no address to answer");
  return enterLetter(inst, { letter, from, message, at });
}

/** A mail program sends the subject of a `mailto:` by itself, so that it may be a program's; a quoted link wants a person's "stop". */
function linkOf(inst: Installation, letter: Letter): StopLink | undefined {
  const carried = linkOfSubject(inst, letter.subject);
  if (carried !== undefined || letter.isAutomatic || !saysStop(letter)) return carried;
  const quoted = linkQuoted(inst, `${letter.text}\n${letter.html}`);
  // Who writes "stop" themselves says it of the mail that they answer, and not of the one topic of its link.
  return quoted && { ...quoted, channel: undefined, topic: undefined };
}

async function stop(
  inst: Installation,
  told: { readonly link: StopLink; readonly message: string; readonly at: number; readonly language: string },
  port: FactsPort,
): Promise<TakenLetter> {
  const { link, message, at, language } = told;
  const { person, purpose, channel, topic } = link;
  // Read twice it is the same choice. One Message-ID with the links of several people is each one's own.
  const part = [channel === undefined ? [] : `channel ${channel}`, topic === undefined ? [] : `topic ${topic}`].flat();
  const id = `mail ${inst.keys.identifierHash("letter", [message, person, purpose, ...part].join("\n"))}`;
  const noes = endedBy(inst.program, { purpose, channel, topic });
  await setChoices(inst, { person, ...noes, how: "mail", language, gpc: false, told: { id, at } }, port);
  return { kind: "stopped" };
}
