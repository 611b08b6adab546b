// Own writes whose answer is not here yet: what is told of their subjects meanwhile may be newer than that answer.
import type { SubjectLine, WriteToken } from "./wire.ts";

/** Which version of some subjects came last. */
export interface OwnWrites {
  /** Watches subjects, by their hashes, until what it gives is called. */
  watch(subjects: readonly string[]): () => void;
  /** A line of the feed or of a snapshot came. */
  saw(line: SubjectLine): void;
  /** What a write came to, without the subjects of which something newer came. */
  newest(token: WriteToken): WriteToken;
}

/** Holds no more than the subjects of writes that are under way. */
export function watchOwnWrites(): OwnWrites {
  const watched = new Map<string, { users: number; v: number }>();
  return {
    watch(subjects) {
      const all = new Set(subjects);
      for (const s of all) {
        const one = watched.get(s) ?? { users: 0, v: -1 };
        one.users += 1;
        watched.set(s, one);
      }
      return () => {
        for (const s of all) {
          const one = watched.get(s);
          if (one === undefined) continue;
          one.users -= 1;
          if (one.users === 0) watched.delete(s);
        }
        all.clear();
      };
    },
    saw({ s, v }) {
      const one = watched.size === 0 ? undefined : watched.get(s);
      if (one !== undefined && v > one.v) one.v = v;
    },
    newest: (token) => ({ ...token, subjects: token.subjects.filter(({ s, v }) => (watched.get(s)?.v ?? -1) <= v) }),
  };
}
