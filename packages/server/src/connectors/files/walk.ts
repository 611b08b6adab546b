import type { Buffer } from "node:buffer";
import type { Dirent } from "node:fs";
import { opendir } from "node:fs/promises";
import type { ObjectEntry } from "../objects/objects.ts";
import { textOf } from "./names.ts";
import { ASIDE, at, entryOf, failureOf, isGone, isReached, type Place } from "./place.ts";

/**
 * Files below the folder whose path begins with `prefix`, one by one, in the folder's own order. A folder that may not be
 * read fails all of it: what lies there could be anybody's.
 */
export async function* walk(place: Place, prefix: string, enters: (folder: string) => boolean): AsyncGenerator<ObjectEntry> {
  const slash = prefix.lastIndexOf("/");
  const start = slash === -1 ? "" : prefix.slice(0, slash);
  if (start !== "" && !(await isReached(place, `${start}/`))) {
    const link = await linkOnTheWay(place, start);
    if (link) yield link;
    return;
  }
  yield* walkFolder(place, start, { prefix, enters });
}

/** A link among the folders that a prefix names is told of: files may lie behind it. */
async function linkOnTheWay(place: Place, folder: string): Promise<ObjectEntry | undefined> {
  const parts = folder.split("/");
  for (let depth = 1; depth <= parts.length; depth++) {
    const entry = await entryOf(place, parts.slice(0, depth).join("/"));
    if (entry !== undefined) return entry;
  }
  return undefined;
}

async function* walkFolder(
  place: Place,
  folder: string,
  how: { readonly prefix: string; readonly enters: (folder: string) => boolean },
): AsyncGenerator<ObjectEntry> {
  for await (const { name, isFolder } of namesIn(place, folder)) {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (path === ASIDE) continue;
    if (isFolder) {
      const below = `${path}/`;
      if ((below.startsWith(how.prefix) || how.prefix.startsWith(below)) && how.enters(path)) yield* walkFolder(place, path, how);
      continue;
    }
    const entry = path.startsWith(how.prefix) || how.prefix.startsWith(`${path}/`) ? await entryOf(place, path) : undefined;
    if (entry && (entry.kind === "folder-link" || path.startsWith(how.prefix))) yield entry;
  }
}

async function* namesIn(place: Place, folder: string): AsyncGenerator<{ readonly name: string; readonly isFolder: boolean }> {
  const what = "a folder may not be looked into";
  // The types know names as texts alone.
  const listing = await opendir(at(place, folder), { encoding: "buffer" as BufferEncoding }).catch((error: unknown) => {
    if (isGone(error) && folder !== "") return undefined;
    throw failureOf(place.store, error, what);
  });
  if (listing === undefined) return;
  try {
    for await (const entry of listing as AsyncIterable<Dirent>)
      yield { name: textOf(entry.name as unknown as Buffer), isFolder: entry.isDirectory() };
  } catch (error) {
    throw failureOf(place.store, error, what);
  }
}
