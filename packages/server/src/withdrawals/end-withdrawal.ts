import { endOfAsking, keepUntil } from "../contents/index.ts";
import type { Installation } from "../installation/index.ts";
import { moveWithdrawal, type WithdrawalRow } from "./store.ts";

/** How it ended, as the ledger says it. */
export interface WithdrawalEnd {
  readonly by: NonNullable<WithdrawalRow["ended_by"]>;
  /** How many rows hold the text and stand as the program says, and how many of them were changed. */
  readonly rows?: number;
  readonly changed?: number;
  readonly approved?: "meanwhile";
  /** Of somebody's word: how they know it, and who they are. */
  readonly knownBy?: string;
  readonly role?: string;
  readonly account?: string;
}

/**
 * Ends a withdrawal, on the ledger; its author can read so for as long as after a no. False: it is not where it was read any more.
 */
export async function endWithdrawal(inst: Installation, row: WithdrawalRow, said: WithdrawalEnd): Promise<boolean> {
  const ended_at = new Date(inst.surroundings.now()).toISOString();
  const rows = said.rows === undefined ? {} : { rows: said.rows };
  const to = { state: "done", because: null, next_at: null, ended_at, ended_by: said.by, ...rows } as const;
  const ended = await inst.storage.transaction(async (tx) => {
    if (!(await moveWithdrawal(tx, row, to))) return false;
    await keepUntil(tx, { id: row.content, until: endOfAsking(inst) });
    await inst.ledger.append(tx, { kind: "withdrawal.ended", body: { content: row.content, ...said } });
    return true;
  });
  await inst.ledger.sequence();
  return ended;
}
