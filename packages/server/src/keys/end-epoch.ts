import { readdir, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { log, readFileIfAny, type Surroundings, syncFolder } from "../foundation/index.ts";
import type { Epochs } from "./epochs.ts";
import type { FolderTurns } from "./folder-turns.ts";
import { damaged } from "./key-files.ts";
import type { KeyFolder } from "./key-folder.ts";
import type { WrapBatches } from "./wrap-batches.ts";
import type { Wraps } from "./wraps.ts";

/** What ending an epoch needs. */
export interface EpochEnding {
  readonly paths: KeyFolder;
  readonly epochs: Epochs;
  readonly wraps: Wraps;
  readonly batches: WrapBatches;
  readonly turns: FolderTurns;
  readonly surroundings: Surroundings;
}

/**
 * Ends the epoch: begins the next, wraps each survivor anew, destroys the old key. A kill at any point leaves every
 * survivor readable, and the next call goes on.
 *
 * INVARIANT (survivors first): an epoch's key is destroyed only in the turn that saw no wrap left under it; new wraps
 * are made in turns too, and always under the newest epoch.
 */
export async function endEpoch(ending: EpochEnding): Promise<{ readonly ended: number; readonly survivors: number }> {
  const { wraps, turns, surroundings } = ending;
  const { old, next } = await turns(() => beginNext(ending));
  await surroundings.passing("keys.epoch.began");
  for await (const place of wraps.places()) {
    await turns(() => moveOne(ending, place, next));
    await surroundings.passing("keys.epoch.moved");
  }
  return turns(() => destroyOld(ending, old, next));
}

async function beginNext({ epochs, paths, surroundings }: EpochEnding): Promise<{ old: readonly number[]; next: number }> {
  await sweep(paths.epochs);
  const numbers = epochs.numbers();
  const newest = numbers.at(-1);
  if (newest === undefined) throw damaged(paths.epochs);
  // Two epochs on disk: an ending was interrupted after this step.
  if (numbers.length > 1) return { old: numbers.slice(0, -1), next: newest };
  await epochs.begin(newest + 1, surroundings.now());
  return { old: numbers, next: newest + 1 };
}

async function moveOne({ epochs, paths, wraps }: EpochEnding, place: string, next: number): Promise<boolean> {
  // A forgetting that died between its mark and its deletion is completed by leaving its wrap behind.
  const mark = place.replace(paths.wraps, paths.forgotten);
  if ((await readFileIfAny(mark)) !== undefined) {
    await unlink(place).catch(() => undefined);
    return false;
  }
  const epoch = epochs.read(next);
  if (epoch === undefined) throw damaged(paths.epoch(next));
  const outcome = await wraps.rewrap(place, epoch);
  epoch.key.fill(0);
  if (outcome === "lost") log.warn("a wrapped key names an epoch that has ended: it was put back, and opens nothing", { place });
  return outcome === "moved" || outcome === "current";
}

async function destroyOld(
  ending: EpochEnding,
  old: readonly number[],
  next: number,
): Promise<{ ended: number; survivors: number }> {
  const { batches, epochs, paths, surroundings, wraps } = ending;
  let survivors = 0;
  let folder = "";
  for await (const place of wraps.places()) {
    if (dirname(place) !== folder) {
      folder = dirname(place);
      await sweep(folder);
    }
    if (await moveOne(ending, place, next)) survivors += 1;
  }
  await surroundings.passing("keys.epoch.wrapped");
  // Each survivor is durable under the next epoch: what copies of old wraps there are open nothing once the old key is gone.
  await batches.endBefore(next);
  for (const number of old) await epochs.destroy(number);
  await syncFolder(paths.epochs);
  await surroundings.passing("keys.epoch.ended");
  return { ended: old.at(-1) ?? next - 1, survivors };
}

// Whoever writes has the turn, so a temporary file seen in ours was left by a kill. Unlinked only, never overwritten:
// it may be a second name of the file that it became.
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (name.endsWith(".tmp")) await unlink(join(folder, name));
}
