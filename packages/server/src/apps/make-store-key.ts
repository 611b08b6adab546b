import type { Installation } from "../installation/index.ts";
import { hashOfKey } from "./key-hash.ts";
import { newKey } from "./new-key.ts";
import { endStoreKeys, insertStoreKey } from "./store.ts";

/**
 * Makes a key for the application of a store, and gives it this once: only its hash is kept. Keys made before go on, so that
 * an application can be given the new one first; `revokeStoreKeys` ends them.
 */
export async function makeStoreKey(inst: Installation, at: { readonly store: string; readonly by: string }): Promise<string> {
  const key = newKey(inst.surroundings, "troth_store_");
  const id = inst.surroundings.id();
  await inst.storage.transaction(async (tx) => {
    await insertStoreKey(tx, { id, store: at.store, token_hash: hashOfKey(key), made_at: nowOf(inst), ended_at: null });
    await inst.ledger.append(tx, { kind: "store.key-made", body: { store: at.store, key: id, by: at.by } });
  });
  await inst.ledger.sequence();
  return key;
}

/** Ends the keys of a store; `butNewest` keeps the one made last. Returns how many there were. */
export async function revokeStoreKeys(
  inst: Installation,
  at: { readonly store: string; readonly by: string; readonly butNewest: boolean },
): Promise<number> {
  const count = await inst.storage.transaction(async (tx) => {
    const ended = await endStoreKeys(tx, { store: at.store, now: nowOf(inst), butNewest: at.butNewest });
    for (const key of ended)
      await inst.ledger.append(tx, { kind: "store.key-revoked", body: { store: at.store, key, by: at.by } });
    return ended.length;
  });
  await inst.ledger.sequence();
  return count;
}

const nowOf = (inst: Installation): string => new Date(inst.surroundings.now()).toISOString();
