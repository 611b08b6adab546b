import type { Installation } from "../installation/index.ts";
import { noticeAllRestored } from "../requests/index.ts";
import { reopenEnded } from "./store.ts";

/**
 * Texts that were taken off in stores that came back from a backup since may be on show there again: each is open again, and goes
 * once the store is settled. To be called before that. Those that are no longer kept, 30 days after they were taken back, are not
 * known any more. Returns how many; without `act`, how many there are.
 */
export async function reopenWithdrawals(inst: Installation, { act }: { readonly act: boolean }): Promise<number> {
  const { restored } = await noticeAllRestored(inst);
  const stores = new Set(restored.map(({ store }) => store));
  const purposes = Object.values(inst.program.purposes).flatMap(({ id, withdrawn }) =>
    withdrawn !== undefined && stores.has(withdrawn.text.store) ? [id] : [],
  );
  const now = new Date(inst.surroundings.now()).toISOString();
  const because = "its store came back from a backup";
  const found = await inst.storage.transaction(async (tx) => {
    const contents = await reopenEnded(tx, { purposes, now, because, act });
    for (const { content } of act ? contents : [])
      await inst.ledger.append(tx, { kind: "withdrawal.opened", body: { content, because } });
    return contents.length;
  });
  await inst.ledger.sequence();
  return found;
}
