import { timingSafeEqual } from "node:crypto";
import type { Surroundings } from "../foundation/index.ts";
import { hashOfKey } from "./key-hash.ts";

const KEY_BYTES = 32;

/** Tells a scanner of leaked secrets what it found. */
export type KeyPrefix = "troth_store_" | "troth_app_";

/** A new key: 256 random bits. */
export const newKey = ({ random }: Pick<Surroundings, "random">, prefix: KeyPrefix): string =>
  prefix + Buffer.from(random(KEY_BYTES)).toString("base64url");

/** The row that an index found by a key's hash, compared once more in a time that tells nothing at all. */
export async function foundByKey<T extends { readonly token_hash: string }>(
  key: string,
  find: (hash: string) => Promise<T | undefined>,
): Promise<T | undefined> {
  const hash = hashOfKey(key);
  const found = await find(hash);
  return found && timingSafeEqual(Buffer.from(found.token_hash), Buffer.from(hash)) ? found : undefined;
}
