import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { isFileError, makeFolder, syncFolder, takeLock } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import { packageKey } from "./package-key.ts";
import { findPackage } from "./store.ts";

/** Where one making of a package lies: files of its own, so that two at once, or one after a crash, never meet. */
export interface Making {
  readonly request: string;
  /** The package, under its final name. */
  readonly file: string;
  readonly path: string;
  /** Where it is written. */
  readonly part: string;
  readonly spool: (nth: number) => string;
  /** Removes what is left of it, but a package that is on record. */
  finish(): Promise<void>;
}

/** Begins a making: a lock says that this process is at it, until it finishes or dies. */
export async function beginMaking(inst: Installation, request: string): Promise<Making> {
  const folder = inst.home.packages;
  await makeFolder(folder);
  const stem = `${request}.${inst.surroundings.id()}`;
  const lock = await takeLock(join(folder, `${stem}.lock`));
  if (lock.kind === "held") throw new Error("bug: the lock of a new making is held");
  const file = fileOf(stem);
  return {
    request,
    file,
    path: join(folder, file),
    part: join(folder, `${file}.part`),
    spool: (nth) => join(folder, `${stem}.${nth}.spool.age`),
    async finish() {
      try {
        await removeStem(inst, { request, stem });
      } finally {
        await lock.release();
      }
    },
  };
}

const fileOf = (stem: string): string => `${stem}.copy.zip.age`;

const OURS =
  /^((R-\d{1,9})\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(copy\.zip\.age(\.part)?|\d+\.spool\.age|lock(\..+)?)$/;

interface OurFile {
  readonly name: string;
  readonly stem: string;
  readonly request: string;
}

async function ourFiles(folder: string): Promise<OurFile[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isFileError(error, "ENOENT")) return [];
    throw error;
  });
  return names.flatMap((name) => {
    const [, stem, request] = OURS.exec(name) ?? [];
    return stem === undefined || request === undefined ? [] : [{ name, stem, request }];
  });
}

/** Removes the files of a making, but the package that is on record. Its lock is the caller's. */
async function removeStem(inst: Installation, at: { readonly request: string; readonly stem: string }): Promise<number> {
  const kept = (await findPackage(inst.storage.db, at.request))?.file;
  const mine = (await ourFiles(inst.home.packages)).filter((one) => one.stem === at.stem);
  const gone = mine.filter(({ name }) => name !== kept && name !== `${at.stem}.lock`);
  const file = fileOf(at.stem);
  if (gone.length > 0 && kept !== file) await inst.keys.forget(packageKey(file));
  for (const { name } of gone) await rm(join(inst.home.packages, name), { force: true });
  if (gone.length > 0) await syncFolder(inst.home.packages);
  return gone.length;
}

/**
 * Removes what crashed makings have left, and packages that no row knows any more. A making that is under way, in this
 * process or another, has its lock and is left alone. Returns how many files went.
 */
export async function sweepFiles(inst: Installation): Promise<number> {
  const stems = new Map((await ourFiles(inst.home.packages)).map((one) => [one.stem, one.request]));
  let gone = 0;
  for (const [stem, request] of stems) {
    const lock = await takeLock(join(inst.home.packages, `${stem}.lock`));
    if (lock.kind === "held") continue;
    try {
      gone += await removeStem(inst, { stem, request });
    } finally {
      await lock.release();
    }
  }
  return gone;
}

/**
 * Removes the file of a package that is no longer on record, its key first: a crash leaves the file, by which the sweep finds both.
 * Copies of the key may be readable until the epoch ends.
 */
export async function removePackageFile(inst: Installation, file: string): Promise<void> {
  await inst.keys.forget(packageKey(file));
  await inst.surroundings.passing("package.key-gone");
  await rm(join(inst.home.packages, file), { force: true });
  await syncFolder(inst.home.packages);
}
