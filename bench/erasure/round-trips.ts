// A link that counts how often one side waits for the other, and how long the store takes.
import { Worker } from "node:worker_threads";

/** A way to a PostgreSQL server that counts round trips. */
export interface CountingLink {
  readonly url: string;
  readonly trips: () => number;
  /** Milliseconds between a question and the last byte of its answer, added up: the time that the store takes. */
  readonly storeMs: () => number;
  readonly close: () => Promise<void>;
}

/** Bytes that go out after bytes that came in begin a new round trip. Each answer can be held for some milliseconds, as a distance would. */
export async function countRoundTrips(url: string, holdMs = 0): Promise<CountingLink> {
  const target = new URL(url);
  const counts = new Float64Array(new SharedArrayBuffer(2 * Float64Array.BYTES_PER_ELEMENT));
  const workerData = { host: target.hostname, port: Number(target.port || 5432), counts, holdMs };
  const worker = new Worker(new URL("./counting-link.worker.mjs", import.meta.url), { workerData });
  const port = await new Promise<number>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  const through = new URL(url);
  through.hostname = "127.0.0.1";
  through.port = String(port);
  return {
    url: through.href,
    trips: () => counts[0] ?? 0,
    storeMs: () => counts[1] ?? 0,
    close: async () => void (await worker.terminate()),
  };
}
