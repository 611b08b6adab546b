import type { Installation } from "../installation/index.ts";
import type { SettledBy } from "../requests/index.ts";
import { endWithdrawal } from "./end-withdrawal.ts";
import { findWithdrawal } from "./store.ts";

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
  return endWithdrawal(inst, row, { by: "people", knownBy: by, role, ...(account === undefined ? {} : { account }) });
}
