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

/** Some subjects by the marks that an erasure of each leaves. */
export type ErasureMarks = ReadonlyMap<string, string>;

export const erasureMarks = (inst: Installation, subjects: Iterable<string>): ErasureMarks =>
  new Map([...new Set(subjects)].map((subject) => [hashOfErased(inst, subject), subject]));

/** When each of some marks was made, in milliseconds since 1970. */
export const erasedAt = async (db: Reader, marks: ErasureMarks): Promise<ReadonlyMap<string, number>> =>
  new Map((await erasedAmong(db, [...marks.keys()])).map(({ hash, at }) => [hash, Date.parse(at)]));

/** Until when each of some subjects was erased, in milliseconds since 1970; who never was is not in it. */
export async function erasedUntil(
  inst: Installation,
  db: Reader,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const marks = erasureMarks(inst, subjects);
  return bySubject(marks, await erasedAt(db, marks));
}

const bySubject = (marks: ErasureMarks, erased: ReadonlyMap<string, number>): ReadonlyMap<string, number> =>
  new Map([...erased].map(([mark, at]) => [marks.get(mark) ?? "", at]));

/** Whether the person of an account was erased, and nothing was told of them since. */
export async function wasErased(inst: Installation, account: string): Promise<boolean> {
  const hash = hashOfAccount(inst, account);
  const { db } = inst.storage;
  return (await erasedUntil(inst, db, [hash])).size > 0 && (await subjectsOf(db, [hash])).length === 0;
}

/** Facts of a batch that happened before an erasure of whom they are about. */
export function faultsOfErased(
  facts: readonly ReadFact[],
  marks: ErasureMarks,
  erasedBy: ReadonlyMap<string, number>,
): readonly PlacedFault[] {
  if (erasedBy.size === 0) return [];
  const erased = bySubject(marks, erasedBy);
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
