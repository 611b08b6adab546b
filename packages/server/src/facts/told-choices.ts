import type { Fact } from "@troth/core/facts";
import type { Installation } from "../installation/index.ts";
import { type FactOpening, openFact, openingOf } from "./sealed-fact.ts";
import { factsWithEntries, subjectsOf } from "./store.ts";
import { hashOfAccount } from "./subjects.ts";

/** A choice as it was told, and what shows that it was. */
export interface ToldChoice {
  readonly fact: Extract<Fact, { kind: "chose" }>;
  readonly opening: FactOpening;
  /** The ledger's entry that commits to it; null where it was told before that was kept. */
  readonly entry: string | null;
}

/** The choices that were told of an account, in the order in which they were told: refusals and withdrawals too. */
export async function toldChoices(inst: Installation, account: string): Promise<readonly ToldChoice[]> {
  const { db } = inst.storage;
  const [subject] = await subjectsOf(db, [hashOfAccount(inst, account)]);
  if (subject === undefined || !(await inst.keys.has({ person: subject.person_id }))) return [];
  const rows = await factsWithEntries(db, subject.hash);
  return inst.keys.unlock({ person: subject.person_id }, (key) =>
    rows.flatMap((row) => {
      const { fact } = openFact(key, row);
      return fact?.kind === "chose" ? [{ fact, opening: openingOf(key, row), entry: row.entry }] : [];
    }),
  );
}
