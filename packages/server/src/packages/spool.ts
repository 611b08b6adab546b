import { type AgeKey, decrypted, newAgeKey, writeEncrypted } from "./age-files.ts";
import type { Cell } from "./cells.ts";
import { streamFrom } from "./write-zip.ts";

/** Rows on their way into a package, in an encrypted file. */
export interface Spool {
  /** The rows, in the order in which they were put; to be read as often as one likes. */
  rows(): AsyncGenerator<readonly Cell[]>;
}

/** A spool that is being written. */
export interface OpenSpool {
  put(row: readonly Cell[]): Promise<void>;
  /** Ends it: whatever could not be written is thrown here. */
  end(): Promise<Spool>;
  /** Gives it up. The file stays for whoever sweeps. */
  abort(): Promise<void>;
}

/** What makes spools. */
export interface SpoolMaker {
  /** Begins one of rows. */
  readonly rows: () => OpenSpool;
  /** Takes in a file, piece by piece, and gives it back as often as one likes. What reading it throws is thrown here. */
  readonly file: (pieces: AsyncIterable<Uint8Array>) => Promise<SpooledFile>;
}

/** A file that lies in a spool. */
export interface SpooledFile {
  readonly bytes: number;
  readonly pieces: () => AsyncIterable<Uint8Array>;
}

/** Makes spools, all under one key that this process alone has: what a crash leaves, nobody can read. */
export async function spoolMaker(fileOf: (nth: number) => string): Promise<SpoolMaker> {
  const key = await newAgeKey();
  let made = 0;
  return {
    rows: () => openSpool(fileOf(made++), key),
    file: (pieces) => spoolFile(fileOf(made++), key, pieces),
  };
}

// Rows are joined to pieces of about this size: a row by itself is too small to be worth a turn of the pipe.
const PIECE_CHARACTERS = 65_536;

function openSpool(file: string, key: AgeKey): OpenSpool {
  const pipe = new TransformStream<Uint8Array, Uint8Array>();
  const writer = pipe.writable.getWriter();
  const written = writeEncrypted(file, key.recipient, pipe.readable);
  // Whoever puts or ends is told; that nobody waits for this very promise meanwhile is no fault.
  written.catch(() => undefined);
  const encoder = new TextEncoder();
  let waiting: string[] = [];
  let characters = 0;
  const flush = async () => {
    const piece = encoder.encode(waiting.join(""));
    waiting = [];
    characters = 0;
    await writer.write(piece);
  };
  return {
    async put(row) {
      const line = `${JSON.stringify(row)}\n`;
      waiting.push(line);
      characters += line.length;
      if (characters >= PIECE_CHARACTERS) await flush();
    },
    async end() {
      if (characters > 0) await flush();
      await Promise.all([writer.close(), written]);
      return { rows: () => rowsIn(file, key.identity) };
    },
    async abort() {
      await writer.abort().catch(() => undefined);
      await written.catch(() => undefined);
    },
  };
}

async function spoolFile(file: string, key: AgeKey, pieces: AsyncIterable<Uint8Array>): Promise<SpooledFile> {
  let bytes = 0;
  const plain = streamFrom(pieces[Symbol.asyncIterator](), (more) => {
    bytes += more;
  });
  await writeEncrypted(file, key.recipient, plain);
  return { bytes, pieces: () => chunksIn(file, key.identity) };
}

async function* chunksIn(file: string, identity: string): AsyncGenerator<Uint8Array> {
  yield* (await decrypted(file, identity)) as AsyncIterable<Uint8Array>;
}

async function* rowsIn(file: string, identity: string): AsyncGenerator<readonly Cell[]> {
  const decoder = new TextDecoder();
  // A long row comes in many pieces: they are joined once, at its end.
  let pieces: string[] = [];
  const chunks: AsyncIterable<Uint8Array> = await decrypted(file, identity);
  for await (const chunk of chunks) {
    const lines = decoder.decode(chunk, { stream: true }).split("\n");
    for (const [nth, line] of lines.entries()) {
      pieces.push(line);
      if (nth === lines.length - 1) break;
      yield JSON.parse(pieces.join("")) as readonly Cell[];
      pieces = [];
    }
  }
}
