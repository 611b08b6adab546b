import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isFileError, syncFolder, writeFileDurably } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import { copyRecordOf, copyUntil } from "./copy-record.ts";
import { copiesBeforeErasure } from "./person-store.ts";
import { findRequest } from "./store.ts";

/**
 * Removes the copies of a person that staff were to hand over, and what crashed makings left of them: they lie in the clear,
 * and do not outlive the erasure of their person. One that was made after it holds what that left, and stays. Idempotent; a crash between
 * the entry and the end may say it twice, and none leaves it unsaid.
 */
export async function removeCopies(inst: Installation, person: string): Promise<void> {
  const requests = new Set((await copiesBeforeErasure(inst.storage.db, person)).map((one) => one.id));
  if (requests.size === 0) return;
  const files = (await copyFiles(inst)).filter(({ request }) => requests.has(request));
  if (files.length > 0) await removeFiles(inst, files, "erased");
}

/**
 * Removes the copies that staff were to hand over and whose time is over, and what crashed makings left as long ago; to be called
 * every few minutes. Idempotent. Returns of how many requests.
 */
export async function expireCopies(inst: Installation): Promise<number> {
  const over: CopyFile[] = [];
  const all = await copyFiles(inst);
  for (const request of new Set(all.map((one) => one.request))) {
    const files = all.filter((one) => one.request === request);
    const row = await findRequest(inst.storage.db, request);
    const written = await lastWritten(inst, files);
    const until = (row && copyRecordOf(row)?.until) ?? copyUntil(written);
    // A copy that is being made anew is left alone.
    const isQuiet = written + DAY_MS <= inst.surroundings.now();
    if (isQuiet && Date.parse(until) <= inst.surroundings.now()) over.push(...files);
  }
  if (over.length === 0) return 0;
  await removeFiles(inst, over, "expired");
  return new Set(over.map(({ request }) => request)).size;
}

const DAY_MS = 86_400_000;

interface CopyFile {
  readonly name: string;
  readonly request: string;
}

const copyFiles = async (inst: Installation): Promise<readonly CopyFile[]> =>
  (await filesIn(inst.home.packages)).flatMap((name) => {
    const request = /^(R-\d+)\.copy\.(?:.*\.)?(?:json|part|files)$/.exec(name)?.[1];
    return request === undefined ? [] : [{ name, request }];
  });

/** When the youngest of these was written. One that goes meanwhile counts as new. */
async function lastWritten(inst: Installation, files: readonly CopyFile[]): Promise<number> {
  const times: number[] = [];
  for (const { name } of files) {
    const found = await stat(join(inst.home.packages, name)).catch((error: unknown) => {
      if (isFileError(error, "ENOENT")) return undefined;
      throw error;
    });
    times.push(found?.mtimeMs ?? inst.surroundings.now());
  }
  return Math.max(...times);
}

async function removeFiles(inst: Installation, files: readonly CopyFile[], because: "erased" | "expired"): Promise<void> {
  const removed = [...new Set(files.map((one) => one.request))];
  // An empty file of each stays until that is on the ledger: a crash between the two would leave nothing to say it by.
  for (const request of removed) await writeFileDurably(markOf(inst, request), "");
  for (const { name } of files)
    if (!name.endsWith(MARK)) await rm(join(inst.home.packages, name), { recursive: true, force: true });
  await syncFolder(inst.home.packages);
  await inst.surroundings.passing("forget.copies");
  await inst.storage.transaction(async (tx) => {
    for (const request of removed) await inst.ledger.append(tx, { kind: "copy.removed", body: { request, because } });
  });
  for (const request of removed) await rm(markOf(inst, request), { force: true });
  await inst.ledger.sequence();
}

const MARK = ".copy.removed.part";
const markOf = (inst: Installation, request: string): string => join(inst.home.packages, `${request}${MARK}`);

const filesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: unknown) => {
    if (isFileError(error, "ENOENT")) return [];
    throw error;
  });
