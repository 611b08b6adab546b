import type { ObjectEntry } from "./objects.ts";

type Standing = Pick<ObjectEntry, "modified" | "size" | "tag">;

/** By what a file is told from another that is put at its path: when it was written, its size, and what the store says of its content. */
export const stampOf = ({ modified, size, tag }: Standing): string => JSON.stringify([modified, size, tag ?? null]);

/** The file of a path that a stamp was taken of. */
export function stampedEntry(path: string, stamp: string): ObjectEntry {
  const [modified = "", size = 0, tag] = JSON.parse(stamp) as [string, number, string | null];
  return { path, size, modified, kind: "file", ...(tag === null || tag === undefined ? {} : { tag }) };
}

/**
 * Whether what lies at a path was put there after a stamp was taken. What is older is what lay below it, a version that came to
 * light when the one above was deleted.
 */
export function isPutSince(now: Standing, stamp: string): boolean {
  const [modified = "", size, tag] = JSON.parse(stamp) as [string, number, string | null];
  if (now.modified !== modified) return now.modified > modified;
  return now.size !== size || (now.tag ?? null) !== tag;
}
