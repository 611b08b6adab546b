// What stays of whom an erasure took: enough to know them by when what happened before is told again, and nothing else.
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { type PlacedFault, placed, type ReadFact } from "./read-batch.ts";
import { erasedAmong, insertErased, type Reader, subjectsOf } from "./store.ts";
import { hashOfAccount } from "./subjects.ts";

/** Not the hash that states go by, which applications hold too: one of this use alone. */
const hashOfErased = ({ keys }: Pick<Installation, "keys">, subject: string): string =>
  keys.identifierHash("facts.erased", subject);

/** Writes down whom an erasure takes, in the transaction that deletes what was told of them. */
export const markErased = (
  inst: Installation,
  tx: Tx,
  at: { readonly subjects: readonly string[]; readonly request: string; readonly now: string },
): Promise<void> =>
  insertErased(
    tx,
    at.subjects.map((subject) => ({ hash: hashOfErased(inst, subject), request_id: at.request, at: at.now })),
  );

/** Until when each of some subjects was erased, in milliseconds since 1970; who never was is not in it. */
export async function erasedUntil(
  inst: Installation,
  db: Reader,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const subjectOf = new Map(subjects.map((subject) => [hashOfErased(inst, subject), subject]));
  const rows = await erasedAmong(db, [...subjectOf.keys()]);
  return new Map(rows.map(({ hash, at }) => [subjectOf.get(hash) ?? "", Date.parse(at)]));
}

/** Whether the person of an account was erased, and nothing was told of them since. */
export async function wasErased(inst: Installation, account: string): Promise<boolean> {
  const hash = hashOfAccount(inst, account);
  const { db } = inst.storage;
  return (await erasedUntil(inst, db, [hash])).size > 0 && (await subjectsOf(db, [hash])).length === 0;
}

/** Facts of a batch that happened before an erasure of whom they are about. */
export async function faultsOfErased(
  inst: Installation,
  db: Reader,
  facts: readonly ReadFact[],
): Promise<readonly PlacedFault[]> {
  const erased = await erasedUntil(inst, db, [...new Set(facts.map(({ hash }) => hash))]);
  return facts.flatMap(({ fact, hash, index }) =>
    Date.parse(fact.at) <= (erased.get(hash) ?? -Infinity) ? [placed(index, ofBefore)] : [],
  );
}

const ofBefore = {
  field: "at",
  code: "erased",
  says: "whom it is about was erased since it happened",
  advice: "leave it, and see who tells it again; of somebody who came back tell what happened after the erasure",
} as const;
