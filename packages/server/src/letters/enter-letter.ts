import type { Installation } from "../installation/index.ts";
import type { Letter } from "../mail/index.ts";
import { acknowledgmentOf, MESSAGE_CHARACTERS, newMessage, recordRequest } from "../requests/index.ts";
import { type Language, numberIn } from "../words/index.ts";
import { languageOfLetter, ownText } from "./stop-words.ts";
import { countLetters, findLetter, insertLetter, openConcern, pruneLetters } from "./store.ts";
import type { TakenLetter } from "./take-letter.ts";

/** Whoever writes heads of many names makes work for staff, and mails to people who asked nothing: so many a day, and no more. */
const MOST_A_DAY = 200;
const MOST_OF_ONE_A_DAY = 5;
const DAY_MS = 24 * 3_600_000;
/** So long the same mail is known again. */
const KNOWN_MS = 90 * DAY_MS;

/**
 * Makes a concern of a letter, with its words, or adds them to the one that is open from the same address: that one was
 * acknowledged, and nothing goes out again. Read twice it is entered once.
 */
export async function enterLetter(
  inst: Installation,
  entered: { readonly letter: Letter; readonly from: string; readonly message: string; readonly at: number },
): Promise<TakenLetter> {
  const { letter, from, message, at } = entered;
  const { keys, storage } = inst;
  // Some programs give all of their mails one Message-ID: it tells the letters of one address apart, and no people.
  const hash = keys.identifierHash("letter", [message, from].join("\n"));
  const asker = keys.identifierHash("email", from);
  // One that was entered by its Message-ID alone, as all were once, is known by that.
  const before = await findLetter(storage.db, { hashes: [hash, keys.identifierHash("letter", message)], asker });
  if (before !== undefined) return { kind: "asked", request: before };
  const now = inst.surroundings.now();
  const counted = await countLetters(storage.db, { asker, since: new Date(now - DAY_MS).toISOString() });
  if (counted.all >= MOST_A_DAY || counted.own >= MOST_OF_ONE_A_DAY)
    return { kind: "other", says: "too many asked to stop within a day: people read the rest" };
  const words = wordsOf(letter);
  const row = { hash, asker, at: new Date(now).toISOString() };
  const open = await openConcern(storage.db, asker);
  if (open !== undefined) return join(inst, { request: open, words, row });
  const receivedAt = new Date(at).toISOString();
  const { request } = await recordRequest(inst, {
    right: "concern",
    subject: [{ kind: "email", value: from }],
    takenBy: "mailbox",
    verified: false,
    receivedAt,
    words,
    asker: { hash: asker, contact: { email: from }, language: languageOfLetter(letter) },
    acknowledge: (id, page) => acknowledgmentOf(inst, { right: "concern", receivedAt, request: id, page }),
    within: async (tx, id) => {
      await pruneLetters(tx, new Date(now - KNOWN_MS).toISOString());
      await insertLetter(tx, { ...row, request_id: id });
    },
  });
  return { kind: "asked", request };
}

async function join(
  inst: Installation,
  to: { readonly request: string; readonly words: string; readonly row: Omit<Parameters<typeof insertLetter>[1], "request_id"> },
): Promise<TakenLetter> {
  const { request, words, row } = to;
  const written = await newMessage(inst, { request, sender: "person", text: words });
  await inst.storage.transaction(async (tx) => {
    await insertLetter(tx, { ...row, request_id: request });
    await written.add(tx);
  });
  await inst.ledger.sequence();
  return { kind: "asked", request };
}

const CUT: Readonly<Record<Language, (more: string) => string>> = {
  en: (more) => ` [cut here: ${more} more characters are in the mail]`,
  id: (more) => ` [dipotong di sini: ${more} karakter lagi ada dalam surel]`,
};

/** What they wrote, without what they quoted. Where it is cut, it says so. */
function wordsOf(letter: Letter): string {
  const words = [letter.subject, ownText(letter)]
    .join("\n\n")
    .replace(/(?!\n|\t)\p{Cc}/gu, "")
    .trim();
  if (words.length <= MESSAGE_CHARACTERS) return words;
  const language = languageOfLetter(letter);
  const cut = (more: number) => CUT[language](numberIn(language, more));
  const room = MESSAGE_CHARACTERS - cut(words.length).length;
  const said = words
    .slice(0, room)
    .replace(/\p{Cs}$/u, "")
    .trimEnd();
  return said + cut(words.length - said.length);
}
