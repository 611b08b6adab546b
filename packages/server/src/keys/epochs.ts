import { readdirSync } from "node:fs";
import { createFileDurably, destroyFile, readSmallIfAny } from "../foundation/index.ts";
import { damaged, epochFile, fromHex, readKeyFile, toHex, writeKeyFile } from "./key-files.ts";
import type { KeyFolder } from "./key-folder.ts";
import type { MasterKey } from "./master-key.ts";

/** An epoch, and its key while somebody uses it. */
export interface Epoch {
  readonly number: number;
  readonly beganAt: number;
  readonly key: Uint8Array;
}

/** The epochs' keys on disk: one, or two while an epoch is being ended. Read at each use, for another process may end one. */
export interface Epochs {
  /** The numbers of the epochs whose key exists, ascending. */
  numbers(): readonly number[];
  /** Undefined if the epoch's key is destroyed. */
  read(number: number): Epoch | undefined;
  /** Reads each once for work with many wraps, which ends by letting go of them. */
  hold(): HeldEpochs;
  begin(number: number, beganAt: number): Promise<void>;
  destroy(number: number): Promise<void>;
}

/** Epochs that one piece of work reads. Their keys are gone from memory after `letGo`. */
export interface HeldEpochs {
  read(number: number): Epoch | undefined;
  letGo(): void;
}

function holdEpochs(read: Epochs["read"]): HeldEpochs {
  const held = new Map<number, Epoch>();
  return {
    read(number) {
      const epoch = held.get(number) ?? read(number);
      if (epoch !== undefined) held.set(number, epoch);
      return epoch;
    },
    letGo() {
      for (const { key } of held.values()) key.fill(0);
      held.clear();
    },
  };
}

const contextOf = (number: number, beganAt: number): string => `epoch:${number}:${beganAt}`;

/** The epochs of a key store. */
export function createEpochs(paths: KeyFolder, master: MasterKey, random: (length: number) => Uint8Array): Epochs {
  const epochs: Epochs = {
    numbers() {
      return readdirSync(paths.epochs)
        .map((name) => /^([1-9]\d*)\.key$/.exec(name)?.[1])
        .filter((digits) => digits !== undefined)
        .map(Number)
        .sort((a, b) => a - b);
    },
    read(number) {
      const place = paths.epoch(number);
      const bytes = readSmallIfAny(place);
      if (bytes === undefined) return undefined;
      const { epoch, beganAt, sealed } = readKeyFile(epochFile, place, bytes);
      const key = epoch === number ? master.open(contextOf(number, beganAt), fromHex(sealed)) : undefined;
      if (key === undefined) throw damaged(place);
      return { number, beganAt, key };
    },
    async begin(number, beganAt) {
      const sealed = toHex(master.seal(contextOf(number, beganAt), random(32)));
      await createFileDurably(paths.epoch(number), writeKeyFile({ epoch: number, beganAt, sealed }));
    },
    destroy: (number) => destroyFile(paths.epoch(number)),
    hold: () => holdEpochs(epochs.read),
  };
  return epochs;
}
