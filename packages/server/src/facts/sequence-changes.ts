import { setTimeout as wait } from "node:timers/promises";
import { shareNext } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import { feedOf, giveNextPositions, pendingChange, pruneChanges } from "./feed-store.ts";

const BATCH = 5_000;

/** So long the feed goes back; whoever was away for longer takes a snapshot. */
const FEED_MS = 7 * 86_400_000;

type Feeding = Pick<Installation, "storage" | "surroundings">;

/** Who is woken when the feed has grown, and whether somebody looks. */
interface Watch {
  readonly listeners: Set<() => void>;
  looks: boolean;
}

const watches = new WeakMap<Feeding["storage"], Watch>();

/** What grows by another process is looked for so often: once for all who listen here. An opt-out must be everywhere within a second. */
const LOOK_MS = 100;

/** Calls back whenever the feed has grown, here or in another process; returns how to stop. */
export function watchFeed({ storage }: Pick<Feeding, "storage">, listener: () => void): () => void {
  const watch = watches.get(storage) ?? { listeners: new Set(), looks: false };
  watches.set(storage, watch);
  watch.listeners.add(listener);
  if (!watch.looks) void look(storage, watch);
  return () => watch.listeners.delete(listener);
}

/** As long as anybody listens. */
async function look(storage: Feeding["storage"], watch: Watch): Promise<void> {
  watch.looks = true;
  let seen: number | undefined;
  while (watch.listeners.size > 0) {
    // Where the database does not answer, whoever listens finds that out as well, and says so.
    const position = await feedOf(storage.db).then(
      (feed) => feed.position,
      () => undefined,
    );
    if (position === undefined || position !== seen) wake(watch);
    seen = position;
    await wait(LOOK_MS, undefined, { ref: false });
  }
  watch.looks = false;
}

function wake(watch: Watch | undefined): void {
  for (const listener of watch?.listeners ?? []) listener();
}

const sequencers = new WeakMap<Feeding["surroundings"], () => Promise<number>>();

/** Gives every committed change its place in the feed, and returns how far the feed is. Resumes after a crash. */
export function sequenceChanges(inst: Feeding): Promise<number> {
  const sequence = sequencers.get(inst.surroundings) ?? shareNext(() => giveAll(inst));
  sequencers.set(inst.surroundings, sequence);
  return sequence();
}

async function giveAll(inst: Feeding): Promise<number> {
  await inst.surroundings.passing("facts.recorded");
  let all = 0;
  for (;;) {
    const { given, position } = await inst.storage.transaction((tx) => giveNextPositions(tx, BATCH));
    all += given;
    if (given === BATCH) continue;
    if (all > 0) wake(watches.get(inst.storage));
    return position;
  }
}

/** Gives places to what a crash left without one. */
export async function sequenceLeft(inst: Feeding): Promise<number> {
  if (await pendingChange(inst.storage.db)) return sequenceChanges(inst);
  return (await feedOf(inst.storage.db)).position;
}

/** Drops what is older than the feed goes back. Returns how many changes. */
export const pruneFeed = (inst: Feeding): Promise<number> =>
  inst.storage.transaction((tx) => pruneChanges(tx, new Date(inst.surroundings.now() - FEED_MS).toISOString()));
