import type { Installation } from "../installation/index.ts";
import { foundByKey } from "./new-key.ts";
import { findBackendKey, isBackendKeyOpen } from "./store.ts";

/** A backend that may tell facts and read states. */
export interface BackendKey {
  /** The id of its key, as the ledger names it. */
  readonly key: string;
  readonly name: string;
}

/** Which backend a key is of; undefined for one that was revoked or never was. */
export async function backendOfKey(inst: Installation, key: string): Promise<BackendKey | undefined> {
  const found = await foundByKey(key, (hash) => findBackendKey(inst.storage.db, hash));
  return found && { key: found.id, name: found.name };
}

/** Whether a key, by its id, was not revoked since it was shown. */
export const backendStands = (inst: Installation, { key }: Pick<BackendKey, "key">): Promise<boolean> =>
  isBackendKeyOpen(inst.storage.db, key);
