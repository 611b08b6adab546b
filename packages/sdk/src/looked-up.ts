// Whom a caller that holds few people has looked up, and for how long that is taken for true.
import type { FactSubject } from "@troth/core/facts";
import type { HeldState } from "./held-state.ts";
import type { SubjectLine } from "./wire.ts";

/** Somebody who was looked up, or told about. */
interface Looked {
  readonly kind: FactSubject["kind"];
  /** When the call began that told their state, which is as old as that at the most. */
  readonly at: number;
  /** Until when it was known to stand: when what was written was answered, or a look-up began. */
  readonly until: number;
  readonly v: number;
  /** The clients whose people they are, by hash. */
  readonly clients: readonly string[];
}

/** States by the hashes of ids, in the engine that answers. */
export interface LookedUp {
  /** Whether all that is known of a subject is fresh; what is not is known no longer. */
  isKnown(s: string): boolean;
  /** Takes what a call told that began at a moment, unless something newer was told meanwhile: an own write, mostly, which was answered at `until`. */
  take(line: SubjectLine, at: number, until?: number): void;
  /** Lets go of whoever is too old, and of the first who came where there are too many. */
  forgetOld(): void;
  /** Another engine answers from now on, which knows nobody. */
  clear(): void;
}

/** Knows nobody yet. `freshFor` in milliseconds of `performance.now`. */
export function keepLookedUp(held: () => HeldState, freshFor: number, most: number): LookedUp {
  const known = new Map<string, Looked>();
  const isFresh = ({ at }: Looked): boolean => performance.now() - at <= freshFor;
  const forget = (s: string, { kind, v }: Looked): void => {
    held().subject({ s, k: kind, v, state: null });
    known.delete(s);
  };
  const isKnown = (s: string): boolean => {
    const one = known.get(s);
    if (one === undefined) return false;
    // Each is looked at: of two that are too old neither may decide.
    if (isFresh(one)) return one.clients.map(isKnown).every(Boolean);
    forget(s, one);
    return false;
  };
  return {
    isKnown,
    take(line, at, until = at) {
      const before = known.get(line.s);
      // Of somebody who is not there no version is told: what was written after the call began was not seen by it.
      const isOlder = before !== undefined && (line.state === null ? before.v > 0 && before.until > at : line.v < before.v);
      if (isOlder || line.k === undefined) return;
      held().subject(line);
      known.delete(line.s);
      known.set(line.s, { kind: line.k, at, until, v: line.v, clients: clientsIn(line) });
    },
    forgetOld() {
      for (const [s, one] of known) {
        if (isFresh(one) && known.size <= most) return;
        forget(s, one);
      }
    },
    clear: () => known.clear(),
  };
}

/** The clients whose people somebody is, as their state names them. */
const clientsIn = ({ k, state }: SubjectLine): readonly string[] => {
  const clients = k === "client" || state === null ? undefined : (state as Readonly<Record<string, unknown>>).clients;
  return Array.isArray(clients) ? clients.filter((one) => typeof one === "string") : [];
};
