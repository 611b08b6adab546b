import { placesOf, residenceIn } from "@troth/core/jurisdictions";
import type { Installation } from "../installation/index.ts";
import type { NewMail } from "../mail/index.ts";
import { MESSAGE_CHARACTERS } from "../requests/index.ts";
import { readAddress } from "./address.ts";
import { type ForRefusal, readFor } from "./ask-for-another.ts";
import { CODES_PER_NETWORK, isUsedUp } from "./limits.ts";
import { isOwnKey } from "./own-page.ts";
import { prepareCode } from "./prepare-code.ts";
import { sealAsk } from "./sealed-ask.ts";
import { type AskRow, countCodes, insertAsk, NOBODY } from "./store.ts";

/** In which language somebody asks. */
export type AskLanguage = NewMail["language"];

/** What somebody asks in the privacy center. Untrusted, but for the language and the network. */
export interface AskInput {
  readonly kind: Exclude<AskRow["kind"], "identify">;
  readonly email: string;
  readonly language: AskLanguage;
  /** Keyed hash of the caller's network, hex. */
  readonly network: string;
  readonly words?: string | undefined;
  /** Where they say that the person lives: one of the places by which the program's laws differ. */
  readonly place?: string | undefined;
  /** Who asks for a right, in a law's word; the person where it is missing. */
  readonly requester?: string | undefined;
  /** By what the person is found for whom somebody else asks. `kind`: `email` where it is missing. */
  readonly about?: { readonly kind?: string | undefined; readonly value: string } | undefined;
  /** What the link of a mail to the same address holds: its owner asks. */
  readonly own?: string | undefined;
  /** The id of the request that they came from. */
  readonly returnTo?: string | undefined;
}

/** Why an ask was not taken. */
export type AskRefusal = "limited" | "address" | "words" | "place" | ForRefusal["reason"];

/** The answer to an ask: its id, or why it was not taken. */
export type AskAnswer<Reason extends string> =
  | { readonly kind: "done"; readonly value: { readonly ask: string } }
  | {
      readonly kind: "refused";
      readonly reason: Reason;
      readonly says: string;
      readonly advice?: string;
      /** The articles of a law that says no. */
      readonly articles?: readonly string[];
    };

/**
 * Takes what somebody asks, and sends a code to the address: nothing is a request before the code was shown. Known and
 * unknown addresses are answered alike, in the same time. `limited` speaks of the caller's network alone; an address that
 * has had its codes is answered like any other, and gets no further mail.
 */
export async function askFor(inst: Installation, input: AskInput): Promise<AskAnswer<AskRefusal>> {
  const email = readAddress(input.email);
  if (email === undefined) return { kind: "refused", reason: "address", says: "this is not a mail address" };
  if (!isPlace(inst, input.place)) return placeRefused(inst);
  const asksFor = readFor(inst, input);
  if (asksFor !== undefined && "refused" in asksFor) return { kind: "refused", ...asksFor.refused };
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
  const isOwn = isOwnKey(inst, email, input.own);
  const returnTo = isRequestId(input.returnTo) ? { returnTo: input.returnTo } : {};
  const sealed = await sealAsk(inst, ask, {
    email,
    ...(words === "" ? {} : { words }),
    ...(input.place ? { place: input.place } : {}),
    ...(asksFor === undefined ? {} : { for: asksFor }),
    ...(isOwn ? { own: true as const } : {}),
    ...returnTo,
  });
  const code = await prepareCode(inst, { ask, kind, email, asker, network, language, askedBy: isOwn ? "owner" : "anybody" });
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

/** A place by which the program's laws differ, or none: what is not said is not wrong. */
const isPlace = ({ program }: Installation, place: string | undefined): boolean =>
  place === undefined || place === "" || residenceIn(program.laws, place) !== undefined;

function placeRefused({ program }: Installation): { kind: "refused"; reason: "place"; says: string; advice: string } {
  const places = placesOf(program.laws);
  return {
    kind: "refused",
    reason: "place",
    says: "no law of the program goes by this place",
    advice: places.length === 0 ? "leave the place out" : `leave the place out, or write one of: ${places.join(", ")}`,
  };
}

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
