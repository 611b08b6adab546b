import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { isFileError, syncFolder, writeFileDurably } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import { copiesBeforeErasure } from "./person-store.ts";

/**
 * Removes the copies of a person that staff were to hand over, and what crashed makings left of them: they lie in the clear,
 * and do not outlive the erasure of their person. One that was made after it holds what that left, and stays. Idempotent; a crash between
 * the entry and the end may say it twice, and none leaves it unsaid.
 */
export async function removeCopies(inst: Installation, person: string): Promise<void> {
  const requests = new Set((await copiesBeforeErasure(inst.storage.db, person)).map((one) => one.id));
  if (requests.size === 0) return;
  const files = (await filesIn(inst.home.packages)).flatMap((name) => {
    const request = /^(R-\d+)\.copy\.(?:.*\.)?(?:json|part|files)$/.exec(name)?.[1];
    return request !== undefined && requests.has(request) ? [{ name, request }] : [];
  });
  if (files.length === 0) return;
  const removed = [...new Set(files.map((one) => one.request))];
  // An empty file of each stays until that is on the ledger: a crash between the two would leave nothing to say it by.
  for (const request of removed) await writeFileDurably(markOf(inst, request), "");
  for (const { name } of files)
    if (!name.endsWith(MARK)) await rm(join(inst.home.packages, name), { recursive: true, force: true });
  await syncFolder(inst.home.packages);
  await inst.surroundings.passing("forget.copies");
  await inst.storage.transaction(async (tx) => {
    for (const request of removed) await inst.ledger.append(tx, { kind: "copy.removed", body: { request, because: "erased" } });
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
