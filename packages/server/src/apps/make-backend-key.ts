import type { Installation } from "../installation/index.ts";
import { hashOfKey } from "./key-hash.ts";
import { newKey } from "./new-key.ts";
import { endBackendKeys, insertBackendKey } from "./store.ts";

/**
 * Makes a key for a backend that tells facts and asks for decisions, and gives it this once: only its hash is kept. Keys made
 * before go on; `revokeBackendKeys` ends them.
 */
export async function makeBackendKey(inst: Installation, at: { readonly name: string; readonly by: string }): Promise<string> {
  const key = newKey(inst.surroundings, "troth_app_");
  const id = inst.surroundings.id();
  const made_at = new Date(inst.surroundings.now()).toISOString();
  await inst.storage.transaction(async (tx) => {
    await insertBackendKey(tx, { id, name: at.name, token_hash: hashOfKey(key), made_at, ended_at: null });
    await inst.ledger.append(tx, { kind: "app.key-made", body: { app: at.name, key: id, by: at.by } });
  });
  await inst.ledger.sequence();
  return key;
}

/** Ends the keys of a backend; `butNewest` keeps the one made last. Returns how many there were. */
export async function revokeBackendKeys(
  inst: Installation,
  at: { readonly name: string; readonly by: string; readonly butNewest: boolean },
): Promise<number> {
  const now = new Date(inst.surroundings.now()).toISOString();
  const count = await inst.storage.transaction(async (tx) => {
    const ended = await endBackendKeys(tx, { name: at.name, now, butNewest: at.butNewest });
    for (const key of ended) await inst.ledger.append(tx, { kind: "app.key-revoked", body: { app: at.name, key, by: at.by } });
    return ended.length;
  });
  await inst.ledger.sequence();
  return count;
}
