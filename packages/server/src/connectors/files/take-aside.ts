import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, lstat, mkdir, open, opendir, readFile, rename, rm, rmdir, truncate } from "node:fs/promises";
import { dirname } from "node:path/posix";
import { isFileError, type LockOutcome, syncFolder, takeLock } from "../../foundation/index.ts";
import { ConnectorError } from "../errors.ts";
import type { ObjectEntry, ObjectWork } from "../objects/objects.ts";
import { stampOf } from "../objects/stamps.ts";
import { ASIDE, at, entryOf, failureOf, fileEntry, isGone, isReached, type Place } from "./place.ts";
import { walk } from "./walk.ts";

// An act takes files aside by renaming them, which is all or nothing for each, and can be undone; then it makes a mark,
// which is its commit; then it clears what is to be cleared and removes what was taken. Without the mark everything is
// put back; with it the rest is done again until it is done.
//
//   .troth/<act>/...   what the act has taken, by path
//   .troth/<act>.done  its mark: the paths that it clears, each with its stamp, until they are; then empty

/** The name of an act as a file's. */
export const actId = (name: string): string => createHash("sha256").update(name).digest("hex").slice(0, 32);

const aside = (id: string, path?: string): string => `${ASIDE}/${id}${path === undefined ? "" : `/${path}`}`;
const mark = (id: string): string => `${ASIDE}/${id}.done`;

/** Runs `work` while no other process takes files aside here. */
export async function alone<T>(place: Place, work: () => Promise<T>): Promise<T> {
  const { store } = place;
  let lock: LockOutcome;
  try {
    await mkdir(at(place, ASIDE), { recursive: true, mode: 0o700 });
    lock = await takeLock(`${place.root}/${ASIDE}/lock`);
  } catch (error) {
    throw failureOf(store, error, "files cannot be taken aside");
  }
  if (lock.kind === "held")
    throw new ConnectorError(
      "connector.busy",
      store,
      `process ${lock.pid}${lock.elsewhere ? ` on ${lock.host}` : ""} is changing files here`,
      {
        advice: lock.elsewhere
          ? "if that machine is gone, remove the file `.troth/lock` in the folder"
          : "try again when it is done",
      },
    );
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

/** Whether an act has its mark. */
export async function isDone(place: Place, id: string): Promise<boolean> {
  try {
    return (await lstat(at(place, mark(id)))).isFile();
  } catch (error) {
    if (isGone(error)) return false;
    throw failureOf(place.store, error, "the mark of an act may not be looked at");
  }
}

/** Before the journal is told of an act: whoever finds its name there asks for its mark. */
export async function refuseUsedName(place: Place, id: string): Promise<void> {
  if (await isDone(place, id))
    throw new ConnectorError("connector.failed", place.store, "an act of this name was done before", {
      advice: "give each attempt a name of its own",
    });
}

/** Takes files aside, makes the mark, clears and removes. If any cannot be taken, all are put back and nothing has changed. */
export async function takeAside(place: Place, id: string, work: ObjectWork): Promise<void> {
  const taking: Taking = { id, folders: new Set(), reached: new Set() };
  try {
    for (const entry of work.deletes) await take(place, entry, taking);
    for (const entry of work.clears) {
      refuseChanged(place, await entryOf(place, entry.path), entry);
      await (await openToWrite(place, entry.path))?.close();
    }
    for (const folder of taking.folders) await syncFolder(at(place, folder) as unknown as string);
    await makeMark(
      place,
      id,
      work.clears.map((entry) => [entry.path, stampOf(entry)]),
    );
  } catch (error) {
    await putBack(place, id);
    throw failureOf(place.store, error, "a file cannot be taken away, and all were left as they were");
  }
  await finish(place, id);
}

/** An act under way: its folders that were seen to be folders, or made. */
interface Taking {
  readonly id: string;
  readonly folders: Set<string>;
  readonly reached: Set<string>;
}

const changedNow = ({ store }: Place, what: string): ConnectorError =>
  new ConnectorError("connector.failed", store, `${what} while files were to be taken away`, {
    advice: "everything was left as it was: `troth resume` looks again, and goes on",
    transient: true,
  });

/** What was written since it was captured may be somebody else's. */
function refuseChanged(place: Place, now: ObjectEntry | undefined, then: ObjectEntry): void {
  if (now?.kind === "file" && stampOf(now) !== stampOf(then)) throw changedNow(place, "a file was written anew");
}

async function take(place: Place, entry: ObjectEntry, { id, folders, reached }: Taking): Promise<void> {
  const { path } = entry;
  const folder = dirname(path) === "." ? "" : dirname(path);
  const found = await lstat(at(place, path)).catch((error: unknown) => {
    // Somebody else has deleted it since it was captured: it is gone, which is what was wanted.
    if (isGone(error)) return undefined;
    throw error;
  });
  if (found === undefined) return;
  if (!reached.has(folder) && !(await isReached(place, path))) throw changedNow(place, "a folder became a link");
  if (!found.isFile()) throw changedNow(place, "a file became something else");
  refuseChanged(place, fileEntry(path, found), entry);
  const target = aside(id, path);
  if (!reached.has(folder)) await mkdir(at(place, dirname(target)), { recursive: true, mode: 0o700 });
  reached.add(folder);
  await rename(at(place, path), at(place, target));
  folders.add(folder).add(dirname(target));
}

async function openToWrite(place: Place, path: string): Promise<FileHandle | undefined> {
  if (!(await isReached(place, path))) return undefined;
  try {
    return await open(at(place, path), constants.O_WRONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** What is to be cleared: a path, and what is known of the file that lay there. Marks of before have paths alone. */
type Clear = string | readonly [path: string, stamp: string];

async function makeMark(place: Place, id: string, clears: readonly Clear[]): Promise<void> {
  const handle = await open(at(place, mark(id)), "wx", 0o600);
  try {
    if (clears.length > 0) await handle.writeFile(JSON.stringify(clears));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(at(place, ASIDE) as unknown as string);
}

async function putBack(place: Place, id: string): Promise<void> {
  const from = { store: place.store, root: `${place.root}/${aside(id)}` };
  try {
    for await (const { path } of walk(from, "", () => true)) {
      // Written anew since, it would have overwritten what lay there: it goes with the rest of what is aside.
      if ((await entryOf(place, path))?.kind === "file") continue;
      if (dirname(path) !== ".") await mkdir(at(place, dirname(path)), { recursive: true });
      await rename(at(from, path), at(place, path));
    }
    await rm(from.root, { recursive: true, force: true });
  } catch (error) {
    if (isFileError(error, "ENOENT")) return;
    if (error instanceof ConnectorError && !(await exists(place, aside(id)))) return;
    throw failureOf(place.store, error, "files that were taken aside cannot be put back: they lie in `.troth` in the folder");
  }
}

const exists = (place: Place, path: string): Promise<boolean> =>
  lstat(at(place, path)).then(
    () => true,
    () => false,
  );

/** Empties a file, unless another was written in its place since the mark was made. */
async function emptyFile(place: Place, clear: Clear): Promise<void> {
  const [path, stamp] = typeof clear === "string" ? [clear, undefined] : clear;
  const now = stamp === undefined ? undefined : await entryOf(place, path);
  if (now?.kind === "file" && stampOf(now) !== stamp) return;
  const handle = await openToWrite(place, path);
  await handle?.truncate(0);
  await handle?.close();
}

/** What is left to do of an act that has its mark. May be done again. */
async function finish(place: Place, id: string): Promise<void> {
  try {
    const clears = await readFile(at(place, mark(id)), "utf8");
    for (const clear of clears === "" ? [] : (JSON.parse(clears) as Clear[])) await emptyFile(place, clear);
    await rm(at(place, aside(id)), { recursive: true, force: true });
    // The paths may name people.
    if (clears !== "") await truncate(at(place, mark(id)));
  } catch (error) {
    throw failureOf(place.store, error, "an act cannot be finished: files still lie in `.troth` in the folder");
  }
}

/** Every act that stopped half-way: with its mark it is finished, without it everything is put back. */
export async function recoverActs(place: Place): Promise<void> {
  for (const id of await unfinished(place)) await ((await isDone(place, id)) ? finish(place, id) : putBack(place, id));
}

/** Acts of which something is left to do, or to put back. */
export async function unfinished(place: Place): Promise<readonly string[]> {
  const ids = new Set<string>();
  try {
    for await (const entry of await opendir(at(place, ASIDE) as unknown as string)) {
      const [, id, ending] = /^([0-9a-f]{32})(\.done)?$/.exec(entry.name) ?? [];
      if (id !== undefined && (ending === undefined || (await lstat(at(place, mark(id)))).size > 0)) ids.add(id);
    }
  } catch (error) {
    if (isGone(error)) return [];
    throw failureOf(place.store, error, "what acts have put aside may not be looked at");
  }
  return [...ids];
}

/** Removes a file's folders that have become empty, as long as `mayGo` says so of their path. */
export async function removeEmpty(place: Place, paths: Iterable<string>, mayGo: (folder: string) => boolean): Promise<void> {
  for (const path of paths) {
    for (let folder = dirname(path); folder !== "." && mayGo(folder); folder = dirname(folder)) {
      const gone = await rmdir(at(place, folder)).then(
        () => true,
        (error: unknown) => isGone(error),
      );
      if (!gone) break;
    }
  }
}
