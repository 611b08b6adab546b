import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  createFileDurably,
  destroyFile,
  isFileError,
  makeFolder,
  readSmallIfAny,
  writeFileDurably,
} from "../foundation/index.ts";
import type { Epoch, Epochs, HeldEpochs } from "./epochs.ts";
import { damaged, fromHex, readKeyFile, toHex, type WrapFile, wrapFile, writeKeyFile } from "./key-files.ts";
import { type KeyFolder, labelOf } from "./key-folder.ts";
import type { KeyOwner } from "./keys.ts";
import { createSealer, KEY_ID_BYTES, openBytes } from "./sealing.ts";

/** An owner's data key, in memory for as long as one use takes. */
export interface DataKey {
  readonly id: Uint8Array;
  readonly key: Uint8Array;
}

/** The wrapped data keys on disk, one file an owner. */
export interface Wraps {
  /** Undefined if the owner has no key. */
  read(owner: KeyOwner, held: HeldEpochs): DataKey | undefined;
  create(owner: KeyOwner, epoch: Epoch): Promise<void>;
  /** A new key, and what its file would hold. */
  make(owner: KeyOwner, epoch: Epoch): { readonly data: DataKey; readonly text: string };
  /** Wraps anew what is wrapped under another epoch. `lost`: under one whose key is destroyed, such as a file put back from a copy. */
  rewrap(place: string, epoch: Epoch): Promise<"moved" | "current" | "gone" | "lost">;
  /** All files, by shard. */
  places(): AsyncGenerator<string>;
  /** The owner's label in a file; undefined if it is gone. */
  ownerAt(place: string): Promise<{ readonly label: string; readonly epoch: number } | undefined>;
  remove(owner: KeyOwner): Promise<void>;
}

const contextOf = (wrap: Pick<WrapFile, "owner" | "epoch" | "keyId">): string => `wrap:${wrap.epoch}:${wrap.keyId}:${wrap.owner}`;

function unwrap(wrap: WrapFile, epoch: Epoch, place: string): DataKey {
  const key = openBytes(epoch.key, contextOf(wrap), fromHex(wrap.wrapped));
  if (key === undefined) throw damaged(place);
  return { id: fromHex(wrap.keyId), key };
}

/** The wraps of a key store. */
export function createWraps(paths: KeyFolder, epochs: Epochs, random: (length: number) => Uint8Array): Wraps {
  const seal = createSealer(random);

  const load = (place: string): WrapFile | undefined => {
    const bytes = readSmallIfAny(place);
    return bytes === undefined ? undefined : readKeyFile(wrapFile, place, bytes);
  };
  const textOf = (owner: string, data: DataKey, epoch: Epoch): string => {
    const head = { owner, epoch: epoch.number, keyId: toHex(data.id) };
    return writeKeyFile({ ...head, wrapped: toHex(seal(epoch.key, data.id, contextOf(head), data.key)) });
  };
  const make: Wraps["make"] = (owner, epoch) => {
    const data = { id: random(KEY_ID_BYTES), key: random(32) };
    return { data, text: textOf(labelOf(owner), data, epoch) };
  };
  return {
    read(owner, held) {
      const place = paths.wrap(owner);
      // An epoch may end between the two reads: then the file has been wrapped anew, and the next round finds it so.
      for (let round = 0; round < 3; round++) {
        const wrap = load(place);
        if (wrap === undefined) return undefined;
        if (wrap.owner !== labelOf(owner)) throw damaged(place);
        const epoch = held.read(wrap.epoch);
        if (epoch !== undefined) return unwrap(wrap, epoch, place);
      }
      throw damaged(place);
    },
    async create(owner, epoch) {
      const place = paths.wrap(owner);
      await makeFolder(dirname(place));
      const { data, text } = make(owner, epoch);
      data.key.fill(0);
      await createFileDurably(place, text);
    },
    make,
    async rewrap(place, epoch) {
      const wrap = load(place);
      if (wrap === undefined) return "gone";
      if (wrap.epoch === epoch.number) return "current";
      const old = epochs.read(wrap.epoch);
      if (old === undefined) return "lost";
      const data = unwrap(wrap, old, place);
      await writeFileDurably(place, textOf(wrap.owner, data, epoch));
      data.key.fill(0);
      old.key.fill(0);
      return "moved";
    },
    async *places() {
      for (const shard of (await readdir(paths.wraps)).sort()) {
        const names = await readdir(join(paths.wraps, shard)).catch((error: unknown) => {
          if (isFileError(error, "ENOENT")) return [];
          throw error;
        });
        for (const name of names.sort()) if (/^[0-9a-f]{64}$/.test(name)) yield join(paths.wraps, shard, name);
      }
    },
    async ownerAt(place) {
      const wrap = load(place);
      return wrap === undefined ? undefined : { label: wrap.owner, epoch: wrap.epoch };
    },
    remove: async (owner) => {
      const place = paths.wrap(owner);
      await makeFolder(dirname(place));
      await destroyFile(place);
    },
  };
}
