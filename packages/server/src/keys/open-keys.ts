import { readdir } from "node:fs/promises";
import { dirname } from "node:path";
import { keyedHash } from "@troth/core/foundation";
import { createFileDurably, makeFolder, readFileIfAny, type Surroundings } from "../foundation/index.ts";
import { endEpoch } from "./end-epoch.ts";
import { createEpochs, type Epochs } from "./epochs.ts";
import { KeysError } from "./errors.ts";
import { createFolderTurns, type FolderTurns } from "./folder-turns.ts";
import { damaged, toHex } from "./key-files.ts";
import { type KeyFolder, keyFolder, labelOf } from "./key-folder.ts";
import type { KeyOwner, Keys } from "./keys.ts";
import { createLogKeys } from "./log-keys.ts";
import { defaultMasterKeyFile, openMasterKey } from "./master-key.ts";
import { createSealer, deriveKey, keyIdOf, openBytes } from "./sealing.ts";
import { createWraps, type DataKey, type Wraps } from "./wraps.ts";

interface KeyStore {
  readonly paths: KeyFolder;
  readonly epochs: Epochs;
  readonly wraps: Wraps;
  readonly turns: FolderTurns;
  readonly surroundings: Surroundings;
}

const forgotten = (): KeysError => new KeysError("keys.forgotten", "the key of this person or request was destroyed");

const isForgotten = async (paths: KeyFolder, owner: KeyOwner): Promise<boolean> =>
  (await readFileIfAny(paths.mark(owner))) !== undefined;

async function withKey<T>(store: KeyStore, owner: KeyOwner, work: (data: DataKey) => T): Promise<T> {
  const data = (await isForgotten(store.paths, owner)) ? undefined : await store.wraps.read(owner);
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
    if (await isForgotten(paths, owner)) throw forgotten();
    if ((await readFileIfAny(paths.wrap(owner))) !== undefined) return;
    const newest = epochs.numbers().at(-1);
    const epoch = newest === undefined ? undefined : epochs.read(newest);
    if (epoch === undefined) throw damaged(paths.epochs);
    await wraps.create(owner, epoch);
    epoch.key.fill(0);
  });
}

function forgetKey({ paths, surroundings, turns, wraps }: KeyStore, owner: KeyOwner): Promise<void> {
  return turns(async () => {
    if ("person" in owner) {
      const mark = paths.mark(owner);
      await makeFolder(dirname(mark));
      await createFileDurably(mark, "");
      await surroundings.passing("keys.forget.marked");
    }
    await wraps.remove(owner);
  });
}

function sealingOf(store: KeyStore): Pick<Keys, "seal" | "open" | "commitment"> {
  const seal = createSealer(store.surroundings.random);
  const contextOf = (owner: KeyOwner, context: string): string => `${labelOf(owner)}\n${context}`;
  return {
    seal: (owner, context, plain) =>
      withKey(store, owner, ({ id, key }) => seal(deriveKey(key, "sealing"), id, contextOf(owner, context), plain)),
    open: (owner, context, sealed) =>
      withKey(store, owner, ({ id, key }) => {
        const keyId = keyIdOf(sealed);
        // Sealed under a key that this owner had before: that one is gone.
        if (keyId !== undefined && toHex(keyId) !== toHex(id)) throw forgotten();
        const plain = openBytes(deriveKey(key, "sealing"), contextOf(owner, context), sealed);
        if (plain === undefined) throw new KeysError("keys.damaged", "sealed bytes were changed, or belong elsewhere");
        return plain;
      }),
    commitment: (owner, text) => withKey(store, owner, ({ key }) => keyedHash(deriveKey(key, "commitment"), text)),
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
  for (const folder of [paths.folder, paths.epochs, paths.wraps, paths.forgotten, paths.logs]) await makeFolder(folder);
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
  const { master, identifierKey, epochs } = await turns(async () => {
    const isUsed = (await readdir(paths.epochs)).length > 0 || (await readdir(paths.wraps)).length > 0;
    const opened = await openMasterKey({ paths, file, isUsed, surroundings });
    const kept = createEpochs(paths, opened.master, surroundings.random);
    if (kept.numbers().length === 0) {
      if ((await readdir(paths.wraps)).length > 0) throw damaged(paths.epochs);
      await kept.begin(1, surroundings.now());
    }
    return { ...opened, epochs: kept };
  });
  const store: KeyStore = { paths, epochs, wraps: createWraps(paths, epochs, surroundings.random), turns, surroundings };
  return {
    ensure: (owner) => ensureKey(store, owner),
    forget: (owner) => forgetKey(store, owner),
    has: async (owner) => !(await isForgotten(paths, owner)) && (await readFileIfAny(paths.wrap(owner))) !== undefined,
    ...sealingOf(store),
    identifierHash: (kind, value) => keyedHash(identifierKey, `${kind}\n${value}`),
    epoch: () => epochNow(store),
    endEpoch: () => endEpoch(store),
    ...createLogKeys(paths, master, surroundings),
  };
}
