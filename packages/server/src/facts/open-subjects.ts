import type { Installation } from "../installation/index.ts";
import type { NewKeys } from "../keys/index.ts";
import type { Tx } from "../storage/index.ts";
import type { ReadFact } from "./read-batch.ts";
import {
  deletePeople,
  deleteSubjects,
  insertSubjects,
  lockSubjects,
  type NewSubject,
  personOf,
  type SubjectRow,
  subjectsOf,
} from "./store.ts";
import { accountIdentifier } from "./subjects.ts";

/** The subjects of a batch, with a key each. */
export interface OpenedSubjects {
  /** Makes those that are new and locks all, in the batch's transaction; says whom it made, of whom nothing is known. */
  lock(tx: Tx): Promise<{ readonly rows: ReadonlyMap<string, SubjectRow>; readonly isNew: ReadonlySet<string> }>;
  /** Keys that were made for them: whoever opened them lets go. */
  readonly keys: NewKeys;
}

const byHash = (one: NewSubject, other: NewSubject): number => (one.hash < other.hash ? -1 : 1);

/** Finds the subjects of a batch, and sees that each has a key before the transaction begins: a key is a file. */
export async function openSubjects(inst: Installation, facts: readonly ReadFact[]): Promise<OpenedSubjects> {
  const subjects = new Map(facts.map(({ hash, subject }) => [hash, subject]));
  const hashes = [...subjects.keys()];
  const known = new Map((await subjectsOf(inst.storage.db, hashes)).map((row) => [row.hash, row]));
  const made: (NewSubject & { readonly isNew: boolean })[] = [];
  const lost = new Map<string, string>();
  for (const [hash, { kind, id }] of subjects) {
    const row = known.get(hash);
    if (row !== undefined && (await inst.keys.has({ person: row.person_id }))) continue;
    // A database of yesterday may still know somebody who was forgotten: whoever comes back is a new person.
    if (row !== undefined) lost.set(hash, row.person_id);
    const identifier = kind === "person" ? accountIdentifier(inst, id) : undefined;
    const had = identifier && (await personOf(inst.storage.db, identifier));
    const keeps = had !== undefined && (await inst.keys.has({ person: had }));
    const person = keeps ? had : inst.surroundings.id();
    made.push({ hash, kind, person, identifier, isNew: !keeps });
  }
  const fresh = new Set(made.flatMap(({ person, isNew }) => (isNew ? person : [])));
  const keys = await inst.keys.ensureAll(
    made.map(({ person }) => person),
    fresh,
  );
  return {
    keys,
    async lock(tx) {
      const now = new Date(inst.surroundings.now()).toISOString();
      // Another batch may have made them anew since: then they are somebody who has a key.
      const gone = (await lockSubjects(tx, [...lost.keys()])).filter((row) => row.person_id === lost.get(row.hash));
      if (gone.length > 0)
        await deleteSubjects(
          tx,
          gone.map(({ hash }) => hash),
        );
      // In one order everywhere: two batches that make the same ones wait for each other, never both.
      const rows = new Map((await insertSubjects(tx, made.toSorted(byHash), now)).map((row) => [row.hash, row]));
      const isNew = new Set(rows.keys());
      for (const row of await lockSubjects(
        tx,
        hashes.filter((hash) => !isNew.has(hash)),
      ))
        rows.set(row.hash, row);
      const unused = made.filter(({ hash, person, isNew }) => isNew && rows.get(hash)?.person_id !== person);
      if (unused.length > 0)
        await deletePeople(
          tx,
          unused.map(({ person }) => person),
        );
      return { rows, isNew };
    },
  };
}
