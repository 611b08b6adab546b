import { type FactSubject, subjectHash } from "@troth/core/facts";
import { HASH_KEY_BYTES } from "@troth/core/foundation";
import type { Installation } from "../installation/index.ts";

/** Found again under this kind, by a request that names an account, too. */
const ACCOUNT = "account";

/**
 * What names subjects outside: derived from the key that never leaves, so that whoever is given this one cannot find people
 * by their mail addresses.
 */
export function subjectKey({ keys }: Pick<Installation, "keys">): Uint8Array {
  const had = derived.get(keys);
  if (had !== undefined) return had;
  const key = new Uint8Array(Buffer.from(keys.identifierHash("facts.subject-key", "1"), "hex")).subarray(0, HASH_KEY_BYTES);
  derived.set(keys, key);
  return key;
}

/** Each fact is named by it, some of them thrice. */
const derived = new WeakMap<Installation["keys"], Uint8Array>();

/** How a subject is named. */
export const hashOfSubject = (inst: Pick<Installation, "keys">, subject: FactSubject): string =>
  subjectHash(subjectKey(inst), subject);

/** How a person is named, by the id of their account. */
export const hashOfAccount = (inst: Pick<Installation, "keys">, account: string): string =>
  hashOfSubject(inst, { kind: "person", id: account });

/** How a fact is found again, by the id that the application gave it. */
export const hashOfFactId = ({ keys }: Pick<Installation, "keys">, id: string): string => keys.identifierHash("fact", id);

/** By what requests know the same person. */
export const accountIdentifier = ({ keys }: Pick<Installation, "keys">, account: string) => ({
  kind: ACCOUNT,
  hash: keys.identifierHash(ACCOUNT, account.trim()),
});
