import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { createFileDurably, readFileIfAny, type Surroundings } from "../foundation/index.ts";
import { KeysError } from "./errors.ts";
import { damaged, fromHex, logFile, readKeyFile, toHex, writeKeyFile } from "./key-files.ts";
import type { KeyFolder } from "./key-folder.ts";
import type { Keys } from "./keys.ts";
import type { MasterKey } from "./master-key.ts";

// RFC 8410: what stands before the 32 bytes of an Ed25519 seed in PKCS #8.
const PKCS8_HEAD = fromHex("302e020100300506032b657004220420");

const privateKeyOf = (seed: Uint8Array) =>
  createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: "der", type: "pkcs8" });

function publicKeyOf(seed: Uint8Array): Uint8Array {
  const der = createPublicKey(privateKeyOf(seed)).export({ format: "der", type: "spki" });
  return new Uint8Array(der.subarray(der.length - 32));
}

const contextOf = (log: string, publicKey: string): string => `log:${publicKey}:${log}`;

/** The signing keys of logs: one each, sealed under the master key. */
export function createLogKeys(
  paths: KeyFolder,
  master: MasterKey,
  surroundings: Surroundings,
): Pick<Keys, "ensureLogKey" | "sign"> {
  async function read(log: string): Promise<{ publicKey: Uint8Array; seed: Uint8Array } | undefined> {
    const place = paths.log(log);
    const bytes = await readFileIfAny(place);
    if (bytes === undefined) return undefined;
    const kept = readKeyFile(logFile, place, bytes);
    const seed = kept.log === log ? master.open(contextOf(log, kept.publicKey), fromHex(kept.sealed)) : undefined;
    if (seed === undefined) throw damaged(place);
    return { publicKey: fromHex(kept.publicKey), seed };
  }
  return {
    async ensureLogKey(log) {
      const kept = await read(log);
      if (kept !== undefined) return { publicKey: kept.publicKey };
      const seed = surroundings.random(32);
      const publicKey = toHex(publicKeyOf(seed));
      const content = writeKeyFile({ log, publicKey, sealed: toHex(master.seal(contextOf(log, publicKey), seed)) });
      seed.fill(0);
      // Another process may have been first: its key is the log's then.
      await createFileDurably(paths.log(log), content);
      const made = await read(log);
      if (made === undefined) throw damaged(paths.log(log));
      return { publicKey: made.publicKey };
    },
    async sign(log, message) {
      const kept = await read(log);
      if (kept === undefined) throw new KeysError("keys.damaged", "the log has no signing key here", { place: paths.log(log) });
      const signature = new Uint8Array(sign(null, message, privateKeyOf(kept.seed)));
      kept.seed.fill(0);
      return signature;
    },
  };
}
