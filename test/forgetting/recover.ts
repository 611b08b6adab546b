// What somebody who has every byte that is left on disk, the master key and the key store can read of sealed data.
// Written from the formats alone, and stronger than the product: it needs neither lengths nor contexts nor whole values,
// for it takes the cipher's plain key stream and never asks whether a tag is right.
import { createHmac } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { xchacha20 } from "@noble/ciphers/chacha.js";

/** Everything on disk. */
export interface LeftOnDisk {
  /** Folders and what they are called: `database`, `wal`, `backup`. */
  readonly places: Readonly<Record<string, string>>;
  /** The key store of today, and folders of wrapped keys that were deleted and are found again. */
  readonly keyFolders: readonly string[];
  readonly masterKeyFile: string;
}

/** A marked text that could be read, and where. */
export interface Recovered {
  readonly text: string;
  readonly place: string;
}

const MAGIC = Buffer.from("TRTH1");
const KEY_ID = 16;
const NONCE = 24;
const LONGEST = 400;

async function filesIn(folder: string): Promise<string[]> {
  const items = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return items.filter((item) => item.isFile()).map((item) => join(item.parentPath, item.name));
}

/** `magic | key id | nonce | hidden`, as far as it goes. */
function decrypt(key: Uint8Array, sealed: Uint8Array, length: number): Uint8Array {
  const nonce = sealed.slice(MAGIC.length + KEY_ID, MAGIC.length + KEY_ID + NONCE);
  const hidden = sealed.slice(MAGIC.length + KEY_ID + NONCE).slice(0, length);
  return xchacha20(key, nonce, hidden, undefined, 1);
}

interface KeyFile {
  readonly wrapped?: string;
  readonly sealed?: string;
}

/** Every data key that any epoch's key, opened by the master key, gives for any wrap. */
async function dataKeys(disk: LeftOnDisk): Promise<Uint8Array[]> {
  const master = Buffer.from((await readFile(disk.masterKeyFile, "utf8")).trim(), "hex");
  const files = (await Promise.all(disk.keyFolders.map(filesIn))).flat();
  const read = await Promise.all(files.map(async (file) => ({ file, text: await readFile(file, "utf8") })));
  const json = read.flatMap(({ text }): KeyFile[] => {
    try {
      return [JSON.parse(text) as KeyFile];
    } catch {
      return [];
    }
  });
  // Not only the epochs' files: anything that the master key sealed might be an epoch's key.
  const epochKeys = json.flatMap(({ sealed }) => (sealed === undefined ? [] : [decrypt(master, Buffer.from(sealed, "hex"), 32)]));
  return json.flatMap(({ wrapped }) =>
    wrapped === undefined ? [] : epochKeys.map((key) => decrypt(key, Buffer.from(wrapped, "hex"), 32)),
  );
}

/** Sealed values in a file: as bytes, as the hex of a dump, and inside gzip. */
function sealedIn(content: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = content.indexOf(MAGIC); at !== -1; at = content.indexOf(MAGIC, at + 1))
    found.push(content.subarray(at, at + LONGEST));
  const hex = Buffer.from(MAGIC.toString("hex"));
  for (let at = content.indexOf(hex); at !== -1; at = content.indexOf(hex, at + 1)) {
    const digits = /^[0-9a-f]+/.exec(content.subarray(at, at + 2 * LONGEST).toString("latin1"))?.[0] ?? "";
    found.push(Buffer.from(digits, "hex"));
  }
  if (content[0] === 0x1f && content[1] === 0x8b) found.push(...sealedIn(gunzipSync(content)));
  return found;
}

const WAL_PAGE = 8192;
const WAL_HEADER = 24;
const WAL_FIRST_HEADER = 40;

/** A segment of the WAL without its pages' headers, for a value may go on on the next page. */
function withoutPageHeaders(segment: Buffer): Buffer {
  const pages: Buffer[] = [];
  for (let at = 0; at < segment.length; at += WAL_PAGE) {
    pages.push(segment.subarray(at + (at === 0 ? WAL_FIRST_HEADER : WAL_HEADER), at + WAL_PAGE));
  }
  return Buffer.concat(pages);
}

/** Reads whatever can be read of texts that begin with `marker`. */
export async function recover(disk: LeftOnDisk, marker: string): Promise<Recovered[]> {
  const keys = (await dataKeys(disk)).map((key) => createHmac("sha256", key).update("troth/sealing/1").digest());
  const found = new Map<string, Recovered>();
  for (const [place, folder] of Object.entries(disk.places)) {
    for (const file of await filesIn(folder)) {
      const content = await readFile(file);
      const joined = place === "wal" ? sealedIn(withoutPageHeaders(content)) : [];
      for (const sealed of [...sealedIn(content), ...joined]) {
        for (const key of keys) {
          const text = Buffer.from(decrypt(key, sealed, LONGEST)).toString("latin1");
          if (!text.startsWith(marker)) continue;
          // To the end of what was marked: the tag after it is read as noise, which may begin with letters and a hyphen. What was cut
          // off before its end counts as far as it goes.
          const marked = (/^[A-Za-z0-9-]+?-0123456789abcdef/.exec(text) ?? /^[A-Za-z0-9-]+/.exec(text))?.[0] ?? "";
          found.set(`${place} ${marked}`, { text: marked, place });
        }
      }
    }
  }
  return [...found.values()];
}
