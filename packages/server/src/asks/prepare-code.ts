import type { Installation } from "../installation/index.ts";
import { type Mail, type NewMail, queueMail } from "../mail/index.ts";
import type { Tx } from "../storage/index.ts";
import { mailboxOf } from "./address.ts";
import { CODE_LIVES_MS, hashOfCode, newCode } from "./code.ts";
import { CODES_PER_ADDRESS, CODES_PER_ADDRESS_AND_NETWORK, CODES_PER_NETWORK, isUsedUp } from "./limits.ts";
import { ownPageOf } from "./own-page.ts";
import { type AskRow, countCodes, doneOrUndone, hasRequests, insertCodeSent, lockFor, NOBODY } from "./store.ts";

/** Who wants a code for what. */
export interface CodeWanted {
  readonly ask: string;
  readonly kind: AskRow["kind"];
  readonly email: string;
  readonly asker: string;
  readonly network: string;
  readonly language: NewMail["language"];
  /** Who has it sent, where that is known; anybody where it is missing. */
  readonly askedBy?: keyof typeof COUNTED_AS;
}

// INVARIANT (kept out by nobody): what anybody can ask for counts apart from what the mailbox's owner asks for through a link
// that was mailed there, and from what staff have sent. Each has the bounds of an address: what strangers use up is theirs.
const COUNTED_AS = { anybody: "email", owner: "owned-email", staff: "staffed-email" } as const;

/** A code that can be sent in a transaction. */
export interface PreparedCode {
  readonly hash: string;
  readonly expires: string;
  /** Whether the caller's network has had all of its codes: then nothing is done, and only the caller learns it. */
  readonly isLimited: (tx: Tx) => Promise<boolean>;
  /** Counts it and queues its mail; false if the address has had all of its codes: then no mail goes, and nobody learns it. */
  readonly send: (tx: Tx) => Promise<boolean>;
}

/**
 * Makes a code and seals its mail. Known and unknown addresses, limited ones and others take the same steps: the same
 * keys, the same queries, a mail that is written and, for the limited, taken back.
 */
export async function prepareCode(inst: Installation, wanted: CodeWanted): Promise<PreparedCode> {
  const { ask, network, kind } = wanted;
  const mailbox = inst.keys.identifierHash(COUNTED_AS[wanted.askedBy ?? "anybody"], mailboxOf(wanted.email));
  const now = inst.surroundings.now();
  const expires = new Date(now + CODE_LIVES_MS).toISOString();
  const code = newCode(inst.surroundings.random);
  const hash = await hashOfCode(inst, ask, code);
  const known = await hasRequests(inst.storage.db, wanted.asker);
  const { email: to, language } = wanted;
  const own = kind === "identify" ? {} : { own: ownPageOf(inst, { email: to, kind, language }) };
  const template: Mail =
    kind === "sign-in" && !known
      ? { template: "nothing-here", ...own }
      : { template: "code", kind, code, until: expires, ...own };
  const mail = await queueMail(inst, { owner: ask, request: null, to, language, mail: template });
  return {
    hash,
    expires,
    isLimited: async (tx) => {
      await lockFor(tx, "network", network);
      return isUsedUp(await countCodes(tx, { network, now }), CODES_PER_NETWORK);
    },
    send: async (tx) => {
      await lockFor(tx, "asker", mailbox);
      const fromHere = isUsedUp(await countCodes(tx, { asker: mailbox, network, now }), CODES_PER_ADDRESS_AND_NETWORK);
      const fromAll = isUsedUp(await countCodes(tx, { asker: mailbox, now }), CODES_PER_ADDRESS);
      const sends = !fromHere && !fromAll;
      // What is not sent counts for the network alone: else asking on and on would keep the address limited for ever.
      await insertCodeSent(tx, { asker: sends ? mailbox : NOBODY, network, at: new Date(now).toISOString() });
      await doneOrUndone(tx, sends, () => mail.add(tx));
      return sends;
    },
  };
}
