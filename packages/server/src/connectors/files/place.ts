import { Buffer } from "node:buffer";
import type { Stats } from "node:fs";
import { lstat, realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { ConnectorError } from "../errors.ts";
import type { ObjectEntry } from "../objects/objects.ts";
import { pathOfFile } from "../options.ts";
import { bytesOf } from "./names.ts";

/** The folder of a store, where it really lies. */
export interface Place {
  readonly store: string;
  readonly root: string;
}

/** Where acts put what they take away until they are done: hidden, in the folder itself, so that a rename is enough. */
export const ASIDE = ".troth";

/** The address of a path below the folder, in the bytes that the file system has. */
export const at = ({ root }: Place, path: string): Buffer =>
  path === "" ? Buffer.from(root) : Buffer.concat([Buffer.from(`${root}/`), bytesOf(path)]);

/** Finds the folder that a store's `url` means: `/data/files`, `files:uploads`, `file:///data/files`. @throws ConnectorError */
export async function placeOf(store: string, url: string): Promise<Place> {
  const path = url.startsWith("file://") ? pathOfFile(store, url) : resolve(url.replace(/^files?:/, ""));
  const advice = "check the store's `url`; a relative path starts where Troth was started";
  try {
    const root = await realpath(path);
    if ((await stat(root)).isDirectory()) return { store, root };
  } catch (error) {
    throw isDenied(error)
      ? denied(store, "the folder may not be looked into")
      : new ConnectorError("connector.unreachable", store, "there is no folder at the path", { advice, transient: false });
  }
  throw new ConnectorError("connector.failed", store, "the path is no folder", { advice });
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException | null)?.code ?? "unknown");
const isDenied = (error: unknown): boolean => ["EACCES", "EPERM", "EROFS"].includes(codeOf(error));

/** Whether a file, or a folder on its way, is not there. */
export const isGone = (error: unknown): boolean => ["ENOENT", "ENOTDIR"].includes(codeOf(error));

const denied = (store: string, what: string): ConnectorError =>
  new ConnectorError("connector.denied", store, what, {
    advice: `give Troth's user the rights that \`troth grants ${store}\` names`,
  });

/** A fault of the file system as the store's, which names no file. */
export function failureOf(store: string, error: unknown, what: string): ConnectorError {
  if (error instanceof ConnectorError) return error;
  if (isDenied(error)) return denied(store, `${what}: the right to do so is missing (${codeOf(error)})`);
  return new ConnectorError("connector.failed", store, `${what} (${codeOf(error)})`);
}

/** What a path is, without following it; undefined where there is nothing, or nothing that could be a row. */
export async function entryOf(place: Place, path: string): Promise<ObjectEntry | undefined> {
  try {
    const found = await lstat(at(place, path));
    if (found.isSymbolicLink()) return { path, size: 0, modified: "", kind: await linkKind(place, path) };
    return found.isFile() ? fileEntry(path, found) : undefined;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw failureOf(place.store, error, "a file may not be looked at");
  }
}

/** A file as a row's. */
export const fileEntry = (path: string, { size, mtime }: Stats): ObjectEntry => ({
  ...{ path, size, modified: mtime.toISOString(), kind: "file" },
});

async function linkKind(place: Place, path: string): Promise<"link" | "folder-link"> {
  const leads = await stat(at(place, path)).catch(() => undefined);
  return leads?.isDirectory() ? "folder-link" : "link";
}

/** Whether every folder on the way to a path is one, and no link that leads elsewhere. */
export async function isReached(place: Place, path: string): Promise<boolean> {
  const parts = path.split("/");
  for (let depth = 1; depth < parts.length; depth++) {
    const folder = await lstat(at(place, parts.slice(0, depth).join("/"))).catch((error: unknown) => {
      if (isGone(error)) return undefined;
      throw failureOf(place.store, error, "a folder may not be looked into");
    });
    if (!folder?.isDirectory()) return false;
  }
  return true;
}
