import type { Installation } from "../installation/index.ts";
import { removePackageFile, sweepFiles } from "./package-files.ts";
import { deleteLinksBefore, deletePackage, deleteStrayReviews, packageStandings } from "./store.ts";
import { whyGone } from "./why-gone.ts";

/** What went. */
export interface Expired {
  /** Packages whose time is over, whose key is gone, or whose person was erased. */
  readonly packages: number;
  /** Files that crashed makings had left. */
  readonly files: number;
}

const DAY_MS = 86_400_000;

/**
 * Deletes packages that must not be there any more, with their links and reviews, and what crashes have left. The row goes
 * first, with the only key; then the file. To be called at start, and every few minutes. Idempotent.
 */
export async function expirePackages(inst: Installation): Promise<Expired> {
  let packages = 0;
  // One that cannot be judged keeps no other here: what has to go goes, and then it is said.
  const faults: unknown[] = [];
  for (const one of await packageStandings(inst.storage.db)) {
    const because = await whyGone(inst, one).catch((error: unknown) => void faults.push(error));
    if (because === undefined) continue;
    const gone = await inst.storage.transaction(async (tx) => {
      if (!(await deletePackage(tx, one))) return false;
      await inst.ledger.append(tx, { kind: "copy.removed", body: { request: one.request_id, because } });
      return true;
    });
    await inst.surroundings.passing("package.removed");
    if (!gone) continue;
    await removePackageFile(inst, one.file);
    packages += 1;
  }
  if (packages > 0) await inst.ledger.sequence();
  await deleteLinksBefore(inst.storage.db, new Date(inst.surroundings.now() - DAY_MS).toISOString());
  await deleteStrayReviews(inst.storage.db);
  const files = await sweepFiles(inst);
  if (faults.length > 0) throw faults[0];
  return { packages, files };
}
