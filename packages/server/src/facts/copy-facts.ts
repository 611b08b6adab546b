import type { Fact } from "@troth/core/facts";
import type { Installation } from "../installation/index.ts";
import { countingFacts } from "./states.ts";
import { factsOf, subjectsOf } from "./store.ts";
import { hashOfAccount } from "./subjects.ts";

/** The facts that were told of accounts, in the order in which they were told: part of the person's copy. */
export async function factsOfAccounts(inst: Installation, accounts: readonly string[]): Promise<readonly Fact[]> {
  const { db } = inst.storage;
  const rows = await subjectsOf(
    db,
    accounts.map((account) => hashOfAccount(inst, account)),
  );
  const facts: Fact[] = [];
  for (const row of rows) {
    if (!(await inst.keys.has({ person: row.person_id }))) continue;
    const own = await factsOf(db, [row.hash]);
    facts.push(...(await inst.keys.unlock({ person: row.person_id }, (key) => countingFacts(key, own))));
  }
  return facts;
}

/** Writes down that staff looked at what was told of somebody: who, and how much of it; not at whom, but by a commitment. */
export async function recordFactsShown(
  inst: Installation,
  at: { readonly person: string; readonly by: string; readonly facts: number },
): Promise<void> {
  const [row] = await subjectsOf(inst.storage.db, [hashOfAccount(inst, at.person)]);
  if (row === undefined || !(await inst.keys.has({ person: row.person_id }))) return;
  const of = await inst.keys.commitment({ person: row.person_id }, at.person);
  await inst.storage.transaction((tx) =>
    inst.ledger.append(tx, { kind: "facts.shown", body: { by: at.by, facts: at.facts, of } }),
  );
  await inst.ledger.sequence();
}
