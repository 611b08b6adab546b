import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { isNamedByColumn, leadsThrough, readFilePattern } from "@troth/core/program";
import type { Connector } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import type { ObjectEntry, Objects } from "../objects/objects.ts";
import { openObjects } from "../objects/open-objects.ts";
import type { ConnectorOptions } from "../options.ts";
import { staysBelow } from "./names.ts";
import { ASIDE, at, entryOf, failureOf, isGone, isReached, type Place, placeOf } from "./place.ts";
import { actId, alone, isDone, recoverActs, refuseUsedName, removeEmpty, takeAside, unfinished } from "./take-aside.ts";
import { walk } from "./walk.ts";

const CHUNK_BYTES = 64 * 1024;

/** Opens a folder as a store. Nothing is read before the first call. */
export function openFiles(
  store: string,
  url: string,
  options: ConnectorOptions & {
    readonly datasets: Readonly<Record<string, string | undefined>>;
  },
): Connector {
  const place = () => placeOf(store, url);
  const objects: Objects = {
    store,
    kind: "files",
    product: "files in a folder",
    role: "files",
    capabilities: {
      outcome: "journal-row",
      locks: "none",
      rowSecurity: false,
      grants: false,
      secureDelete: false,
      objects: true,
    },
    async *list(prefix, enters) {
      const here = await place();
      await refuseHalfDone(here);
      yield* walk(here, prefix, enters);
    },
    find: async (path) => findFile(await place(), path),
    open: (entry) => readFile(place, entry),
    async recover() {
      const here = await place();
      if ((await unfinished(here)).length > 0) await alone(here, () => recoverActs(here));
    },
    async commit({ name, journal, rollback }, work) {
      const here = await place();
      // Where nothing is to be done nothing is written either, not even a lock.
      if (rollback) return journal(name);
      await alone(here, async () => {
        await refuseUsedName(here, actId(name));
        await journal(name);
        await takeAside(here, actId(name), work);
        const named = foldersNamed(options.datasets);
        await removeEmpty(
          here,
          work.deletes.map(({ path }) => path),
          named,
        );
      });
    },
    async outcome(transaction) {
      const here = await place();
      return alone(here, async () => {
        await recoverActs(here);
        return (await isDone(here, actId(transaction))) ? "committed" : "aborted";
      });
    },
    async settle() {
      const here = await place();
      if ((await unfinished(here)).length > 0) await alone(here, () => recoverActs(here));
      return [
        "bytes: the files' names are gone; what disk, snapshots, hard links and backups still hold of their bytes is not overwritten",
      ];
    },
    passedOver: async () => [],
    close: async () => undefined,
  };
  return openObjects(objects, { datasets: options.datasets, statementMs: options.statementMs });
}

/** Whether a folder's name comes from a pattern's columns: empty, it would still tell of somebody. */
function foldersNamed(datasets: Readonly<Record<string, string | undefined>>): (folder: string) => boolean {
  const patterns = Object.values(datasets).flatMap((match) => {
    const pattern = readFilePattern(match ?? "");
    return "says" in pattern ? [] : [pattern];
  });
  return (folder) => patterns.some((one) => leadsThrough(one, folder) && isNamedByColumn(one, folder.split("/").length - 1));
}

/** What a process that died has taken aside is missing among the files until it is put back, or gone for good. */
async function refuseHalfDone(place: Place): Promise<void> {
  for (const id of await unfinished(place)) {
    if (await isDone(place, id)) continue;
    throw new ConnectorError("connector.busy", place.store, "an act is under way here, or stopped half-way: files are aside", {
      advice: "try again; if it stays so, `troth resume` finishes it or puts everything back",
    });
  }
}

async function findFile(place: Place, path: string): Promise<ObjectEntry | undefined> {
  if (!staysBelow(path) || path.startsWith(`${ASIDE}/`) || !(await isReached(place, path))) return undefined;
  return entryOf(place, path);
}

/** The bytes that a file has when it is opened: one that grows is not followed, one that shrinks is an error. */
async function* readFile(placeNow: () => Promise<Place>, { path }: ObjectEntry): AsyncGenerator<Uint8Array> {
  const place = await placeNow();
  const { store } = place;
  let handle: FileHandle;
  try {
    handle = await open(at(place, path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (isGone(error))
      throw new ConnectorError("connector.failed", store, "a file went while it was to be read", { transient: true });
    throw failureOf(store, error, "a file may not be read");
  }
  try {
    let left = (await handle.stat()).size;
    while (left > 0) {
      const buffer = new Uint8Array(Math.min(CHUNK_BYTES, left));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length);
      if (bytesRead === 0)
        throw new ConnectorError("connector.failed", store, "a file shrank while it was read", { transient: true });
      left -= bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    throw failureOf(store, error, "a file cannot be read");
  } finally {
    await handle.close();
  }
}
