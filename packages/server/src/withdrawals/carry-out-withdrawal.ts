import { TrothError } from "@troth/core/foundation";
import { contentsBeside } from "../contents/index.ts";
import type { Installation } from "../installation/index.ts";
import { setRows } from "./set-rows.ts";
import { dueWithdrawals, findWithdrawal, moveWithdrawal, openRows, type WithdrawalRow } from "./store.ts";

/** What could not be done is tried again so much later. */
const AGAIN_AFTER_MS = 5 * 60 * 1000;

/** Another process is at the same withdrawal: what it does is what this one would have done. */
class Raced extends Error {}

/** Carries out what is due, or all that is open, now; one that fails hinders no other. Returns how many were done. */
export async function carryOutWithdrawals(inst: Installation, which: "due" | "all" = "due"): Promise<number> {
  let done = 0;
  const failed: unknown[] = [];
  const { db } = inst.storage;
  for (const { content } of which === "all" ? await openRows(db) : await dueWithdrawals(db, nowOf(inst))) {
    try {
      if ((await carryOutWithdrawal(inst, content)) === "done") done += 1;
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0) throw failed[0];
  return done;
}

/**
 * Takes one withdrawal as far as it gets: the rows that hold the text are found by their author, set in one transaction of their
 * store, read back, and the end is written down. Whatever hinders it is said, keeps it open and is tried again. Safe to call at any
 * time and after any crash.
 */
export async function carryOutWithdrawal(inst: Installation, content: string): Promise<"done" | "open"> {
  const row = await findWithdrawal(inst.storage.db, content);
  if (row === undefined || row.state === "done") return "done";
  const texts = await contentsBeside(inst, content);
  // Who was erased meanwhile has no rows left to change; the text goes with them.
  if (texts === undefined) return "open";
  const { one, all } = texts;
  const rule = inst.program.purposes[one.purpose]?.withdrawn;
  if (rule === undefined) return end(inst, row, { ended_by: "program" });
  if (one.stands === "approved") return end(inst, row, { ended_by: "approved" });
  const acting: WithdrawalRow = { ...row, state: "acting", attempt: row.attempt + 1 };
  let journalled = false;
  const journal = async (transaction: string): Promise<void> => {
    await inst.surroundings.passing("withdrawal.journal");
    const { state, attempt } = acting;
    if (!(await inst.storage.transaction((tx) => moveWithdrawal(tx, row, { state, attempt, transaction })))) throw new Raced();
    journalled = true;
    await inst.surroundings.passing("withdrawal.journalled");
  };
  const known = new Set(all.map(({ hash }) => hash));
  const name = `${inst.ledger.origin.split("/").at(-1)}/${content}/withdraw/${inst.surroundings.id()}`;
  try {
    const set = await setRows(inst, { rule, person: one.person, hash: one.hash, known, name, journal });
    if ("because" in set) return await hold(inst, journalled ? acting : row, set.because);
    // Whoever publishes hears of a yes that came meanwhile, and puts the text back; that it was taken off before is on the ledger.
    const again = (await contentsBeside(inst, content))?.one.stands === "approved";
    return await end(inst, acting, { ended_by: "store", rows: set.rows, ...(again ? { approved: "meanwhile" } : {}) });
  } catch (error) {
    if (error instanceof Raced) return "open";
    if (!(error instanceof TrothError)) throw error;
    return hold(inst, journalled ? acting : row, error.message);
  }
}

/** It stays open, and says why; said once, not each time it is tried. */
async function hold(inst: Installation, row: WithdrawalRow, because: string): Promise<"open"> {
  const next_at = new Date(inst.surroundings.now() + AGAIN_AFTER_MS).toISOString();
  await inst.storage.transaction(async (tx) => {
    if (!(await moveWithdrawal(tx, row, { state: "open", because, next_at }))) return;
    if (because !== row.because)
      await inst.ledger.append(tx, { kind: "withdrawal.held", body: { content: row.content, because } });
  });
  await inst.ledger.sequence();
  return "open";
}

async function end(
  inst: Installation,
  row: WithdrawalRow,
  {
    ended_by,
    ...said
  }: { readonly ended_by: NonNullable<WithdrawalRow["ended_by"]>; readonly rows?: number; readonly approved?: "meanwhile" },
): Promise<"done" | "open"> {
  const to = { state: "done", because: null, next_at: null, ended_at: nowOf(inst), ended_by } as const;
  const ended = await inst.storage.transaction(async (tx) => {
    if (!(await moveWithdrawal(tx, row, { ...to, ...(said.rows === undefined ? {} : { rows: said.rows }) }))) return false;
    await inst.ledger.append(tx, { kind: "withdrawal.ended", body: { content: row.content, by: ended_by, ...said } });
    return true;
  });
  await inst.ledger.sequence();
  return ended ? "done" : "open";
}

const nowOf = ({ surroundings }: Installation): string => new Date(surroundings.now()).toISOString();
