import { z } from "zod";
import { KeysError } from "./errors.ts";

const hex = z.string().regex(/^([0-9a-f]{2})+$/);

/** An owner's data key, sealed under an epoch's key. */
export const wrapFile = z.strictObject({ owner: z.string(), epoch: z.int().positive(), keyId: hex, wrapped: hex });

/** An epoch's key, sealed under the master key. */
export const epochFile = z.strictObject({ epoch: z.int().positive(), beganAt: z.int(), sealed: hex });

/** The key of identifier hashes, sealed under the master key: opening it proves the master key right. */
export const installationFile = z.strictObject({ sealed: hex });

/** A log's signing key, sealed under the master key. */
export const logFile = z.strictObject({ log: z.string(), publicKey: hex, sealed: hex });

export type WrapFile = z.infer<typeof wrapFile>;
export type EpochFile = z.infer<typeof epochFile>;

/** Bytes as lowercase hex. */
export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** Lowercase hex as bytes. */
export const fromHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));

/** A key file that cannot be right. */
export const damaged = (place: string): KeysError =>
  new KeysError("keys.damaged", "a file of the key store is damaged", {
    place,
    advice: "put it back from the key store's own copy",
  });

/** Reads a key file's content. @throws KeysError `keys.damaged`. */
export function readKeyFile<T>(schema: z.ZodType<T>, place: string, bytes: Uint8Array): T {
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    throw damaged(place);
  }
}

/** A key file's content. */
export const writeKeyFile = (
  content: WrapFile | EpochFile | z.infer<typeof installationFile> | z.infer<typeof logFile>,
): string => `${JSON.stringify(content)}\n`;
