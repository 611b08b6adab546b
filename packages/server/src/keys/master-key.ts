import { dirname, join } from "node:path";
import { createFileDurably, makeFolder, readFileIfAny, type Surroundings } from "../foundation/index.ts";
import { KeysError } from "./errors.ts";
import { damaged, fromHex, installationFile, readKeyFile, toHex, writeKeyFile } from "./key-files.ts";
import type { KeyFolder } from "./key-folder.ts";
import { createSealer, KEY_ID_BYTES, openBytes } from "./sealing.ts";

const MASTER_KEY_BYTES = 32;
const MASTER_KEY_ID = new Uint8Array(KEY_ID_BYTES);

/** What the master key does. It seals small keys only. */
export interface MasterKey {
  seal(context: string, plain: Uint8Array): Uint8Array;
  /** Undefined if it was not sealed by this key, in this context. */
  open(context: string, sealed: Uint8Array): Uint8Array | undefined;
}

/** Where the master key lies unless TROTH_MASTER_KEY_FILE says another place. */
export const defaultMasterKeyFile = (folder: string): string => join(folder, "master.key");

async function readMasterKey(file: string): Promise<Uint8Array | undefined> {
  const bytes = await readFileIfAny(file);
  if (bytes === undefined) return undefined;
  const text = new TextDecoder().decode(bytes).trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw damaged(file);
  return fromHex(text);
}

const missing = (file: string): KeysError =>
  new KeysError("keys.master-missing", "the key store is there, the master key is not", {
    place: file,
    advice: "put the file back from its copy or set TROTH_MASTER_KEY_FILE; without it nothing sealed can be read",
  });

const wrong = (file: string): KeysError =>
  new KeysError("keys.master-wrong", "the master key is not the one of this key store", {
    place: file,
    advice: "put the right file back from its copy, or set TROTH_MASTER_KEY_FILE to it",
  });

function masterKeyOf(key: Uint8Array, surroundings: Surroundings): MasterKey {
  const seal = createSealer(surroundings.random);
  return {
    seal: (context, plain) => seal(key, MASTER_KEY_ID, context, plain),
    open: (context, sealed) => openBytes(key, context, sealed),
  };
}

/**
 * Reads the master key, or makes it for a key store that has never been used; and the key of identifier hashes with it.
 * @throws KeysError `keys.master-missing`, `keys.master-wrong`, `keys.damaged`.
 */
export async function openMasterKey(opening: {
  readonly paths: KeyFolder;
  readonly file: string;
  readonly isUsed: boolean;
  readonly surroundings: Surroundings;
}): Promise<{ readonly master: MasterKey; readonly identifierKey: Uint8Array }> {
  const { paths, file, isUsed, surroundings } = opening;
  const kept = await readFileIfAny(paths.installation);
  if (kept === undefined && isUsed) throw damaged(paths.installation);
  let key = await readMasterKey(file);
  if (key === undefined) {
    if (kept !== undefined) throw missing(file);
    await makeFolder(dirname(file));
    await createFileDurably(file, `${toHex(surroundings.random(MASTER_KEY_BYTES))}\n`);
    key = await readMasterKey(file);
    if (key === undefined) throw missing(file);
  }
  const master = masterKeyOf(key, surroundings);
  if (kept === undefined) {
    const sealed = toHex(master.seal("installation", surroundings.random(32)));
    await createFileDurably(paths.installation, writeKeyFile({ sealed }));
  }
  const content = kept ?? (await readFileIfAny(paths.installation));
  if (content === undefined) throw damaged(paths.installation);
  const { sealed } = readKeyFile(installationFile, paths.installation, content);
  const identifierKey = master.open("installation", fromHex(sealed));
  if (identifierKey === undefined) throw wrong(file);
  return { master, identifierKey };
}
