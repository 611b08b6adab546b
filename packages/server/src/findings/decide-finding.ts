import type { Installation } from "../installation/index.ts";
import { idOf } from "./open-findings.ts";
import { openRows, settleFinding } from "./store.ts";

/** What somebody decides about a finding: program and notice were changed for it, or nothing has to be. */
export type FindingDecision = "changed" | "nothing-to-do";

/** Whether a word is such a decision. */
export const isFindingDecision = (word: string): word is FindingDecision => word === "changed" || word === "nothing-to-do";

/** Decides a finding, on record. Undefined: there is no such one that is open. */
export async function decideFinding(
  inst: Installation,
  input: { readonly id: string; readonly decision: FindingDecision; readonly account?: string },
): Promise<{ readonly id: string } | undefined> {
  const { id, decision, account } = input;
  const row = (await openRows(inst.storage.db)).find((one) => idOf(one) === id);
  if (row === undefined) return undefined;
  const now = new Date(inst.surroundings.now()).toISOString();
  const settled = await inst.storage.transaction(async (tx) => {
    if (!(await settleFinding(tx, { hash: row.hash, decision, account_id: account ?? null, now }))) return false;
    await inst.ledger.append(tx, {
      kind: "finding.decided",
      body: { finding: id, decision, ...(account === undefined ? {} : { account }) },
    });
    return true;
  });
  await inst.ledger.sequence();
  return settled ? { id } : undefined;
}
