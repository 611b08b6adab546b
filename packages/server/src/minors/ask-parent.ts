import type { AgeGate } from "@troth/core/consent";
import { periodEnd } from "@troth/core/jurisdictions";
import { mailboxOf, readAddress } from "../asks/index.ts";
import { hashOfAccount } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { queueMail } from "../mail/index.ts";
import { hashOfParentToken, newParentToken, sealParent } from "./sealed-parent.ts";
import { countAsked, insertParentAsk, lockMailbox, waitingParent } from "./store.ts";

/** Whom to ask about whom. */
export interface ParentToAsk {
  readonly person: string;
  readonly point: string;
  readonly language: "en" | "id";
  readonly email: string;
  readonly gate: Extract<AgeGate, { kind: "parent" }>;
}

/** A parent is being asked; or their address is none, or had its mails. */
export type ParentAsked =
  | { readonly kind: "asked"; readonly until: string }
  | { readonly kind: "address" }
  | { readonly kind: "limited" };

/** A household has so many children; anybody can type anybody's address, and more mails would be somebody's mischief. */
const MOST_WAITING = 3;

/** Asks a parent by mail with a link that works once. One who is being asked already is not asked again. */
export async function askParent(inst: Installation, { person, point, language, email, gate }: ParentToAsk): Promise<ParentAsked> {
  const { storage, keys, surroundings, program, ledger } = inst;
  const address = readAddress(email);
  if (address === undefined) return { kind: "address" };
  const subject = hashOfAccount(inst, person);
  const had = await waitingParent(storage.db, { subject, point });
  if (had !== undefined) return { kind: "asked", until: had.until };
  const mailbox = keys.identifierHash("email", mailboxOf(address));
  if ((await countAsked(storage.db, mailbox)) >= MOST_WAITING) return { kind: "limited" };
  const now = new Date(surroundings.now()).toISOString();
  const until = periodEnd(now, program.parentAnswers, program.zone);
  const ask = `M-${surroundings.id()}`;
  const token = newParentToken(inst);
  const articles = gate.rules.flatMap(({ article }) => article ?? []);
  await keys.ensure({ request: ask });
  const sealed = await sealParent(inst, ask, { email: address, person, purposes: gate.purposes.map(({ id }) => id), articles });
  const mail = await queueMail(inst, {
    ...{ owner: ask, request: null, to: address, language },
    mail: { template: "parent-ask", until, page: `${inst.address}/${language}/parents/${token}` },
  });
  const taken = await storage.transaction(async (tx) => {
    await lockMailbox(tx, mailbox);
    if ((await countAsked(tx, mailbox)) >= MOST_WAITING) return "limited";
    const row = { id: ask, state: "waiting", point, subject, mailbox, sealed, asked_at: now, until } as const;
    if (!(await insertParentAsk(tx, { ...row, token_hash: hashOfParentToken(inst, token) }))) return "again";
    await mail.add(tx);
    await ledger.append(tx, { kind: "parent.asked", body: { ask, point, until, articles } });
    return "asked";
  });
  if (taken === "asked") {
    await ledger.sequence();
    return { kind: "asked", until };
  }
  // Somebody else came first.
  await keys.forget({ request: ask });
  if (taken === "limited") return { kind: "limited" };
  const first = await waitingParent(storage.db, { subject, point });
  return { kind: "asked", until: first?.until ?? until };
}
