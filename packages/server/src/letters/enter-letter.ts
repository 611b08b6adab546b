import type { Installation } from "../installation/index.ts";
import type { Letter } from "../mail/index.ts";
import { acknowledgmentOf, MESSAGE_CHARACTERS, newMessage, recordRequest } from "../requests/index.ts";
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
  const hash = keys.identifierHash("letter", message);
  const asker = keys.identifierHash("email", from);
  const before = await findLetter(storage.db, hash);
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

/** What they wrote, without what they quoted. */
const wordsOf = (letter: Letter): string =>
  [letter.subject, ownText(letter)]
    .join("\n\n")
    .replace(/(?!\n|\t)\p{Cc}/gu, "")
    .trim()
    .slice(0, MESSAGE_CHARACTERS);
