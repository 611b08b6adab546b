// Each mail with a code leads, at its end, to a page on which the owner of the mailbox asks beyond what strangers have used up.
import type { Installation } from "../installation/index.ts";
import { mailboxOf } from "./address.ts";
import { isSameHash } from "./code.ts";
import type { AskRow } from "./store.ts";

// Longer than a day, for which codes are counted: whoever is kept out just now has had a mail with a link that lives.
const LIVES_MS = 48 * 3_600_000;

/** What the link holds: until when, and a keyed hash of that and of the mailbox. Whoever brings it has read a mail to that mailbox. */
export function ownKeyOf(inst: Pick<Installation, "keys" | "surroundings">, email: string): string {
  const until = (inst.surroundings.now() + LIVES_MS).toString(36);
  return `${until}.${hashOf(inst, email, until)}`;
}

/** Whether it was mailed to the mailbox of this address, within two days. */
export function isOwnKey(inst: Pick<Installation, "keys" | "surroundings">, email: string, own: string | undefined): boolean {
  const [, until, hash] = /^([0-9a-z]{1,11})\.([0-9a-f]{64})$/.exec(own ?? "") ?? [];
  if (until === undefined || hash === undefined) return false;
  return isSameHash(hash, hashOf(inst, email, until)) && Number.parseInt(until, 36) > inst.surroundings.now();
}

/** The page's address. It opens nothing and names nobody: it lets a code be sent to the mailbox that it was sent to. */
export function ownPageOf(
  inst: Pick<Installation, "keys" | "surroundings" | "address">,
  of: { readonly email: string; readonly kind: AskRow["kind"]; readonly language: string },
): string {
  const page = of.kind === "sign-in" ? "requests" : "ask";
  return `${inst.address}/${of.language}/${page}?own=${ownKeyOf(inst, of.email)}`;
}

const hashOf = ({ keys }: Pick<Installation, "keys">, email: string, until: string): string =>
  keys.identifierHash("own-page", `${until}\n${mailboxOf(email)}`);
