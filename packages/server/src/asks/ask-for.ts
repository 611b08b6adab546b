import type { Installation } from "../installation/index.ts";
import type { NewMail } from "../mail/index.ts";
import { MESSAGE_CHARACTERS } from "../requests/index.ts";
import { readAddress } from "./address.ts";
import { CODES_PER_NETWORK, isUsedUp } from "./limits.ts";
import { prepareCode } from "./prepare-code.ts";
import { sealAsk } from "./sealed-ask.ts";
import { type AskRow, countCodes, insertAsk, NOBODY } from "./store.ts";

/** In which language somebody asks. */
export type AskLanguage = NewMail["language"];

/** What somebody asks in the privacy center. Untrusted, but for the language and the network. */
export interface AskInput {
  readonly kind: AskRow["kind"];
  readonly email: string;
  readonly language: AskLanguage;
  /** Keyed hash of the caller's network, hex. */
  readonly network: string;
  readonly words?: string | undefined;
  /** The id of the request that they came from. */
  readonly returnTo?: string | undefined;
}

/** The answer to an ask: its id, or why it was not taken. */
export type AskAnswer<Reason extends string> =
  | { readonly kind: "done"; readonly value: { readonly ask: string } }
  | { readonly kind: "refused"; readonly reason: Reason; readonly says: string; readonly advice?: string };

/**
 * Takes what somebody asks, and sends a code to the address: nothing is a request before the code was shown. Known and
 * unknown addresses are answered alike, in the same time. `limited` speaks of the caller's network alone; an address that
 * has had its codes is answered like any other, and gets no further mail.
 */
export async function askFor(inst: Installation, input: AskInput): Promise<AskAnswer<"limited" | "address" | "words">> {
  const email = readAddress(input.email);
  if (email === undefined) return { kind: "refused", reason: "address", says: "this is not a mail address" };
  const words = readWords(input);
  if (words === undefined) return wordsRefused;
  const { kind, language, network } = input;
  const { surroundings, storage, keys, ledger } = inst;
  const now = surroundings.now();
  // Asked before any key is made: whoever is limited costs us one query.
  if (isUsedUp(await countCodes(storage.db, { network, now }), CODES_PER_NETWORK)) return limited;
  const ask = `A-${surroundings.id()}`;
  const asker = keys.identifierHash("email", email);
  await keys.ensure({ request: ask });
  const returnTo = isRequestId(input.returnTo) ? { returnTo: input.returnTo } : {};
  const sealed = await sealAsk(inst, ask, { email, ...(words === "" ? {} : { words }), ...returnTo });
  const code = await prepareCode(inst, { ask, kind, email, asker, network, language });
  const taken = await storage.transaction(async (tx) => {
    if (await code.isLimited(tx)) return false;
    const sent = await code.send(tx);
    await insertAsk(tx, {
      id: ask,
      kind,
      state: "waiting",
      language,
      sealed,
      asker,
      // INVARIANT (guesses): a code that was not sent opens nothing. Else whoever asks on and on gets five more with each ask.
      code_hash: sent ? code.hash : NOBODY,
      code_expires_at: code.expires,
      received_at: new Date(now).toISOString(),
      request_id: null,
    });
    await ledger.append(tx, { kind: "ask.taken", body: { ask, asks: kind } });
    return true;
  });
  if (!taken) {
    await keys.forget({ request: ask });
    return limited;
  }
  await ledger.sequence();
  return { kind: "done", value: { ask } };
}

/** What a network that has had its codes is told. */
export const limited = {
  kind: "refused",
  reason: "limited",
  says: "too many codes were asked for from this network",
  advice: "ask again in an hour, or write to the organization's address",
} as const;

const wordsRefused = {
  kind: "refused",
  reason: "words",
  says: `a question or a concern has words, of at most ${MESSAGE_CHARACTERS} characters`,
} as const;

const isRequestId = (text: string | undefined): text is string => text !== undefined && /^R-\d{1,12}$/.test(text);

/** The words as they are kept; undefined if they are too many, or are missing where they are the whole of it. */
function readWords({ kind, words = "" }: AskInput): string | undefined {
  const read = words
    .replace(/\r\n?/g, "\n")
    .replace(/(?!\n|\t)\p{Cc}/gu, "")
    .trim();
  if (read.length > MESSAGE_CHARACTERS) return undefined;
  return read === "" && (kind === "question" || kind === "concern") ? undefined : read;
}
