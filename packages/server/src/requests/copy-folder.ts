// The files of a copy that staff hand over: they lie in a folder beside its JSON, which names each.
import { copyFile, cp, open, readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileNamesOnce, makeFolder } from "../foundation/index.ts";
import type { CopiedFile } from "../subject-graph/index.ts";

/** A file as the JSON names it: its path from there, and its length. */
export interface FileBeside {
  readonly file: string;
  readonly bytes: number;
}

/** The folder of one copy. */
export interface CopyFolder {
  /** Writes a file into it, piece by piece. What could not be written whole is removed, and the error is thrown. */
  take(folder: readonly string[], file: CopiedFile): Promise<FileBeside>;
  /** How many files it has taken. */
  taken(): number;
  /** Removes those that it took after so many. */
  backTo(taken: number): Promise<void>;
  /** Removes the folders of earlier copies of this request: the JSON in its place names this one. */
  removeOthers(): Promise<void>;
  remove(): Promise<void>;
}

/** A folder for a copy at `json`. Its own name, so that a copy that is made again never meets the files of another. */
export function copyFolder(json: string, id: string): CopyFolder {
  const beside = dirname(json);
  const name = `${basename(json, ".json")}.${id}.files`;
  const once = fileNamesOnce();
  const places: string[] = [];
  return {
    async take(folder, file) {
      const place = `${name}/${once(folder, file.path)}`;
      await makeFolder(dirname(join(beside, place)));
      places.push(place);
      return { file: place, bytes: await writeFile(join(beside, place), file) };
    },
    taken: () => places.length,
    async backTo(taken) {
      for (const place of places.splice(taken)) await rm(join(beside, place), { force: true });
    },
    async removeOthers() {
      for (const one of await foldersOf(json)) if (one !== name) await rm(join(beside, one), { recursive: true, force: true });
    },
    remove: () => rm(join(beside, name), { recursive: true, force: true }),
  };
}

/** Copies a JSON that names files elsewhere, and the files beside it. */
export async function copyWithFiles(json: string, other: string): Promise<void> {
  for (const one of await foldersOf(json)) await cp(join(dirname(json), one), join(dirname(other), one), { recursive: true });
  await copyFile(json, other);
}

async function foldersOf(json: string): Promise<string[]> {
  const stem = basename(json, ".json");
  return (await readdir(dirname(json))).filter((one) => one.startsWith(`${stem}.`) && one.endsWith(".files"));
}

async function writeFile(place: string, { pieces }: CopiedFile): Promise<number> {
  let bytes = 0;
  const handle = await open(place, "wx", 0o600);
  try {
    for await (const piece of pieces) {
      // `writeFile` of an open file writes on from where it stands, and all of it.
      await handle.writeFile(piece);
      bytes += piece.length;
    }
    await handle.sync();
  } catch (error) {
    await rm(place, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return bytes;
}
