import { domainToASCII } from "node:url";
import { normalized } from "../requests/index.ts";

// RFC 5321 4.5.3.1: a path has 256 octets, two of them brackets; a local part has 64.
const ADDRESS_BYTES = 254;
const LOCAL_BYTES = 64;

// No spaces, controls or bidi marks, and none of what has a meaning of its own in a mail's header. Quoted local parts,
// which could hold them, are given by nobody and misused by some.
const LOCAL = /^[^\s\p{C}"(),:;<>@[\\\]]+$/u;
const LABEL = /^[\p{L}\p{N}\p{M}-]+$/u;

const bytes = (text: string): number => Buffer.byteLength(text);

/**
 * The address that somebody typed, in the one spelling that is hashed, mailed to and searched for; undefined if it is none.
 *
 * INVARIANT (one spelling): the code goes to the normalized address. A code sent to what was typed would open the requests
 * of whoever's address lowers to the same letters, such as one with a Kelvin sign for a `k`.
 */
export function readAddress(typed: string): string | undefined {
  if (typed.length > 4 * ADDRESS_BYTES) return undefined;
  const address = normalized({ kind: "email", value: typed.normalize("NFC") });
  const [local, domain, ...more] = address.split("@");
  if (local === undefined || domain === undefined || more.length > 0) return undefined;
  if (bytes(address) > ADDRESS_BYTES || bytes(local) > LOCAL_BYTES) return undefined;
  if (!LOCAL.test(local) || local.startsWith(".") || local.endsWith(".") || local.includes("..")) return undefined;
  const labels = domain.split(".");
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)) || domainToASCII(domain) === "") return undefined;
  return address;
}

/**
 * The mailbox behind an address, as far as it can be told: without a tag (`ada+news@`), and with the host as DNS has it.
 * Codes are counted by it, for all its addresses lie on one another. Nothing else goes by it: whose an address is, it alone says.
 */
export function mailboxOf(address: string): string {
  const [local = "", domain = ""] = address.split("@");
  return `${local.replace(/(?<=.)\+.*$/s, "")}@${domainToASCII(domain)}`;
}
