import type { Installation } from "../installation/index.ts";
import { makeLive } from "./journal-store.ts";

/** Lets a store act: until then it plans, captures, reports and rolls back. On the ledger, with who said so. */
export async function setStoreLive(inst: Installation, input: { readonly store: string; readonly by: string }): Promise<void> {
  const now = new Date(inst.surroundings.now()).toISOString();
  await inst.storage.transaction(async (tx) => {
    await makeLive(tx, { ...input, now });
    await inst.ledger.append(tx, { kind: "store.live", body: { store: input.store, by: input.by } });
  });
  await inst.ledger.sequence();
}
