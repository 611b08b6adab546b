// Keys from the moment they are made to their first use: what was just written is not read back. Nobody outside sees what is held.
import type { NewKeys } from "./keys.ts";
import type { DataKey } from "./wraps.ts";

/** A key that was just made. `isFresh`: of an id that was just drawn, so that nobody can have been forgotten under it. */
export interface MadeKey {
  readonly data: DataKey;
  readonly isFresh: boolean;
}

const kept = new WeakMap<NewKeys, Map<string, MadeKey>>();

/** Holds keys by the labels of their owners. */
export function holdNewKeys(keys: Map<string, MadeKey>): NewKeys {
  const held: NewKeys = {
    letGo() {
      for (const { data } of keys.values()) data.key.fill(0);
      keys.clear();
    },
  };
  kept.set(held, keys);
  return held;
}

/**
 * An owner's key, which is held no longer: whoever takes it lets it go. Undefined: it was not made then, was taken, or belongs to
 * somebody of whom `isForgotten` says so, whom it is asked about unless they are fresh.
 */
export function takeNewKey(held: NewKeys | undefined, label: string, isForgotten: () => boolean): DataKey | undefined {
  const keys = held && kept.get(held);
  const made = keys?.get(label);
  if (made === undefined || (!made.isFresh && isForgotten())) return undefined;
  keys?.delete(label);
  return made.data;
}
