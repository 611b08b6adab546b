import type { Installation } from "../installation/index.ts";
import { foundByKey } from "./new-key.ts";
import { findStoreKey } from "./store.ts";

/** Which store a key is of; undefined for one that was revoked or never was. */
export async function storeOfKey(inst: Installation, key: string): Promise<{ readonly store: string } | undefined> {
  const found = await foundByKey(key, (hash) => findStoreKey(inst.storage.db, hash));
  return found && { store: found.store };
}
