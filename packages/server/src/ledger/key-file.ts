import { readFile } from "node:fs/promises";
import { parseVkey } from "@troth/core/ledger";
import { writeFileDurably } from "../foundation/index.ts";

/** Writes a log's public key to a file: the vkey and a newline, as `troth verify --key` reads it. */
export const writeKeyFile = (path: string, vkey: string): Promise<void> => writeFileDurably(path, `${vkey}\n`);

/** Reads a key file; undefined if it does not hold one vkey. */
export async function readKeyFile(path: string): Promise<string | undefined> {
  const text = (await readFile(path, "utf8")).replace(/\n$/, "");
  return parseVkey(text) === undefined ? undefined : text;
}
