import type { Surroundings } from "../foundation/index.ts";

const SECOND_MS = 1000;
/** Tries that cost nothing: whoever mistypes. */
const FREE_TRIES = 5;
const LONGEST_WAIT_MS = 60 * SECOND_MS;
/** Forgotten after so long without a try. */
const MEMORY_MS = 15 * 60 * SECOND_MS;
/** Tries of one network on any names, in that time: a roomful of colleagues, not a list of names. */
const NETWORK_TRIES = 60;
/** Bounds what strangers can make us remember. */
const MOST_KEPT = 20_000;

interface Tries {
  count: number;
  last: number;
}

/** Slows down whoever guesses: by name and network together, so that no stranger elsewhere locks anybody out. */
export interface SignInLimits {
  /** Milliseconds to wait; 0: this try counts, and may be made. */
  take(name: string, network: string): number;
  /** It was right: the tries on this name from this network are forgotten. */
  clear(name: string, network: string): void;
}

/** Limits that live as long as the process: names as their keyed hash, networks as theirs. */
export function createSignInLimits({ now }: Pick<Surroundings, "now">): SignInLimits {
  const pairs = new Map<string, Tries>();
  const networks = new Map<string, Tries>();
  return {
    take(name, network) {
      const at = now();
      const pair = current(pairs, `${name} ${network}`, at);
      const all = current(networks, network, at);
      const wait = Math.max(waitOf(pair, at), all.count >= NETWORK_TRIES ? all.last + MEMORY_MS - at : 0);
      // What is refused is not counted: else a page that asks again and again would never get in.
      if (wait > 0) return wait;
      count(pairs, `${name} ${network}`, pair, at);
      count(networks, network, all, at);
      return 0;
    },
    clear: (name, network) => void pairs.delete(`${name} ${network}`),
  };
}

function waitOf({ count, last }: Tries, at: number): number {
  if (count < FREE_TRIES) return 0;
  return Math.max(0, last + Math.min(LONGEST_WAIT_MS, 2 ** (count - FREE_TRIES) * SECOND_MS) - at);
}

function current(kept: Map<string, Tries>, key: string, at: number): Tries {
  const found = kept.get(key);
  return found && at - found.last < MEMORY_MS ? found : { count: 0, last: at };
}

/** The map is kept in the order of last use, so that the oldest goes when it is full. */
function count(kept: Map<string, Tries>, key: string, tries: Tries, at: number): void {
  kept.delete(key);
  kept.set(key, { count: tries.count + 1, last: at });
  const oldest = kept.keys().next();
  if (kept.size > MOST_KEPT && oldest.done !== true) kept.delete(oldest.value);
}
