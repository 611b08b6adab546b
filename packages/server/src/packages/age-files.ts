import { type FileHandle, open } from "node:fs/promises";
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";

/** A key pair of age: who holds `identity` reads what was encrypted to `recipient`. */
export interface AgeKey {
  readonly identity: string;
  readonly recipient: string;
}

/** Makes a key pair. Its randomness is age's own, as all of its format is. */
export async function newAgeKey(): Promise<AgeKey> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** Encrypts a stream into a new file that its owner alone may read; durable when it returns. Memory does not grow with it. */
export async function writeEncrypted(file: string, recipient: string, plain: ReadableStream<Uint8Array>): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const handle = await open(file, "wx", 0o600).catch(async (error: unknown) => {
    // Nobody will read it: whoever writes to its other end would wait for ever.
    await plain.cancel(error);
    throw error;
  });
  try {
    const encrypted: AsyncIterable<Uint8Array> = await encrypter.encrypt(plain);
    // `writeFile` of an open file writes on from where it stands, and all of it.
    for await (const chunk of encrypted) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * What an encrypted file holds, as a stream that reads on when it is read. The file is closed at its end, when the stream
 * is cancelled, and when it cannot be opened with this key.
 */
export async function decrypted(file: string, identity: string): Promise<ReadableStream<Uint8Array>> {
  const handle = await open(file, "r");
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    return await decrypter.decrypt(streamOf(handle));
  } catch (error) {
    await handle.close();
    throw error;
  }
}

const CHUNK_BYTES = 65_536;

function streamOf(handle: FileHandle): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { bytesRead, buffer } = await handle.read(new Uint8Array(CHUNK_BYTES), 0, CHUNK_BYTES);
        if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
        else {
          await handle.close();
          controller.close();
        }
      },
      cancel: () => handle.close(),
    },
    { highWaterMark: 0 },
  );
}
