import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { putWithdrawal } from "./store.ts";

/** What wakes whoever changes the rows; the table says what there is to do. */
export const WITHDRAW_JOB = "content.withdraw";

/**
 * With the taking back of an approval it is written down that the text's rows are to change in the store, and whoever changes them
 * is woken. Nothing, where the program does not say what changes: the application hears of it, and acts.
 */
export async function openWithdrawal(
  inst: Installation,
  tx: Tx,
  { id, purpose }: { readonly id: string; readonly purpose: string },
): Promise<void> {
  if (inst.program.purposes[purpose]?.withdrawn === undefined) return;
  await putWithdrawal(tx, { content: id, now: new Date(inst.surroundings.now()).toISOString() });
  await inst.ledger.append(tx, { kind: "withdrawal.opened", body: { content: id } });
  await inst.jobs.enqueue(tx, { kind: WITHDRAW_JOB, request: id });
}
