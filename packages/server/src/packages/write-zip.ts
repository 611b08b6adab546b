import { Readable } from "node:stream";
import { ZipFile } from "yazl";

/** One file of a zip: made when its turn comes, piece by piece. */
export interface ZipEntry {
  /** A safe path, with `/` between folders. */
  readonly name: string;
  readonly pieces: () => AsyncIterable<string | Uint8Array>;
}

/**
 * A zip of entries, as chunks. Neither an entry nor the zip is ever whole in memory, and either may be larger than 4 GB.
 * What an entry throws is thrown here.
 */
export async function* zipped(entries: readonly ZipEntry[], madeAt: Date): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  let current: Readable | undefined;
  // yazl pipes, and a pipe hands no error on.
  const fail = (error: Error): void => void out.destroy(error);
  zip.on("error", fail);
  for (const { name, pieces } of entries) {
    zip.addReadStreamLazy(name, { mtime: madeAt, mode: 0o100600 }, (ready) => {
      current = Readable.from(inChunks(pieces()), { objectMode: false });
      current.on("error", fail);
      ready(null, current);
    });
  }
  zip.end();
  try {
    for await (const chunk of out) yield chunk as Uint8Array;
  } finally {
    current?.destroy();
  }
}

const CHUNK_CHARACTERS = 65_536;

async function* inChunks(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: string[] = [];
  let characters = 0;
  for await (const piece of pieces) {
    if (typeof piece !== "string") {
      yield piece;
      continue;
    }
    waiting.push(piece);
    characters += piece.length;
    if (characters < CHUNK_CHARACTERS) continue;
    yield Buffer.from(waiting.join(""));
    waiting = [];
    characters = 0;
  }
  if (characters > 0) yield Buffer.from(waiting.join(""));
}

/** Chunks as a web stream that asks for the next when it is read; `seen` is told of each. */
export function streamFrom(chunks: AsyncIterator<Uint8Array>, seen: (bytes: number) => void): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await chunks.next();
        if (done) return controller.close();
        seen(value.length);
        controller.enqueue(value);
      },
      async cancel() {
        await chunks.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
