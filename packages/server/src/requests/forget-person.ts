import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { erasuresDone, markForgotten, otherOpenRequests, peopleBeingForgotten, startForgetting } from "./store.ts";

/**
 * Begins to forget a person in the transaction that ends one of their requests: once an erasure of theirs is done, and
 * nothing else of theirs is under way that would still need their key.
 */
export async function forgetWhenDone(
  inst: Installation,
  tx: Tx,
  at: { readonly request: string; readonly person: string },
): Promise<void> {
  const underWay = await otherOpenRequests(tx, at);
  if (underWay.length > 0 || (await erasuresDone(tx, at.person)).length === 0) return;
  if (!(await startForgetting(tx, at.person))) return;
  await inst.ledger.append(tx, { kind: "person.forgetting", body: { request: at.request, person: at.person } });
}

/** Deletes a person's data key if they are being forgotten. Copies may be readable until the epoch ends. Idempotent. */
export async function forgetPerson(inst: Installation, person: string): Promise<void> {
  const leaving = await peopleBeingForgotten(inst.storage.db);
  if (!leaving.some((one) => one.id === person)) return;
  await inst.keys.forget({ person });
  await inst.surroundings.passing("forget.key");
}

const DAY_MS = 86_400_000;

/**
 * Ends the epoch if it is a day old: survivors are wrapped anew, the old key is destroyed, and only then the people who
 * left are reported forgotten. Finishes, first, what a crash left of an earlier forgetting.
 */
export async function forgetAtEpochEnd(inst: Installation, options: { readonly evenIfYoung?: boolean } = {}): Promise<number> {
  const leaving = await peopleBeingForgotten(inst.storage.db);
  for (const { id } of leaving) await inst.keys.forget({ person: id });
  const age = inst.surroundings.now() - inst.keys.epoch().beganAt;
  if (age < DAY_MS && options.evenIfYoung !== true) return 0;
  const { ended } = await inst.keys.endEpoch();
  const now = new Date(inst.surroundings.now()).toISOString();
  for (const { id } of leaving) {
    await inst.storage.transaction(async (tx) => {
      await markForgotten(tx, { person: id, now });
      await inst.ledger.append(tx, { kind: "person.forgotten", body: { person: id, epoch: ended } });
    });
  }
  if (leaving.length > 0) await inst.ledger.sequence();
  return leaving.length;
}
