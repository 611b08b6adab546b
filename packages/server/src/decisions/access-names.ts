import { itemHash } from "@troth/core/facts";
import { subjectKey } from "../facts/index.ts";
import { sha256 } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";

/** What is stored of a permission's token: its SHA-256. It has 256 random bits: nobody guesses one from a plain hash. */
export const hashOfToken = (token: string): string => sha256(token);

/** How somebody who looks is named: by a keyed hash of what the application calls them. */
export const hashOfLooker = ({ keys }: Pick<Installation, "keys">, id: string): string => keys.identifierHash("access.who", id);

/** How items are named in permissions and agreements, each once. */
export function hashesOfItems(inst: Pick<Installation, "keys">, items: readonly string[]): readonly string[] {
  const key = subjectKey(inst);
  return [...new Set(items)].map((item) => itemHash(key, item));
}

/** A ledger entry names up to a hundred items: half of the hash binds as well. */
const COMMITMENT_LETTERS = 32;

/** What the ledger says of items: it binds us to them, and says nothing any more once the person's key is gone. */
export const commitmentsOf = (inst: Installation, person: string, hashes: readonly string[]): Promise<readonly string[]> =>
  inst.keys.unlock({ person }, (key) => hashes.map((hash) => key.commitment(hash).slice(0, COMMITMENT_LETTERS)));
