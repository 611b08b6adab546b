import type { Installation } from "../installation/index.ts";
import { linesOf } from "./read-lines.ts";
import type { SubjectLine } from "./states.ts";
import { countPeople, firstPeople, subjectsOf } from "./store.ts";

/**
 * As many of the people and browsers that are known as `most` says, and the clients whose data they are. Subjects stand in the order of their
 * keyed hashes, so that the first of them are a sample without any order of its own.
 */
export async function sampleStates(
  inst: Pick<Installation, "program" | "storage" | "keys">,
  most: number,
): Promise<{ readonly there: number; readonly lines: readonly SubjectLine[] }> {
  const { db } = inst.storage;
  const lines = await linesOf(inst, await firstPeople(db, most));
  const clients = new Set(lines.flatMap(({ state }) => (Array.isArray(state?.clients) ? (state.clients as string[]) : [])));
  const had = new Set(lines.map(({ s }) => s));
  const missing = [...clients].filter((hash) => !had.has(hash));
  return { there: await countPeople(db), lines: [...lines, ...(await linesOf(inst, await subjectsOf(db, missing)))] };
}
