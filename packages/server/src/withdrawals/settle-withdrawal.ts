import { endOfAsking, keepUntil } from "../contents/index.ts";
import type { Installation } from "../installation/index.ts";
import type { SettledBy } from "../requests/index.ts";
import { findWithdrawal, moveWithdrawal } from "./store.ts";

/** What somebody says who took a text off themselves. */
export interface SettlingWithdrawal {
  /** The text's id. */
  readonly id: string;
  /** By what they know that it is off. */
  readonly by: SettledBy;
  /** The role that says it, and whose account it is where they are signed in. */
  readonly as: string;
  readonly account?: string;
}

/** Takes somebody's word, on record, that nothing of the text is shown any more. False: there is no such one that is open. */
export async function settleWithdrawal(inst: Installation, said: SettlingWithdrawal): Promise<boolean> {
  const { id, by, as: role, account } = said;
  const row = await findWithdrawal(inst.storage.db, id);
  if (row === undefined || row.state === "done") return false;
  const now = new Date(inst.surroundings.now()).toISOString();
  const settled = await inst.storage.transaction(async (tx) => {
    const to = { state: "done", because: null, next_at: null, ended_at: now, ended_by: "people" } as const;
    if (!(await moveWithdrawal(tx, row, to))) return false;
    await keepUntil(tx, { id, until: endOfAsking(inst) });
    const who = { role, ...(account === undefined ? {} : { account }) };
    await inst.ledger.append(tx, { kind: "withdrawal.ended", body: { content: id, by: "people", knownBy: by, ...who } });
    return true;
  });
  await inst.ledger.sequence();
  return settled;
}
