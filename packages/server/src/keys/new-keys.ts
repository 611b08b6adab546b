// Keys from the moment they are made to their first use: what was just written is not read back. Nobody outside sees what is held.
import type { NewKeys } from "./keys.ts";
import type { DataKey } from "./wraps.ts";

const kept = new WeakMap<NewKeys, Map<string, DataKey>>();

/** Holds keys by the labels of their owners. */
export function holdNewKeys(keys: Map<string, DataKey>): NewKeys {
  const held: NewKeys = {
    letGo() {
      for (const { key } of keys.values()) key.fill(0);
      keys.clear();
    },
  };
  kept.set(held, keys);
  return held;
}

/** An owner's key, which is held no longer: whoever takes it lets it go. Undefined: it was not made then, or was taken. */
export function takeNewKey(held: NewKeys | undefined, label: string): DataKey | undefined {
  const keys = held && kept.get(held);
  const data = keys?.get(label);
  keys?.delete(label);
  return data;
}
