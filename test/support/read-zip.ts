import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { type Entry, fromBuffer } from "yauzl";

/** The entries of a zip by name, with their bytes; in order. */
export function readZip(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    fromBuffer(Buffer.from(bytes), { lazyEntries: true, validateEntrySizes: true, strictFileNames: true }, (error, zip) => {
      if (error || !zip) return reject(error ?? new Error("no zip"));
      const found = new Map<string, Buffer>();
      zip.on("entry", (entry: Entry) => {
        zip.openReadStream(entry, (failed, stream) => {
          if (failed || !stream) return reject(failed ?? new Error("no stream"));
          buffer(Readable.from(stream)).then((content) => {
            if (found.has(entry.fileName)) return reject(new Error(`${entry.fileName} twice`));
            found.set(entry.fileName, content);
            zip.readEntry();
          }, reject);
        });
      });
      zip.on("end", () => resolve(found));
      zip.on("error", reject);
      zip.readEntry();
    });
  });
}
