import type { Installation } from "../installation/index.ts";
import { openIdentity } from "./package-key.ts";
import type { PackageStanding } from "./store.ts";

/**
 * Why a package must not be given out any more; undefined while it may. The sweep goes by this, and so does every link: a
 * package is gone as soon as it should be, not when somebody comes to clear it away.
 *
 * A package does not outlive the erasure of its person: once they are being forgotten (or their key says so, whatever a
 * restored database believes) it goes. One that was read after their last erasure was done stays its time: it holds what
 * the erasure left, and they asked for that.
 */
export async function whyGone(inst: Installation, one: PackageStanding): Promise<"expired" | "key" | "erased" | undefined> {
  if (Date.parse(one.expires_at) <= inst.surroundings.now()) return "expired";
  if ((await openIdentity(inst, one)) === undefined) return "key";
  const isForgotten = one.person_state !== "known" || !(await inst.keys.has({ person: one.person_id }));
  const erased = [one.erased_at, one.erased_in_batch_at].flatMap((at) => (at === null ? [] : [Date.parse(at)]));
  const isLater = erased.length > 0 && Math.max(...erased) < Date.parse(one.made_at);
  return isForgotten && !isLater ? "erased" : undefined;
}
