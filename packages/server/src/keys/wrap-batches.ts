// Wraps of many people at once. What makes a key dear is that its file is made durable: a batch is made durable as one file, and
// the wraps are written from it without waiting for the disk. Should the power fail before they are on it, they are written again.
import { open, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  bootId,
  createFileDurably,
  destroyFile,
  isThere,
  makeFolder,
  type NewFile,
  readFileIfAny,
  type Surroundings,
  writeFileDurably,
  writeLazily,
} from "../foundation/index.ts";
import { damaged, readKeyFile, wrapFile } from "./key-files.ts";
import type { KeyFolder } from "./key-folder.ts";

/** The batches of a key store. Every call but `write` is made in a turn; so is that, by whoever makes the wraps. */
export interface WrapBatches {
  /**
   * Makes wraps durable together, and each readable. INVARIANT (the batch first): a wrap is written only once its batch is durable,
   * and a batch is destroyed only when each of its wraps is durable elsewhere or can be opened by nobody.
   */
  write(batch: { readonly epoch: number; readonly wraps: ReadonlyMap<string, string> }): Promise<void>;
  /** After the power failed: writes what is missing or torn, of nobody who was forgotten, and lets the batches go. */
  restore(): Promise<void>;
  /** Overwrites somebody's wrap in every batch. */
  remove(label: string): Promise<void>;
  /** Destroys the batches of epochs before this one: their wraps were made anew, durably. */
  endBefore(epoch: number): Promise<void>;
}

/** So many files at a time. */
const AT_ONCE = 32;

/**
 * The batches below `paths.batches`, each `<epoch>-<number>.wraps`: when the machine was started that wrote it, then a wrap a line.
 * A batch that was made durable and never written, because its process died, may name people whom a later one names too: the
 * newest comes first.
 */
export function createWrapBatches(paths: KeyFolder, { passing }: Surroundings): WrapBatches {
  const newestFirst = async (): Promise<readonly Batch[]> =>
    (await readdir(paths.batches))
      .flatMap((name) => batchOf(paths.batches, name) ?? [])
      .sort((one, other) => other.epoch - one.epoch || other.number - one.number);
  let last: { readonly epoch: number; readonly number: number } | undefined;
  /** Under the next number. The folder is only listed where the last one is not known, or another process has taken the next. */
  const create = async (epoch: number, content: string): Promise<void> => {
    for (;;) {
      const number =
        last?.epoch === epoch ? last.number : (await newestFirst()).reduce((most, one) => Math.max(most, one.number), 0);
      last = { epoch, number: number + 1 };
      if (await createFileDurably(join(paths.batches, `${epoch}-${number + 1}.wraps`), content)) return;
      last = undefined;
    }
  };
  return {
    async write({ epoch, wraps }) {
      const shards = [...new Set([...wraps.keys()].map((place) => dirname(place)))];
      await eachOf(
        shards.filter((shard) => !isThere(shard)),
        makeFolder,
      );
      await create(epoch, `${bootId() ?? ""}\n${[...wraps.values()].join("")}`);
      await passing("keys.batch.durable");
      await writeLazily([...wraps].map(wrapAt));
    },
    async restore() {
      const boot = bootId();
      for (const { place } of await newestFirst()) {
        const [madeIn = "", ...lines] = (await textOf(place)).split("\n");
        // Written since the machine was started: what was written is there, on the disk or on its way.
        if (boot !== undefined && madeIn === boot) continue;
        await eachOf(lines.filter(isLine), (line) => restoreOne(paths, place, line));
        await destroyFile(place);
      }
    },
    async remove(label) {
      const sought = Buffer.from(`{"owner":${JSON.stringify(label)},`);
      for (const { place } of await newestFirst()) {
        const bytes = Buffer.from((await readFileIfAny(place)) ?? []);
        const at = bytes.indexOf(sought);
        if (at >= 0) await blank(place, at, bytes.indexOf("\n", at) - at);
      }
    },
    async endBefore(epoch) {
      for (const batch of await newestFirst()) if (batch.epoch < epoch) await destroyFile(batch.place);
    },
  };
}

interface Batch {
  readonly place: string;
  readonly epoch: number;
  readonly number: number;
}

function batchOf(folder: string, name: string): Batch | undefined {
  const [, epoch, number] = /^([1-9]\d*)-([1-9]\d*)\.wraps$/.exec(name) ?? [];
  return epoch === undefined ? undefined : { place: join(folder, name), epoch: Number(epoch), number: Number(number) };
}

const textOf = async (place: string): Promise<string> =>
  new TextDecoder().decode((await readFileIfAny(place)) ?? new Uint8Array());

/** What was blanked is none. */
const isLine = (line: string): boolean => line.trim() !== "";

const wrapAt = ([path, content]: readonly [string, string]): NewFile => ({
  path,
  temporary: join(dirname(path), `.${path.slice(-64)}.batch.tmp`),
  content,
});

async function restoreOne(paths: KeyFolder, batch: string, line: string): Promise<void> {
  const { owner } = readKeyFile(wrapFile, batch, new TextEncoder().encode(line));
  if (!owner.startsWith("person:")) throw damaged(batch);
  const person = { person: owner.slice("person:".length) };
  if ((await readFileIfAny(paths.mark(person))) !== undefined) return;
  const place = paths.wrap(person);
  const bytes = await readFileIfAny(place);
  // What is whole may have been wrapped anew since. It is written again all the same: that makes it durable.
  const text = bytes !== undefined && isWhole(place, bytes) ? bytes : `${line}\n`;
  await makeFolder(dirname(place));
  await writeFileDurably(place, text);
}

function isWhole(place: string, bytes: Uint8Array): boolean {
  try {
    readKeyFile(wrapFile, place, bytes);
    return true;
  } catch {
    return false;
  }
}

async function blank(place: string, at: number, length: number): Promise<void> {
  const handle = await open(place, "r+");
  try {
    await handle.write(Buffer.alloc(length, " "), 0, length, at);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE) await Promise.all(items.slice(from, from + AT_ONCE).map(work));
}
