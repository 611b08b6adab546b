import { execFile } from "node:child_process";
import { truncateSync, writeFileSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { deserialize, serialize } from "node:v8";
import { gunzipSync, gzipSync } from "node:zlib";
import { syncFolder, writeFileDurably } from "../foundation/index.ts";
import { migrationsHash } from "./migrations.ts";

/** A folder of files as one value. A file of `length` bytes ends with nothing but 0 after these. */
interface PackedFolder {
  readonly folders: readonly string[];
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array; readonly length: number }[];
}

// Beside `dist` and `src`, not in them: a build empties `dist`.
/**
 * Where a build leaves a data folder for first starts, with the tables of these migrations and the queue's; without it, the
 * first start runs `initdb` and makes them, some six seconds.
 */
export const preparedFile: string = fileURLToPath(
  new URL(`../../prepared/pglite-0.5.14-${migrationsHash}-short.gz`, import.meta.url),
);

// initdb takes 800 MB and its memory is never given back: a short process of its own.
const initdb = (entry: string, folder: string): string =>
  `import { PGlite } from ${JSON.stringify(entry)}; const db = await PGlite.create(${JSON.stringify(folder)}); await db.query("select 1"); await db.close();`;

async function runInitdb(folder: string): Promise<void> {
  const entry = createRequire(import.meta.url)
    .resolve("@electric-sql/pglite")
    .replace(/index\.cjs$/, "index.js");
  const script = initdb(pathToFileURL(entry).href, folder);
  await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], { env: { TZ: "UTC" } });
}

async function unpack(packed: PackedFolder, folder: string): Promise<void> {
  for (const path of packed.folders) await mkdir(join(folder, path), { recursive: true, mode: 0o700 });
  // A thousand small files: in turn and synchronously is several times quicker than through the thread pool.
  for (const { path, bytes, length } of packed.files) {
    writeFileSync(join(folder, path), bytes, { mode: 0o600 });
    if (length > bytes.length) truncateSync(join(folder, path), length);
  }
}

async function walk(folder: string): Promise<{ readonly folders: string[]; readonly files: string[] }> {
  const found = { folders: [] as string[], files: [] as string[] };
  for (const item of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(item.parentPath, item.name).slice(folder.length + 1);
    (item.isDirectory() ? found.folders : found.files).push(path);
  }
  return { folders: found.folders.sort(), files: found.files.sort() };
}

// PostgreSQL never syncs a page it did not change: what initdb wrote must be on the disk before the first commit is promised.
// One sync of the file system where there is a program for it; a thousand files one by one took 25 s on a busy disk.
async function syncAll(folder: string): Promise<void> {
  if (process.platform === "linux" && (await syncFileSystem(folder))) return;
  await syncEach(folder);
}

const syncFileSystem = (folder: string): Promise<boolean> =>
  promisify(execFile)("sync", ["--file-system", folder]).then(
    () => true,
    () => false,
  );

async function syncEach(folder: string): Promise<void> {
  const { folders, files } = await walk(folder);
  const paths = files.map((path) => join(folder, path));
  const worker = async (): Promise<void> => {
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
      const handle = await open(path, "r+");
      await handle.sync().finally(() => handle.close());
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  for (const path of [...folders, ""]) await syncFolder(join(folder, path));
}

/** Segments of PostgreSQL's log by their names, which count up: the one in which the last checkpoint begins, and the one that is written. */
export interface LogSegments {
  readonly first: string;
  readonly last: string;
}

/**
 * Packs a data folder that nobody has open into the file from which `makeDataFolder` makes others, in place of those before it.
 * Of its log only what a start reads: earlier segments are over, and later ones are earlier ones that wait to be written anew.
 */
export async function packDataFolder(folder: string, file: string, { first, last }: LogSegments): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(join(dirname(file), ".gitignore"), "*\n");
  const { folders, files } = await walk(folder);
  const isRead = (path: string): boolean => !SEGMENT.test(path) || (basename(path) >= first && basename(path) <= last);
  const packed: PackedFolder = {
    folders,
    files: await Promise.all(files.filter(isRead).map((path) => packFile(folder, path))),
  };
  await writeFileDurably(file, gzipSync(serialize(packed)));
  const earlier = (await readdir(dirname(file))).filter((name) => name.endsWith(".gz") && name !== basename(file));
  for (const name of earlier) await rm(join(dirname(file), name), { force: true });
}

const SEGMENT = /^pg_wal[\\/][0-9A-F]{24}$/;

async function packFile(folder: string, path: string): Promise<PackedFolder["files"][number]> {
  const bytes = await readFile(join(folder, path));
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return { path, bytes: bytes.subarray(0, end), length: bytes.length };
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Makes PGlite's data folder if there is none: whole and on the disk, or not at all. The caller holds the home's lock. */
export async function makeDataFolder(folder: string, prepared: string = preparedFile): Promise<void> {
  if (await exists(folder)) return;
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { mode: 0o700 });
  if (await exists(prepared)) await unpack(deserialize(gunzipSync(await readFile(prepared))) as PackedFolder, partial);
  else await runInitdb(partial);
  await syncAll(partial);
  await rename(partial, folder);
  await syncFolder(dirname(folder));
}
