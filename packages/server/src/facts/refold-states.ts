import type { Installation } from "../installation/index.ts";
import { KeysError } from "../keys/index.ts";
import { sequenceChanges } from "./sequence-changes.ts";
import { countingFacts, foldState, groundOf, sealState } from "./states.ts";
import { type ChangedState, changeStates, factsOf, lockSubjects, type SubjectRow, subjectsOfOtherGround } from "./store.ts";

const BATCH = 200;

/**
 * Folds anew every state that was folded by a program with other collection points - a fact may leave out what its point
 * says -, or by a Troth that made something else of the same facts. Until then such a state is folded whenever it is read. Returns how many; resumes after a crash.
 */
export async function refoldStates(inst: Installation): Promise<number> {
  let all = 0;
  for (;;) {
    const hashes = await subjectsOfOtherGround(inst.storage.db, groundOf(inst.program), BATCH);
    if (hashes.length === 0) break;
    await inst.storage.transaction(async (tx) => {
      const rows = await lockSubjects(tx, hashes);
      const facts = await factsOf(tx, hashes);
      const now = new Date(inst.surroundings.now()).toISOString();
      const refolded: ChangedState[] = [];
      for (const row of rows) {
        const own = facts.filter(({ subject }) => subject === row.hash);
        refolded.push({ hash: row.hash, ...(await refold(inst, row, own)) });
      }
      await changeStates(tx, { rows: refolded, now });
    });
    all += hashes.length;
  }
  if (all > 0) await sequenceChanges(inst);
  return all;
}

async function refold(
  inst: Installation,
  row: SubjectRow,
  facts: Awaited<ReturnType<typeof factsOf>>,
): Promise<Pick<SubjectRow, "state" | "ground">> {
  try {
    return await inst.keys.unlock({ person: row.person_id }, (key) => ({
      state: sealState(key, row.hash, foldState(inst, row.kind, countingFacts(key, facts))),
      ground: groundOf(inst.program),
    }));
  } catch (error) {
    // Whoever was forgotten is nobody, also in a database of yesterday.
    if (error instanceof KeysError && error.code === "keys.forgotten") return { state: null, ground: null };
    throw error;
  }
}
