import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { mkdir, open, readFile, rename, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { besides } from "./file-thread.ts";

/** Whether an error of the file system carries this code (`ENOENT`, `EEXIST`). */
export function isFileError(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}

/** Makes the names in a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder, and its parents, that only its owner may look into. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; ; made = dirname(made)) {
    await syncFolder(dirname(made));
    if (made === first || made === dirname(made)) return;
  }
}

async function writeBeside(path: string, content: Uint8Array | string): Promise<string> {
  const temporary = besides(path);
  const handle = await open(temporary, "wx", 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return temporary;
}

/** Replaces a file whole: after a crash there is the old content or the new, never a part. Durable when it returns. */
export async function writeFileDurably(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = await writeBeside(path, content);
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** The bytes of a file, or undefined if there is none. */
export async function readFileIfAny(path: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (isFileError(error, "ENOENT")) return undefined;
    throw error;
  }
}

// Looking at a small file of a local folder takes some microseconds; by the thread pool it takes ten times as long, and a batch
// of choices looks at several for each of two hundred people.

/** Whether there is such a file; on this thread. */
export const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

/** The bytes of a small file, or undefined if there is none; on this thread. */
export function readSmallIfAny(path: string): Uint8Array | undefined {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    if (isFileError(error, "ENOENT")) return undefined;
    throw error;
  }
}

/**
 * Overwrites a file's bytes, then unlinks it; nothing if there is none. The overwriting is a best effort: a file system
 * that copies on write, or a disk that levels its wear, may keep the old bytes. Durable when it returns.
 */
export async function destroyFile(path: string): Promise<void> {
  try {
    const handle = await open(path, "r+");
    try {
      const { size } = await handle.stat();
      await handle.write(randomBytes(size), 0, size, 0);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await unlink(path);
  } catch (error) {
    if (!isFileError(error, "ENOENT")) throw error;
  }
  await syncFolder(dirname(path));
}
