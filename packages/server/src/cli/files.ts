import { access, constants, readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { isFileError } from "../foundation/index.ts";
import { FileError } from "./errors.ts";

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EACCES: "no permission",
  ENOTDIR: "a part of its path is no folder",
};

/** Reads a file that a command was given. @throws FileError. */
export async function readGiven(file: string, what: string, longest = 1024 * 1024): Promise<Uint8Array> {
  const size = await requireFile(file, what);
  if (size > longest) throw new FileError(`${what} is too large to be one`, { place: file });
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    throw unreadable(file, what, error);
  }
}

/** The size of a file that a command was given. @throws FileError if there is none. */
export async function requireFile(file: string, what: string): Promise<number> {
  try {
    const found = await stat(file);
    if (found.isFile()) return found.size;
  } catch (error) {
    throw unreadable(file, what, error);
  }
  throw new FileError(`cannot read ${what}: it is no file`, { place: file });
}

function unreadable(file: string, what: string, cause: unknown): FileError {
  const code = Object.keys(WORDS).find((one) => isFileError(cause, one));
  return new FileError(`cannot read ${what}: ${code === undefined ? "the file cannot be read" : WORDS[code]}`, {
    place: file,
    cause,
  });
}

/** Nothing is ever written over. @throws FileError. */
export async function refuseExisting(file: string): Promise<void> {
  try {
    await stat(file);
  } catch (error) {
    if (isFileError(error, "ENOENT")) return requireFolder(file);
    throw new FileError("cannot write there", { place: file, cause: error });
  }
  throw new FileError("there is a file of this name already", { place: file, advice: "nothing is written over: name another" });
}

async function requireFolder(file: string): Promise<void> {
  try {
    await access(dirname(file), constants.W_OK);
  } catch (error) {
    const missing = isFileError(error, "ENOENT");
    const why = missing ? "there is no such folder" : "the folder may not be written to";
    throw new FileError(`cannot write there: ${why}`, {
      place: file,
      cause: error,
      advice: missing ? "make the folder, or name another" : "name another",
    });
  }
}
