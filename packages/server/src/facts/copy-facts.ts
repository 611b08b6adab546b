import type { Fact } from "@troth/core/facts";
import type { Installation } from "../installation/index.ts";
import { knownPeople } from "./known-people.ts";
import { countingFacts } from "./states.ts";
import { factsOf, subjectsOf } from "./store.ts";
import { hashOfAccount } from "./subjects.ts";
import type { FactsPort } from "./tell-facts.ts";

/** The facts that were told of accounts, in the order in which they were told: part of the person's copy. */
export const factsOfAccounts = (inst: Installation, accounts: readonly string[]): Promise<readonly Fact[]> =>
  factsOfSubjects(
    inst,
    accounts.map((account) => hashOfAccount(inst, account)),
  );

/** The same of the browsers that are linked to them, of those who may be linked to any: what an erasure takes with them. */
export async function factsOfBrowsers(
  inst: Installation,
  accounts: readonly string[],
  { mayLink }: FactsPort,
): Promise<readonly Fact[]> {
  const known = await knownPeople(
    inst,
    accounts.map((id) => ({ kind: "person", id })),
  );
  const now = inst.surroundings.now();
  const allowed = [...known.values()].filter(({ state }) => mayLink(inst.program, state, now) === undefined);
  return factsOfSubjects(inst, [...new Set(allowed.flatMap(({ state }) => state.linked))]);
}

async function factsOfSubjects(inst: Installation, hashes: readonly string[]): Promise<readonly Fact[]> {
  const { db } = inst.storage;
  const rows = await subjectsOf(db, hashes);
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
