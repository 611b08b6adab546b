import type { Installation } from "../installation/index.ts";
import { type Mail, type NewMail, queueMail } from "../mail/index.ts";
import type { Tx } from "../storage/index.ts";
import { mailboxOf } from "./address.ts";
import { CODE_LIVES_MS, hashOfCode, newCode } from "./code.ts";
import { CODES_PER_ADDRESS, CODES_PER_ADDRESS_AND_NETWORK, CODES_PER_NETWORK, isUsedUp } from "./limits.ts";
import { type AskRow, countCodes, doneOrUndone, hasRequests, insertCodeSent, lockFor, NOBODY } from "./store.ts";

/** Who wants a code for what. */
export interface CodeWanted {
  readonly ask: string;
  readonly kind: AskRow["kind"];
  readonly email: string;
  readonly asker: string;
  readonly network: string;
  readonly language: NewMail["language"];
}

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
  const mailbox = inst.keys.identifierHash("email", mailboxOf(wanted.email));
  const now = inst.surroundings.now();
  const expires = new Date(now + CODE_LIVES_MS).toISOString();
  const code = newCode(inst.surroundings.random);
  const hash = await hashOfCode(inst, ask, code);
  const known = await hasRequests(inst.storage.db, wanted.asker);
  const template: Mail =
    kind === "sign-in" && !known ? { template: "nothing-here" } : { template: "code", kind, code, until: expires };
  const { email: to, language } = wanted;
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
