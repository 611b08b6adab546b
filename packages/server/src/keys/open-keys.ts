import { readdir } from "node:fs/promises";
import { dirname } from "node:path";
import { setImmediate } from "node:timers/promises";
import { createFileDurably, isThere, keyedHash, makeFolder, type Surroundings } from "../foundation/index.ts";
import { endEpoch } from "./end-epoch.ts";
import { createEpochs, type Epochs, type HeldEpochs } from "./epochs.ts";
import { KeysError } from "./errors.ts";
import { createFolderTurns, type FolderTurns } from "./folder-turns.ts";
import { damaged, toHex } from "./key-files.ts";
import { type KeyFolder, keyFolder, labelOf } from "./key-folder.ts";
import type { KeyOwner, Keys, NewKeys, UnlockedKey } from "./keys.ts";
import { createLogKeys } from "./log-keys.ts";
import { defaultMasterKeyFile, openMasterKey } from "./master-key.ts";
import { holdNewKeys, type MadeKey, takeNewKey } from "./new-keys.ts";
import { createSealer, deriveKey, keyIdOf, openBytes } from "./sealing.ts";
import { createWrapBatches, type WrapBatches } from "./wrap-batches.ts";
import { createWraps, type DataKey, type Wraps } from "./wraps.ts";

interface KeyStore {
  readonly paths: KeyFolder;
  readonly epochs: Epochs;
  readonly wraps: Wraps;
  readonly batches: WrapBatches;
  readonly turns: FolderTurns;
  readonly surroundings: Surroundings;
}

/** So many keys are worked with at a time. */
const IN_A_TURN = 8;

const forgotten = (): KeysError => new KeysError("keys.forgotten", "the key of this person or request was destroyed");

const isForgotten = (paths: KeyFolder, owner: KeyOwner): boolean => isThere(paths.mark(owner));

/** What one piece of work reads keys with. */
interface Reading {
  readonly epochs: HeldEpochs;
  /** Keys that need not be read. */
  readonly made?: NewKeys | undefined;
}

/** Work with an owner's key, which is in memory for no longer. */
function withKey<T>({ paths, wraps }: KeyStore, reading: Reading, owner: KeyOwner, work: (data: DataKey) => T): T {
  const { epochs, made } = reading;
  const isGone = () => isForgotten(paths, owner);
  const data = takeNewKey(made, labelOf(owner), isGone) ?? (isGone() ? undefined : wraps.read(owner, epochs));
  if (data === undefined) throw forgotten();
  try {
    return work(data);
  } finally {
    data.key.fill(0);
  }
}

// A person who was forgotten never gets a key again, not even by a database of yesterday that still knows them: whoever
// comes back is a new person. The number of a request may come again after such a restore, so it may have a new key.
function ensureKey(store: KeyStore, owner: KeyOwner): Promise<void> {
  const { epochs, paths, turns, wraps } = store;
  return turns(async () => {
    if (isForgotten(paths, owner)) throw forgotten();
    if (isThere(paths.wrap(owner))) return;
    const newest = epochs.numbers().at(-1);
    const epoch = newest === undefined ? undefined : epochs.read(newest);
    if (epoch === undefined) throw damaged(paths.epochs);
    await wraps.create(owner, epoch);
    epoch.key.fill(0);
  });
}

/** Of one turn: whoever else writes waits for no more than this. */
const BATCH = 1_000;

const NOBODY: ReadonlySet<string> = new Set();

async function ensureKeys(store: KeyStore, people: readonly string[], fresh = NOBODY): Promise<NewKeys> {
  const owners = [...new Set(people)].map((person) => ({ person }));
  const keys = new Map<string, MadeKey>();
  const held = holdNewKeys(keys);
  try {
    for (let from = 0; from < owners.length; from += BATCH)
      await store.turns(() => ensureSome(store, owners.slice(from, from + BATCH), fresh, keys));
    return held;
  } catch (error) {
    held.letGo();
    throw error;
  }
}

/** In a turn: makes the keys that are missing, durable together, and adds them to `keys`. */
async function ensureSome(
  { batches, epochs, paths, wraps }: KeyStore,
  owners: readonly { readonly person: string }[],
  fresh: ReadonlySet<string>,
  keys: Map<string, MadeKey>,
): Promise<void> {
  const newest = epochs.numbers().at(-1);
  const epoch = newest === undefined ? undefined : epochs.read(newest);
  if (epoch === undefined) throw damaged(paths.epochs);
  const made = new Map<string, string>();
  for (const owner of owners) {
    const isFresh = fresh.has(owner.person);
    if (!isFresh && isForgotten(paths, owner)) throw forgotten();
    const place = paths.wrap(owner);
    if (!isFresh && isThere(place)) continue;
    const { data, text } = wraps.make(owner, epoch);
    made.set(place, text);
    keys.set(labelOf(owner), { data, isFresh });
  }
  epoch.key.fill(0);
  if (made.size > 0) await batches.write({ epoch: epoch.number, wraps: made });
}

function forgetKey({ batches, paths, surroundings, turns, wraps }: KeyStore, owner: KeyOwner): Promise<void> {
  return turns(async () => {
    if ("person" in owner) {
      const mark = paths.mark(owner);
      await makeFolder(dirname(mark));
      await createFileDurably(mark, "");
      await surroundings.passing("keys.forget.marked");
    }
    await batches.remove(labelOf(owner));
    await wraps.remove(owner);
  });
}

function sealingOf(store: KeyStore): Pick<Keys, "seal" | "open" | "commitment" | "unlock" | "unlockEach"> {
  const seal = createSealer(store.surroundings.random);
  const unlockWith = <T>(reading: Reading, owner: KeyOwner, work: (key: UnlockedKey) => T): T =>
    withKey(store, reading, owner, (data) => {
      const sealing = deriveKey(data.key, "sealing");
      try {
        return work(unlocked({ data, sealing, label: labelOf(owner), seal }));
      } finally {
        sealing.fill(0);
      }
    });
  const holding = async <T>(work: (held: HeldEpochs) => T | Promise<T>): Promise<T> => {
    const held = store.epochs.hold();
    try {
      return await work(held);
    } finally {
      held.letGo();
    }
  };
  const unlock: Keys["unlock"] = (owner, work) => holding((epochs) => unlockWith({ epochs }, owner, work));
  const unlockEach: Keys["unlockEach"] = (items, ownerOf, work, made) =>
    holding(async (epochs) => {
      const all = [];
      for (const [at, item] of items.entries()) {
        // Whoever else waits for this thread, as for an answer of the database, has a turn.
        if (at % IN_A_TURN === IN_A_TURN - 1) await setImmediate();
        all.push(unlockWith({ epochs, made }, ownerOf(item), (key) => work(key, item)));
      }
      return all;
    });
  return {
    unlock,
    unlockEach,
    seal: (owner, context, plain) => unlock(owner, (key) => key.seal(context, plain)),
    open: (owner, context, sealed) => unlock(owner, (key) => key.open(context, sealed)),
    commitment: (owner, text) => unlock(owner, (key) => key.commitment(text)),
  };
}

function unlocked(at: {
  readonly data: DataKey;
  readonly sealing: Uint8Array;
  readonly label: string;
  readonly seal: ReturnType<typeof createSealer>;
}): UnlockedKey {
  const { data, sealing, label, seal } = at;
  const contextOf = (context: string): string => `${label}\n${context}`;
  return {
    seal: (context, plain) => seal(sealing, data.id, contextOf(context), plain),
    open(context, sealed) {
      const keyId = keyIdOf(sealed);
      // Sealed under a key that this owner had before: that one is gone.
      if (keyId !== undefined && toHex(keyId) !== toHex(data.id)) throw forgotten();
      const plain = openBytes(sealing, contextOf(context), sealed);
      if (plain === undefined) throw new KeysError("keys.damaged", "sealed bytes were changed, or belong elsewhere");
      return plain;
    },
    commitment: (text) => keyedHash(deriveKey(data.key, "commitment"), text),
    openingKey: (context) => keyedHash(deriveKey(data.key, "opening"), contextOf(context)),
  };
}

function epochNow({ epochs, paths }: KeyStore): { readonly number: number; readonly beganAt: number } {
  const newest = epochs.numbers().at(-1);
  const epoch = newest === undefined ? undefined : epochs.read(newest);
  if (epoch === undefined) throw damaged(paths.epochs);
  epoch.key.fill(0);
  return { number: epoch.number, beganAt: epoch.beganAt };
}

async function makeFolders(paths: KeyFolder): Promise<void> {
  for (const folder of [paths.folder, paths.epochs, paths.wraps, paths.forgotten, paths.logs, paths.batches])
    await makeFolder(folder);
}

/**
 * Opens the key store in `folder`, and makes it at its first use; the master key in a file of its own.
 * @throws KeysError `keys.master-missing`, `keys.master-wrong`, `keys.damaged`.
 */
export async function openKeys(opening: {
  readonly folder: string;
  /** TROTH_MASTER_KEY_FILE; `<folder>/master.key` unless given. */
  readonly masterKeyFile?: string | undefined;
  readonly surroundings: Surroundings;
}): Promise<Keys> {
  const { folder, surroundings } = opening;
  const file = opening.masterKeyFile ?? defaultMasterKeyFile(folder);
  const paths = keyFolder(folder);
  await makeFolders(paths);
  const turns = createFolderTurns(paths.lock);
  const batches = createWrapBatches(paths, surroundings);
  const { master, identifierKey, epochs } = await turns(async () => {
    const isUsed = (await readdir(paths.epochs)).length > 0 || (await readdir(paths.wraps)).length > 0;
    const opened = await openMasterKey({ paths, file, isUsed, surroundings });
    const kept = createEpochs(paths, opened.master, surroundings.random);
    if (kept.numbers().length === 0) {
      if ((await readdir(paths.wraps)).length > 0) throw damaged(paths.epochs);
      await kept.begin(1, surroundings.now());
    }
    await batches.restore();
    return { ...opened, epochs: kept };
  });
  const wraps = createWraps(paths, epochs, surroundings.random);
  const store: KeyStore = { paths, epochs, wraps, batches, turns, surroundings };
  return {
    ensure: (owner) => ensureKey(store, owner),
    ensureAll: (people, fresh) => ensureKeys(store, people, fresh),
    forget: (owner) => forgetKey(store, owner),
    has: async (owner) => !isForgotten(paths, owner) && isThere(paths.wrap(owner)),
    ...sealingOf(store),
    identifierHash: (kind, value) => keyedHash(identifierKey, `${kind}\n${value}`),
    epoch: () => epochNow(store),
    endEpoch: () => endEpoch(store),
    ...createLogKeys(paths, master, surroundings),
  };
}
