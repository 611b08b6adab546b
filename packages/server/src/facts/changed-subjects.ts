import type { Installation } from "../installation/index.ts";
import { changesAfter, feedOf } from "./feed-store.ts";

/** Who changed after a position of the feed. */
export interface ChangedSubjects {
  /** By their hashes; undefined: the feed does not go back so far, and it may be anybody. */
  readonly subjects: readonly string[] | undefined;
  /** Up to where that is so: the one that was asked about, where nothing came after it. */
  readonly position: number;
}

const AT_A_TIME = 5_000;

/** The next of those whose states changed after a position. */
export async function changedSubjects(inst: Pick<Installation, "storage">, after: number): Promise<ChangedSubjects> {
  const { db } = inst.storage;
  const changes = await changesAfter(db, after, AT_A_TIME);
  // Read after them: what was dropped meanwhile is not among them.
  const { position, pruned } = await feedOf(db);
  if (after < pruned) return { subjects: undefined, position };
  const subjects = new Set(changes.flatMap(({ kind, about }) => (kind === "state" ? [about] : [])));
  return { subjects: [...subjects], position: Number(changes.at(-1)?.position ?? after) };
}
