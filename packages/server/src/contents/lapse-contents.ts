import type { Installation } from "../installation/index.ts";
import { endLapsed, endTakenBack } from "./end-taken-back.ts";
import { deleteOverdue, isWithdrawing, overdueContents } from "./store.ts";

/**
 * Lets go of every text whose time is over, or whose author was erased: the key of its mail first, then the row. A crash between
 * the two is finished by the next turn. Returns how many.
 */
export async function lapseContents(inst: Installation): Promise<number> {
  const { storage, ledger, keys, surroundings } = inst;
  const ended = (await endTakenBack(inst)) + (await endLapsed(inst));
  const now = new Date(surroundings.now()).toISOString();
  const overdue = await overdueContents(storage.db, now);
  for (const { id } of overdue) {
    await keys.forget({ request: id });
    await storage.transaction(async (tx) => {
      // Two servers may come to it at once: it is written down by one. And its author may have approved it in its last moment.
      const withdrawal = (await isWithdrawing(tx, id)) ? { withdrawal: "open" } : {};
      if (!(await deleteOverdue(tx, { id, now }))) return;
      await ledger.append(tx, { kind: "content.lapsed", body: { content: id, ...withdrawal } });
    });
  }
  if (ended + overdue.length > 0) await ledger.sequence();
  return overdue.length;
}
