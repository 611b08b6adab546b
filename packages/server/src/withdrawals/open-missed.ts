import { openWithdrawal, standsApproved } from "../contents/index.ts";
import type { Installation } from "../installation/index.ts";
import { findWithdrawal, missedContents } from "./store.ts";

/** The installations whose program was looked at: it does not change while one is open. */
const looked = new WeakSet<Installation>();

/**
 * What was taken back while the program did not say what changes then, and is still kept: now that it does, the promise holds for it
 * too. Once for each program that is opened. Returns how many.
 */
export async function openMissed(inst: Installation): Promise<number> {
  if (looked.has(inst)) return 0;
  const purposes = Object.values(inst.program.purposes).flatMap(({ id, withdrawn }) => (withdrawn === undefined ? [] : [id]));
  let opened = 0;
  const failed: unknown[] = [];
  for (const { id, purpose } of await missedContents(inst.storage.db, purposes)) {
    try {
      opened += await openOne(inst, id, purpose);
    } catch (error) {
      failed.push(error);
    }
  }
  if (opened > 0) await inst.ledger.sequence();
  // Looked for again at the next turn.
  if (failed.length > 0) throw failed[0];
  looked.add(inst);
  return opened;
}

const openOne = (inst: Installation, id: string, purpose: string): Promise<0 | 1> =>
  inst.storage.transaction(async (tx) => {
    // With its author held: another process may be at the same, or the text is approved again.
    if ((await standsApproved(inst, tx, id)) || (await findWithdrawal(tx, id)) !== undefined) return 0;
    await openWithdrawal(inst, tx, { id, purpose });
    return 1;
  });
